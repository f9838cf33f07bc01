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
public sealed record AppEstimate(
    string App, Likely Hidden, double? ClicksPerShare, IReadOnlyList<Showing?> Learned);

/// <summary>Where the dark clicks without a name come from.</summary>
/// <param name="Hidden">Of all apps together.</param>
/// <param name="Unknown">
/// Unnamed dark clicks of which nothing says where they are from; typed ones are among them.
/// </param>
public sealed record DarkEstimate(IReadOnlyList<AppEstimate> Apps, Likely Hidden, double Unknown);

/// <summary>Apportions dark clicks that name nothing: <see cref="DarkModel"/> is how.</summary>
public static class DarkSocial
{
    /// <summary>Links that are looked at one by one; smaller ones are taken together.</summary>
    public const int MostRows = 200;

    // Rows of few clicks bend what all of them share.
    private const double ClicksARow = 250;
    private const int FewestRows = 8;

    // What a step of the fit may take, in rows × unknowns of a row × shared unknowns²: at 20 million all of
    // it takes some 100 ms. Only where dozens of apps are seen are there fewer rows for it.
    private const double MostWork = 20e6;

    // Fewer named clicks make no bursts.
    private const double LeastNamed = 20;

    // Of an app that was never seen, nothing is claimed.
    private const double LeastEvidence = 1;

    // Browsers on Android that say how a click arrived; below, the links are served over plain http.
    private const double LeastWithMetadata = 0.1;

    /// <summary>Estimates where unnamed clicks come from.</summary>
    /// <param name="links">What was seen, link by link.</param>
    /// <param name="visibility">What is assumed; its apps are those of the sightings.</param>
    /// <param name="sights">
    /// When it was seen, of links themselves: all of it, or a sample. May be empty.
    /// </param>
    /// <returns>Apps that any evidence was seen of. The same for the same sightings.</returns>
    public static DarkEstimate Estimate(
        IReadOnlyList<Sightings> links, Visibility visibility, IReadOnlyList<TimedSight> sights,
        Doubts? doubts = null)
    {
        var unnamed = links.Where(row => row.IsOpen).Sum(row => row.Unnamed.Sum());
        if (unnamed == 0 || Model(links, visibility, sights, doubts) is not { } model)
        {
            return new DarkEstimate([], Likely.None, unnamed);
        }
        model.Fit();
        return new Apportioning(model).Split(visibility, unnamed);
    }

    /// <summary>
    /// The model of what was seen, before it is fitted; null without evidence of any app.
    /// </summary>
    internal static DarkModel? Model(
        IReadOnlyList<Sightings> links, Visibility visibility, IReadOnlyList<TimedSight> sights,
        Doubts? doubts = null)
    {
        var all = Sum(links, visibility.Apps.Count);
        var inflows = Inflows(all, visibility);
        if (inflows.Count == 0) return null;

        var given = doubts ?? Doubts.Default;
        var layout = new Layout(
            [.. inflows, Inflow.Typing, Inflow.Nameless], Audience(all), given, HasMetadata(links));
        var rows = Rows.Gather(links, visibility.Apps.Count, RowsFor(all.Clicks, layout));
        return new DarkModel(
            rows, layout, given, Bursts.Of(sights, Shown(all, inflows), Hidden(inflows)));
    }

    private static int RowsFor(double clicks, Layout layout)
    {
        var work = (layout.Inflows.Count + Platforms.Count) * Math.Pow(layout.Count, 2);
        return (int)Math.Clamp(Math.Min(clicks / ClicksARow, MostWork / work), FewestRows, MostRows);
    }

    private static List<int> Shown(Sightings all, List<Inflow> inflows) => [.. inflows
        .Where(inflow => !NeverShows(inflow))
        .Select(inflow => inflow.App!.Value)
        .Where(
            app => all.Named.AsSpan(app * Platforms.Count, Platforms.Count).ToArray().Sum() >= LeastNamed)];

    private static List<int> Hidden(List<Inflow> inflows) =>
        [.. inflows.Where(NeverShows).Select(inflow => inflow.App!.Value)];

    private static bool NeverShows(Inflow inflow) => inflow.On.All(on => on is null or { Shown: 0 });

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

    private static bool HasMetadata(IEnumerable<Sightings> links)
    {
        var (with, without) = (0.0, 0.0);
        foreach (var link in links.Where(link => link.SharedTo is null))
        {
            with += link.Unnamed[0] + link.Typed;
            without += link.Unnamed[1];
        }
        return with > LeastWithMetadata * (with + without);
    }
}
