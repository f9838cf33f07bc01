using Shortener.Channels;
using Shortener.Channels.Dark;

namespace Shortener.Reports;

/// <summary>Makes the dark-social report of what was seen.</summary>
internal static class DarkShape
{
    private const double IntervalPart = 0.8;

    // Less than this of a click is not worth a row.
    private const double LeastClicks = 0.05;

    /// <param name="ordinary">Reads what a tool sees that goes by Referer and tags.</param>
    public static DarkReport Shape(DarkSeen seen, Classifier ordinary)
    {
        var shares = PreviewSeen.Shares(seen.Previews);
        var visibility = Visibility.Default;
        var clicks = Told(seen);
        var estimate = DarkSocial.Estimate(Sightings(clicks, shares, visibility), visibility);
        var dark = clicks.Where(alike => alike.Hit.Origin.Dark).ToList();
        var confirmed = dark.Where(alike => alike.Hit.IsConfirmed).Sum(alike => alike.Count);
        var likely = Rounded(estimate.Hidden);
        long all = dark.Sum(alike => alike.Count);
        var credited = seen.Ordinary
            .Where(clicks => clicks is not { Referrer: null, UtmSource: null, UtmMedium: null })
            .Select(clicks => (ordinary.ReadOrdinarily(clicks.Referrer, clicks.UtmSource, clicks.UtmMedium).App, clicks.Count)).ToList();
        return new DarkReport
        {
            Start = seen.Period.Start,
            End = seen.Period.End,
            Timezone = seen.Period.Zone.Id,
            Since = seen.Since,
            Totals = new DarkTotals(
                Clicks: seen.Clicks.Sum(clicks => (long)clicks.Count),
                Direct: seen.Ordinary.Where(clicks => clicks is { Referrer: null, UtmSource: null, UtmMedium: null }).Sum(clicks => (long)clicks.Count),
                Typed: seen.Clicks.Where(clicks => clicks.Hit.IsTyped).Sum(clicks => (long)clicks.Count),
                Dark: all,
                Confirmed: confirmed,
                Likely: likely,
                Unknown: Math.Max(0, Math.Round(all - confirmed - likely.Expected, 1)),
                SharesSeen: shares.Count),
            Apps = Apps(dark, estimate, shares, credited, ordinary),
            Evidence = [.. dark.GroupBy(clicks => clicks.Hit.Origin.Evidence)
                .Select(same => new DarkEvidence(same.Key, same.Sum(clicks => (long)clicks.Count)))
                .OrderByDescending(row => row.Clicks).ThenBy(row => row.Evidence, StringComparer.Ordinal)],
            Parameters = new DarkParameters(
                clicks.Where(alike => alike.Hit.IsUnnamed).Select(alike => alike.Link).Distinct().Count(), IntervalPart,
                [.. estimate.Apps.Select(app => Parameters(app, visibility))]),
        };
    }

    /// <summary>The clicks, each with what became of its share link.</summary>
    public static List<DarkClicks> Told(DarkSeen seen)
    {
        var carried = new CarriedShares(Sharing.Default);
        foreach (var preview in seen.Previews.Where(p => p.Share != 0)) carried.AddPreview(preview.Share, preview.SharedTo, preview.App);
        foreach (var clicks in seen.Clicks.Where(c => c.Share != 0)) carried.AddClick(clicks.Share, clicks.SharedTo, clicks.Hit);
        return [.. seen.Clicks.Select(clicks => clicks with { Hit = clicks.Hit with { IsCarried = carried.Contains(clicks.Share) } })];
    }

    /// <summary>What the estimate looks at, link by link.</summary>
    /// <param name="clicks">As <see cref="Told"/> gives them.</param>
    public static List<Sightings> Sightings(List<DarkClicks> clicks, IEnumerable<PreviewSeen> shares, Visibility visibility)
    {
        var rows = new Dictionary<(long Link, int SharedTo, bool IsCarried), Sightings>();
        foreach (var alike in clicks)
        {
            Counting.Add(Row(alike.Link, alike.SharedTo, alike.Hit.IsCarried), alike.Hit, visibility, alike.Count);
        }
        var carried = clicks.Where(c => c.Hit.IsCarried).Select(c => c.Share).ToHashSet();
        foreach (var share in shares)
        {
            var app = visibility.IndexOf(Sharing.Default.Of(share.App).App);
            if (app >= 0) Row(share.Link, share.SharedTo, carried.Contains(share.Share)).Shares[app]++;
        }
        return [.. rows.Values];

        Sightings Row(long link, string? sharedTo, bool isCarried)
        {
            var to = visibility.IndexOf(sharedTo);
            var key = (link, to, to >= 0 && isCarried);
            if (rows.TryGetValue(key, out var row)) return row;
            return rows[key] = new Sightings(visibility.Apps.Count) { SharedTo = to < 0 ? null : to, IsCarried = key.Item3 };
        }
    }

    private static List<DarkApp> Apps(
        List<DarkClicks> dark, DarkEstimate estimate, List<PreviewSeen> shares, List<(string? App, int Count)> credited, Classifier names)
    {
        var rows = new Dictionary<(string? App, string? Channel), DarkApp>();
        foreach (var clicks in dark.Where(clicks => clicks.Hit.IsConfirmed))
        {
            var origin = clicks.Hit.Origin;
            Change(origin.App, origin.App is null ? origin.Channel : names.ChannelOf(origin.App) ?? origin.Channel,
                row => row with { Confirmed = row.Confirmed + clicks.Count });
        }
        foreach (var app in estimate.Apps.Where(app => app.Hidden.Expected >= LeastClicks))
        {
            Change(app.App, names.ChannelOf(app.App), row => row with { Likely = Rounded(app.Hidden) });
        }
        foreach (var share in shares)
        {
            var app = Sharing.Default.Of(share.App).App;
            Change(app, names.ChannelOf(app) ?? share.Channel, row => row with { SharesSeen = row.SharesSeen + 1 });
        }
        foreach (var (app, count) in credited.Where(credit => credit.App is not null))
        {
            var channel = names.ChannelOf(app!);
            if (rows.ContainsKey((app, channel))) Change(app, channel, row => row with { Ordinary = row.Ordinary + count });
        }
        return [.. rows.Values
            .OrderByDescending(row => row.Confirmed + row.Likely.Expected).ThenByDescending(row => row.SharesSeen)
            .ThenBy(row => row.App, StringComparer.Ordinal)];

        void Change(string? app, string? channel, Func<DarkApp, DarkApp> change) => rows[(app, channel)] =
            change(rows.GetValueOrDefault((app, channel)) ?? new DarkApp(app, channel, 0, Likely.None, 0, 0));
    }

    private static AppParameters Parameters(AppEstimate app, Visibility assumed)
    {
        var habit = assumed.Apps[assumed.IndexOf(app.App)];
        return new AppParameters(app.App, app.ClicksPerShare is { } clicks ? Math.Round(clicks, 2) : null,
            [.. Enum.GetValues<Platform>().Where(p => habit.On[(int)p] is not null).Select(p => new PlatformParameters(
                Word(p), Math.Round(app.Learned[(int)p]!.Reach, 3), habit.On[(int)p]!.Shown,
                Math.Round(app.Learned[(int)p]!.Shown, 3), Math.Round(app.Learned[(int)p]!.Handed, 3)))]);
    }

    private static string Word(Platform platform) => platform.ToString().ToLowerInvariant();

    // A tenth of a click is as much as anybody wants to read.
    private static Likely Rounded(Likely likely) =>
        new(Math.Round(likely.Expected, 1), Math.Floor(likely.Low), Math.Ceiling(likely.High));
}
