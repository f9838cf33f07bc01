using Shortener.Channels;
using Shortener.Channels.Dark;

namespace Shortener.Tests.Audiences;

/// <summary>An app of a world: the truth, and what everybody says about it.</summary>
/// <param name="Truth">Dark clicks that came from it.</param>
/// <param name="Likely">Of the estimator.</param>
/// <param name="Oracle">Of the same estimator told the true parameters of the model.</param>
/// <param name="Seer">Of an oracle that is told how much each app is used on each platform as well.</param>
/// <param name="Naive">Named taps ÷ default visibility.</param>
internal sealed record AppVerdict(
    string World, string App, double Part, int Truth, int Confirmed, Likely Likely, Likely Oracle,
    Likely Seer, double Naive)
{
    public double Error => Off(Confirmed + Likely.Expected);

    public double OracleError => Off(Confirmed + Oracle.Expected);

    public double SeerError => Off(Confirmed + Seer.Expected);

    public double NaiveError => Off(Naive);

    /// <summary>The interval holds the truth.</summary>
    public bool IsCovered => Confirmed + Likely.Low <= Truth && Truth <= Confirmed + Likely.High;

    private double Off(double said) => Math.Abs(said - Truth) / Math.Max(Truth, 1);
}

/// <summary>A world played and judged.</summary>
/// <param name="Wrong">Part of the confirmed clicks that came from another app.</param>
/// <param name="Right">
/// Part of the dark clicks that are confirmed with the right app, or called likely or unknown where nothing
/// telling came with them: neither a name in the headers, nor a share link that stayed in the app it was made
/// for.
/// </param>
internal sealed record Verdict(World World, double Wrong, double Right, IReadOnlyList<AppVerdict> Apps)
{
    /// <summary>Apps with at least this part of the clicks count.</summary>
    public const double LeastPart = 0.05;

    private const int OtherPlays = 5;

    public static Verdict Of(World world, Classifier classifier)
    {
        var audience = Audience.Of(world);
        var seen = FastDoor.Watch(audience.Calls, classifier);
        var (links, sights) = (seen.Seen.Rows, seen.Seen.Sights);
        var said = DarkSocial.Estimate(links, Visibility.Default, sights);
        var all = new Sightings(Visibility.Default.Apps.Count);
        foreach (var link in links) all.Add(link);
        var clicksPerShare = ClicksPerShare(world, classifier);
        var known = Doubts.Default with { Shown = 0.01, Handed = 0.05, Clicks = 0.1 };
        var oracle = DarkSocial.Estimate(
            links, audience.Nature.ToVisibility(clicksPerShare, withReach: false), sights, known);
        var seer = DarkSocial.Estimate(
            links, audience.Nature.ToVisibility(clicksPerShare, withReach: true), sights,
            known with { Reach = 0.05 });
        var apps = seen.Truth.Select(app => new AppVerdict(
            world.Name, app.Key, (double)app.Value / seen.Clicks, app.Value,
            seen.Confirmed.GetValueOrDefault(app.Key),
            Find(said, app.Key), Find(oracle, app.Key), Find(seer, app.Key), Naive(all, app.Key)));
        return new Verdict(
            world, (double)seen.Wrong / Math.Max(1, seen.Confirmed.Values.Sum()),
            1 - (double)(seen.Wrong + seen.Missed) / seen.Dark,
            [.. apps.Where(app => app.Part >= LeastPart)]);
    }

    /// <summary>Half of the errors are smaller.</summary>
    public static double Median(IEnumerable<double> errors)
    {
        var sorted = errors.Order().ToArray();
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>
    /// What the world's nature says of clicks per share seen: their mean over other plays of it, never those
    /// of this one.
    /// </summary>
    private static Func<string, double?> ClicksPerShare(World world, Classifier classifier)
    {
        var (clicks, shares) = (new Dictionary<string, int>(), new Dictionary<string, long>());
        for (var play = 1; play <= OtherPlays; play++)
        {
            var calls = Audience.Of(world, play).Calls;
            foreach (var call in calls.Where(call => call.From is not null))
            {
                clicks[call.From!] = clicks.GetValueOrDefault(call.From!) + 1;
            }
            var seen = FastDoor.Watch(calls.Where(call => !call.IsPerson), classifier).Seen;
            foreach (var (fetcher, _, count) in seen.Shares)
            {
                var app = Sharing.Default.Of(fetcher).App;
                shares[app] = shares.GetValueOrDefault(app) + count;
            }
        }
        return app => shares.GetValueOrDefault(app) is > 0
            and var seen ? (double)clicks.GetValueOrDefault(app) / seen : null;
    }

    private static Likely Find(DarkEstimate estimate, string app) =>
        estimate.Apps.FirstOrDefault(a => a.App == app)?.Hidden ?? Likely.None;

    private static double Naive(Sightings all, string app)
    {
        var a = Visibility.Default.IndexOf(app);
        return Visibility.Default.Apps[a].On
            .Select((showing, p) => showing is { Shown: > 0 } ? all.Named[a * Platforms.Count + p] / showing.Shown : 0).Sum();
    }
}
