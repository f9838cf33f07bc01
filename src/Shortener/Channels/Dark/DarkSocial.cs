using Shortener.Statistics;

namespace Shortener.Channels.Dark;

/// <summary>A number that is known only so well.</summary>
/// <param name="Low">The truth lies below it once in ten times.</param>
/// <param name="High">The truth lies above it once in ten times.</param>
public sealed record Likely(double Expected, double Low, double High)
{
    /// <summary>Certainly nothing.</summary>
    public static readonly Likely None = new(0, 0, 0);
}

/// <summary>What is likely of an app's hidden clicks, and what was learned about it.</summary>
/// <param name="Learned">By platform, as <see cref="AppHabit.On"/>.</param>
public sealed record AppEstimate(string App, Likely Hidden, double? ClicksPerShare, IReadOnlyList<Showing?> Learned);

/// <summary>Where the dark clicks without a name come from.</summary>
/// <param name="Hidden">Of all apps together.</param>
/// <param name="Unknown">Unnamed dark clicks of which nothing says where they are from; typed ones are among them.</param>
public sealed record DarkEstimate(IReadOnlyList<AppEstimate> Apps, Likely Hidden, double Unknown);

/// <summary>Apportions dark clicks that name nothing: <see cref="DarkModel"/> is how.</summary>
public static class DarkSocial
{
    /// <summary>Links that are looked at one by one; smaller ones are taken together.</summary>
    public const int MostRows = 40;

    // Rows of few clicks bend what all of them share.
    private const double ClicksARow = 250;
    private const int FewestRows = 8;

    private const int Draws = 150;
    private const ulong Seed = 20261121;

    // Of an app that was never seen, nothing is claimed.
    private const double LeastEvidence = 1;

    // Browsers on Android that say how a click arrived; below, the links are served over plain http.
    private const double LeastWithMetadata = 0.1;

    /// <summary>Estimates where unnamed clicks come from.</summary>
    /// <param name="links">What was seen, link by link.</param>
    /// <param name="visibility">What is assumed; its apps are those of the sightings.</param>
    /// <returns>Apps that any evidence was seen of. The same for the same sightings.</returns>
    public static DarkEstimate Estimate(IReadOnlyList<Sightings> links, Visibility visibility, Doubts? doubts = null)
    {
        var all = Sum(links, visibility.Apps.Count);
        var inflows = Inflows(all, visibility);
        var unnamed = links.Where(row => row.SharedTo is null).Sum(row => row.Unnamed.Sum());
        if (inflows.Count == 0 || unnamed == 0) return new DarkEstimate([], Likely.None, unnamed);

        var given = doubts ?? Doubts.Default;
        var layout = new Layout([.. inflows, Inflow.Typing, Inflow.Nameless], Audience(all), given, HasMetadata(all));
        var rows = Rows.Gather(links, visibility.Apps.Count, (int)Math.Clamp(all.Clicks / ClicksARow, FewestRows, MostRows));
        var model = new DarkModel(rows, layout, given);
        model.Fit();
        return Split(model, rows, layout, visibility, given, unnamed);
    }

    private static DarkEstimate Split(
        DarkModel model, IReadOnlyList<Sightings> rows, Layout layout, Visibility visibility, Doubts doubts, double unnamed)
    {
        var dice = new Dice(Seed);
        var (shared, local) = (new double[model.Shared.Length], new double[model.Local.Length]);
        var count = layout.Inflows.Count;
        var (drawn, hidden) = (new double[count][], new double[Draws]);
        for (var s = 0; s < count; s++) drawn[s] = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            model.Draw(dice, shared, local);
            var sums = Apportion(rows, layout, doubts, dice, shared, local);
            for (var s = 0; s < count; s++)
            {
                drawn[s][draw] = sums[s];
                if (layout.Inflows[s].App is not null) hidden[draw] += sums[s];
            }
        }
        var learned = new Habits(layout, model.Shared);
        var apps = Enumerable.Range(0, count).Where(s => layout.Inflows[s].App is not null)
            .Select(s => new AppEstimate(
                visibility.Apps[layout.Inflows[s].App!.Value].App, Summary(drawn[s]),
                layout.SharesPerClick(s) is { } rate ? Math.Exp(-model.Shared[rate]) : null,
                [.. Enumerable.Range(0, Platforms.Count).Select(p => layout.Use(s, p) is null ? null
                    : new Showing(learned.Use(s, p), learned.Shown(s, p), learned.Handed(s, p)))]))
            .ToList();
        var together = Summary(hidden);
        return new DarkEstimate(apps, together, Math.Max(0, unnamed - together.Expected));
    }

    private static double[] Apportion(
        IReadOnlyList<Sightings> rows, Layout layout, Doubts doubts, Dice dice, double[] shared, double[] local)
    {
        var habits = new Habits(layout, shared);
        var count = layout.Inflows.Count;
        var (sums, spread, parts) = (new double[count], new double[count], new double[count]);
        for (var row = 0; row < rows.Count; row++)
        {
            if (rows[row].SharedTo is not null) continue;
            for (var p = 0; p < Platforms.Count; p++)
            {
                for (var a = 0; a < 2; a++)
                {
                    var seen = rows[row].Unnamed[2 * p + a];
                    if (seen == 0) continue;
                    var sum = 0.0;
                    for (var s = 0; s < count; s++)
                    {
                        var part = Math.Exp(local[row * count + s]) * habits.Hidden(s, p, layout.ArrivalIsKnown ? (Arrival)a : null);
                        if (part > 0) part *= Math.Exp(doubts.Mix * dice.Normal());
                        sum += parts[s] = part;
                    }
                    if (sum <= 0) continue;
                    for (var s = 0; s < count; s++)
                    {
                        var part = parts[s] / sum;
                        sums[s] += seen * part;
                        spread[s] += seen * part * (1 - part);
                    }
                }
            }
        }
        var all = sums.Sum();
        for (var s = 0; s < count; s++) sums[s] = Math.Max(0, sums[s] + Math.Sqrt(spread[s]) * dice.Normal());
        var drawn = sums.Sum();
        for (var s = 0; s < count; s++) sums[s] *= drawn > 0 ? all / drawn : 0;
        return sums;
    }

    private static Likely Summary(double[] draws)
    {
        Array.Sort(draws);
        return new Likely(draws.Average(), draws[draws.Length / 10], draws[draws.Length - 1 - draws.Length / 10]);
    }

    private static Sightings Sum(IReadOnlyList<Sightings> links, int apps)
    {
        var sum = new Sightings(apps);
        foreach (var link in links) sum.Add(link);
        return sum;
    }

    private static List<Inflow> Inflows(Sightings all, Visibility visibility)
    {
        var evidence = visibility.Apps.Select((app, a) => Clicks(all, a, app)).ToArray();
        var total = evidence.Sum();
        return [.. visibility.Apps.Select((app, a) => (app, a)).Where(x => evidence[x.a] >= LeastEvidence)
            .Select(x => Inflow.Of(x.a, x.app, 0.85 * Math.Max(evidence[x.a] / total, 0.002)))];
    }

    // A first guess, by what shows alone.
    private static double Clicks(Sightings all, int a, AppHabit app)
    {
        var (clicks, sure) = (0.0, 0.0);
        for (var p = 0; p < Platforms.Count; p++)
        {
            var named = all.Named[a * Platforms.Count + p];
            sure += named;
            clicks += named / Math.Max(app.On[p]?.Shown ?? 1, 0.1);
        }
        var shared = all.Shares[a] * app.ClicksPerShare ?? 0;
        return sure > 10 ? clicks : Math.Max(clicks, shared);
    }

    private static double[] Audience(Sightings all)
    {
        var clicks = new double[Platforms.Count];
        for (var i = 0; i < all.Named.Length; i++) clicks[i % Platforms.Count] += all.Named[i];
        for (var i = 0; i < all.Unnamed.Length; i++) clicks[i / 2] += all.Unnamed[i];
        clicks[0] += all.Typed;
        var sum = clicks.Sum();
        return [.. clicks.Select(part => Math.Max(part / sum, 0.01))];
    }

    private static bool HasMetadata(Sightings all)
    {
        var (with, without) = (all.Unnamed[0] + all.Typed, all.Unnamed[1]);
        return with > LeastWithMetadata * (with + without);
    }
}
