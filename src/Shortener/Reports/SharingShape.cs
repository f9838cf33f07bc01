using Shortener.Shares;

namespace Shortener.Reports;

/// <summary>Makes the sharing report of what was seen.</summary>
internal static class SharingShape
{
    private const int MostSharers = 10;

    public static SharingReport Shape(SharingSeen seen)
    {
        var through = seen.Clicks.Where(row => row.Key.Share != 0).ToList();
        var (minted, clicks) = (seen.Minted.Sum(row => row.Count), through.Sum(row => (long)row.Value.Clicks));
        return new SharingReport
        {
            Start = seen.Period.Start,
            End = seen.Period.End,
            Timezone = seen.Period.Zone.Id,
            SharesMinted = minted,
            SharesSeen = PreviewSeen.Shares(seen.Previews).Count,
            Arrivals = seen.Arrivals,
            ClicksThroughShares = clicks,
            ClicksPerShare = minted > 0 ? Math.Round((double)clicks / minted, 2) : null,
            ByChannel = Channels(seen, through),
            ByGeneration = Generations(seen),
            K = K(seen),
            CycleTime = Cycle(seen.CycleMillis),
            Depth = Math.Max(seen.Clicks.Keys.Select(key => key.Generation).DefaultIfEmpty().Max(), seen.Minted.Select(row => row.Generation).DefaultIfEmpty().Max()),
            TopSharers = [.. through.OrderByDescending(row => row.Value.Clicks).ThenBy(row => row.Key.Share).Take(MostSharers)
                .Select(row => Sharer(row.Key, row.Value.Clicks, row.Value.Unique, seen.Shares.GetValueOrDefault(row.Key.Share)))],
        };
    }

    private static List<SharingChannel> Channels(SharingSeen seen, List<KeyValuePair<ShareOfLink, (int Clicks, int Unique)>> through)
    {
        var rows = new Dictionary<(string Channel, string App), (long Minted, long Clicks)>();
        foreach (var row in seen.Minted)
        {
            var known = rows.GetValueOrDefault((row.Channel, row.App));
            rows[(row.Channel, row.App)] = (known.Minted + row.Count, known.Clicks);
        }
        foreach (var (key, counts) in through)
        {
            var share = seen.Shares.GetValueOrDefault(key.Share);
            var place = (share?.Channel ?? "", share?.App ?? "");
            var known = rows.GetValueOrDefault(place);
            rows[place] = (known.Minted, known.Clicks + counts.Clicks);
        }
        return [.. rows.Select(row => new SharingChannel(NullIfEmpty(row.Key.Channel), NullIfEmpty(row.Key.App), row.Value.Minted, row.Value.Clicks))
            .OrderByDescending(row => row.Clicks).ThenByDescending(row => row.SharesMinted).ThenBy(row => row.App, StringComparer.Ordinal)];
    }

    private static List<SharingGeneration> Generations(SharingSeen seen)
    {
        var unique = seen.Clicks.GroupBy(row => row.Key.Generation).ToDictionary(same => same.Key, same => same.Sum(row => (long)row.Value.Unique));
        var minted = seen.Minted.GroupBy(row => row.Generation).ToDictionary(same => same.Key, same => same.Sum(row => row.Count));
        var last = unique.Keys.Concat(minted.Keys).DefaultIfEmpty().Max();
        return [.. Enumerable.Range(0, (int)last + 1).Select(g => new SharingGeneration(g, minted.GetValueOrDefault(g), unique.GetValueOrDefault(g)))];
    }

    private static SharingK K(SharingSeen seen)
    {
        var bare = 0L;
        var trees = new Dictionary<long, long>();
        foreach (var (key, counts) in seen.Clicks.Where(row => seen.ClosedLinks.Contains(row.Key.Link)))
        {
            if (key.Share == 0) bare += counts.Unique;
            else trees[Root(key.Share, seen.Shares)] = trees.GetValueOrDefault(Root(key.Share, seen.Shares)) + counts.Unique;
        }
        var k = Contagion.Of(bare, [.. trees.OrderBy(tree => tree.Key).Select(tree => tree.Value)]);
        return new SharingK(Rounded(k?.Value), Rounded(k?.Low), Rounded(k?.High), SharingStore.Window.Days, seen.ClosedLinks.Count);
    }

    /// <summary>The share made from the bare link that this one grew from.</summary>
    private static long Root(long id, IReadOnlyDictionary<long, ShareRow> shares)
    {
        while (shares.TryGetValue(id, out var share) && share.ParentId is { } parent) id = parent;
        return id;
    }

    private static CycleTime Cycle(List<long> millis)
    {
        if (millis.Count == 0) return new CycleTime(null, null, null, 0);
        millis.Sort();
        return new CycleTime(At(0.5), At(0.25), At(0.75), millis.Count);

        long At(double part) => millis[(int)(part * (millis.Count - 1))] / 1_000;
    }

    private static TopSharer Sharer(ShareOfLink key, long clicks, long unique, ShareRow? share) => new(
        Tokens.Write(key.Share), key.Link, NullIfEmpty(share?.Channel), NullIfEmpty(share?.App), key.Generation, clicks, unique);

    private static double? Rounded(double? number) => number is { } value ? Math.Round(value, 3) : null;

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
