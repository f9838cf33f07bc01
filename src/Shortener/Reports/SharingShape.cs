using Shortener.Shares;

namespace Shortener.Reports;

/// <summary>Makes the sharing report of what was seen.</summary>
internal static class SharingShape
{
    public static SharingReport Shape(SharingSeen seen)
    {
        var counts = seen.Counts;
        var channels = Channels(counts);
        var (minted, clicks) = (channels.Sum(row => row.SharesMinted), channels.Sum(row => row.Clicks));
        var generations = Generations(counts);
        return new SharingReport
        {
            Start = seen.Period.Start,
            End = seen.Period.End,
            Timezone = seen.Period.Zone.Id,
            SharesMinted = minted,
            SharesSeen = counts.SharesSeen(),
            Arrivals = seen.Arrivals,
            ClicksThroughShares = clicks,
            ClicksPerShare = minted > 0 ? Math.Round((double)clicks / minted, 2) : null,
            ByChannel = channels,
            ByGeneration = generations,
            K = K(counts),
            CycleTime = Cycle(counts.Cycles),
            HalfLife = HalfLives.Of(counts.Weeks, seen.Closed),
            Depth = generations.Count - 1,
            TopSharers = [.. counts.TopShares().Select(top => Sharer(top.Share, top.Total, counts.Kinds))],
        };
    }

    private static List<SharingChannel> Channels(SharingCounts counts)
    {
        var minted = new long[counts.Kinds.Count];
        foreach (var (key, count) in counts.Minted) minted[key.Kind] += count;
        return [.. Enumerable.Range(0, counts.Kinds.Count)
            .Where(kind => minted[kind] + counts.ClicksOf(kind) > 0)
            .Select(kind => new SharingChannel(
                NullIfEmpty(counts.Kinds[kind].Channel), NullIfEmpty(counts.Kinds[kind].App), minted[kind],
                counts.ClicksOf(kind)))
            .OrderByDescending(row => row.Clicks).ThenByDescending(row => row.SharesMinted)
            .ThenBy(row => row.App, StringComparer.Ordinal)
            .ThenBy(row => row.Channel, StringComparer.Ordinal)];
    }

    private static List<SharingGeneration> Generations(SharingCounts counts)
    {
        var minted = counts.Minted.GroupBy(row => row.Key.Generation)
            .ToDictionary(same => same.Key, same => same.Sum(row => row.Value));
        var last = Math.Max(counts.LastClicked, minted.Keys.DefaultIfEmpty().Max());
        return [.. Enumerable.Range(0, (int)last + 1).Select(g => new SharingGeneration(
            g, minted.GetValueOrDefault(g), counts.UniqueOf(g)))];
    }

    private static SharingK K(SharingCounts counts)
    {
        var k = Contagion.OfSizes(counts.ClosedBare, counts.TreeSizes());
        return new SharingK(
            Rounded(k?.Value), Rounded(k?.Low), Rounded(k?.High), SharingStore.Window.Days,
            counts.ClosedLinks);
    }

    private static CycleTime Cycle(IReadOnlyList<int> cycles)
    {
        var n = cycles.Sum();
        return n == 0 ? new CycleTime(null, null, null, 0) : new CycleTime(At(0.5), At(0.25), At(0.75), n);

        long At(double part)
        {
            var (seconds, left) = (0, (int)(part * (n - 1)));
            while (cycles[seconds] <= left) left -= cycles[seconds++];
            return seconds;
        }
    }

    private static TopSharer Sharer(long share, ShareTotal total, ShareKinds kinds) => new(
        Tokens.Write(share), total.Link, NullIfEmpty(kinds[total.Kind].Channel), NullIfEmpty(kinds[total.Kind].App), total.Generation, total.Clicks, total.Unique);

    private static double? Rounded(double? number) => number is { } value ? Math.Round(value, 3) : null;

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
