using Shortener.Channels;
using Shortener.Channels.Dark;

namespace Shortener.Reports;

/// <summary>Makes the dark-social report of what was seen.</summary>
internal static class DarkShape
{
    private const double IntervalPart = 0.8;

    // Less than this of a click is not worth a row.
    private const double LeastClicks = 0.05;

    /// <param name="names">Knows the channels of apps.</param>
    public static DarkReport Shape(DarkSeen seen, Classifier names)
    {
        var visibility = Visibility.Default;
        var estimate = DarkSocial.Estimate(seen.Rows, visibility, seen.Sights);
        var dark = seen.Clicks.Where(alike => alike.Hit.Origin.Dark).ToList();
        var confirmed = dark.Where(alike => alike.Hit.IsConfirmed).Sum(alike => alike.Count);
        var likely = Rounded(estimate.Hidden);
        var all = dark.Sum(alike => alike.Count);
        return new DarkReport
        {
            Start = seen.Period.Start,
            End = seen.Period.End,
            Timezone = seen.Period.Zone.Id,
            Since = seen.Since,
            Totals = new DarkTotals(
                Clicks: seen.Clicks.Sum(clicks => clicks.Count),
                Direct: seen.Ordinary.Where(credit => credit.App.Length == 0).Sum(credit => credit.Count),
                Typed: seen.Clicks.Where(clicks => clicks.Hit.IsTyped).Sum(clicks => clicks.Count),
                Dark: all,
                Confirmed: confirmed,
                Likely: likely,
                Unknown: Math.Max(0, Math.Round(all - confirmed - likely.Expected, 1)),
                SharesSeen: seen.Shares.Sum(shares => shares.Count)),
            Apps = Apps(seen, dark, estimate, names),
            Evidence = [.. dark.GroupBy(clicks => clicks.Hit.Origin.Evidence)
                .Select(same => new DarkEvidence(same.Key, same.Sum(clicks => clicks.Count)))
                .OrderByDescending(row => row.Clicks).ThenBy(row => row.Evidence, StringComparer.Ordinal)],
            Parameters = new DarkParameters(
                seen.UnnamedLinks, IntervalPart,
                [.. estimate.Apps.Select(app => Parameters(app, visibility))]),
        };
    }

    private static List<DarkApp> Apps(
        DarkSeen seen, List<DarkClicks> dark, DarkEstimate estimate, Classifier names)
    {
        var rows = new Dictionary<(string? App, string? Channel), DarkApp>();
        foreach (var clicks in dark.Where(clicks => clicks.Hit.IsConfirmed))
        {
            var origin = clicks.Hit.Origin;
            Change(
                origin.App,
                origin.App is null ? origin.Channel : names.ChannelOf(origin.App) ?? origin.Channel,
                row => row with { Confirmed = row.Confirmed + clicks.Count });
        }
        foreach (var app in estimate.Apps.Where(app => app.Hidden.Expected >= LeastClicks))
        {
            Change(app.App, names.ChannelOf(app.App), row => row with { Likely = Rounded(app.Hidden) });
        }
        foreach (var (fetcher, of, count) in seen.Shares)
        {
            var app = Sharing.Default.Of(fetcher).App;
            Change(app, names.ChannelOf(app) ?? of, row => row with { SharesSeen = row.SharesSeen + count });
        }
        foreach (var (app, count) in seen.Ordinary.Where(credit => credit.App.Length > 0))
        {
            var channel = names.ChannelOf(app);
            if (rows.ContainsKey((app, channel)))
            {
                Change(app, channel, row => row with { Ordinary = row.Ordinary + count });
            }
        }
        return [.. rows.Values
            .OrderByDescending(row => row.Confirmed + row.Likely.Expected)
            .ThenByDescending(row => row.SharesSeen)
            .ThenBy(row => row.App, StringComparer.Ordinal).ThenBy(
                row => row.Channel, StringComparer.Ordinal)];

        void Change(string? app, string? channel, Func<DarkApp, DarkApp> change) => rows[(app, channel)] =
            change(rows.GetValueOrDefault((app, channel)) ?? new DarkApp(app, channel, 0, Likely.None, 0, 0));
    }

    private static AppParameters Parameters(AppEstimate app, Visibility assumed)
    {
        var habit = assumed.Apps[assumed.IndexOf(app.App)];
        return new AppParameters(app.App, app.ClicksPerShare is { } clicks ? Math.Round(clicks, 2) : null,
            [.. Enum.GetValues<Platform>().Where(p => habit.On[(int)p] is not null).Select(
                p => new PlatformParameters(
                Word(p), Math.Round(app.Learned[(int)p]!.Reach, 3), habit.On[(int)p]!.Shown,
                Math.Round(app.Learned[(int)p]!.Shown, 3), Math.Round(app.Learned[(int)p]!.Handed, 3)))]);
    }

    private static string Word(Platform platform) => platform.ToString().ToLowerInvariant();

    // A tenth of a click is as much as anybody wants to read.
    private static Likely Rounded(Likely likely) =>
        new(Math.Round(likely.Expected, 1), Math.Floor(likely.Low), Math.Ceiling(likely.High));
}
