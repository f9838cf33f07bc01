using Shortener.Channels.Dark;

namespace Shortener.Reports;

/// <summary>The head of a <see cref="DarkDigest"/>.</summary>
internal static class DarkHead
{
    private const long HourSeconds = 3_600;

    /// <summary>
    /// Tells shares apart, as far as the block alone says so, and which share links were carried on; the
    /// previews that are left.
    /// </summary>
    public static List<PreviewSeen> Fold(DarkHits hits, Block block)
    {
        var (left, fold) = (new List<PreviewSeen>(), new PreviewFold(block));
        MarkCarried(hits);
        foreach (var preview in hits.Previews.OrderBy(preview => preview.At))
        {
            if (fold.Take(preview) is not { } seen) continue;
            var to = hits.Looks.Apps.Of(seen.SharedTo ?? "");
            var fetcher = hits.Fetchers.Of(seen.Channel ?? "", seen.App);
            if (!fold.IsFirm(seen))
            {
                left.Add(seen);
                continue;
            }
            if (seen.SharedTo is not null) hits.Add(new FirmShares(seen.Link, seen.Share, to, fetcher, 1));
            else hits.Add(new FirmShares(seen.Link, 0, hits.Looks.Apps.Of(""), fetcher, 1));
            if (seen.Share != 0) continue;
            var hour = seen.At.ToUnixTimeSeconds() / HourSeconds * HourSeconds;
            hits.Add(new TimedShares(seen.Link, hour, fetcher, 1));
        }
        return left;
    }

    public static byte[] Write(DarkHits hits, List<PreviewSeen> left, Block block)
    {
        var bytes = new PackedWriter();
        hits.Looks.Write(bytes);
        hits.Fetchers.Write(bytes);
        var (shares, foreign) = (
            new DarkShare(hits), hits.Shares.Where(share => !block.Holds(share.Born)).OrderBy(share => share.Link)
                .ThenBy(share => share.Share).ToList());
        bytes.Put(foreign.Count);
        var link = 0L;
        foreach (var share in foreign)
        {
            bytes.Put(share.Link - link);
            bytes.Put(block.End - share.Born);
            shares.Write(share, bytes);
            link = share.Link;
        }
        WritePreviews(hits, left, block, bytes);
        WriteTimed(hits, block, bytes);
        return bytes.ToArray();
    }

    /// <summary>Adds a head to what a report counts, or to what another digest is made of.</summary>
    public static void Read(ReadOnlySpan<byte> written, Block block, IDarkSum sum)
    {
        var bytes = new PackedReader(written);
        var looks = sum.Looks.Read(ref bytes, out var apps);
        var fetchers = sum.Fetchers.Read(ref bytes);
        var link = 0L;
        for (var foreign = bytes.Next(); foreign > 0; foreign--)
        {
            link += bytes.Next();
            var born = block.End - bytes.Next();
            var share = DarkShare.Read(ref bytes, link, apps) with { Born = born };
            sum.Add(share);
            for (var left = bytes.Next(); left > 0; left--)
            {
                sum.Add(new ThroughClicks(link, share.Share, looks[bytes.Next()], bytes.Next()));
            }
            for (var left = bytes.Next(); left > 0; left--)
            {
                sum.Add(new FirmShares(link, share.Share, share.To, fetchers[bytes.Next()], bytes.Next()));
            }
        }
        ReadPreviews(ref bytes, block, apps, fetchers, sum);
        ReadTimed(ref bytes, block, looks, fetchers, sum);
    }

    private static void MarkCarried(DarkHits hits)
    {
        var carried = new CarriedShares(Sharing.Default);
        foreach (var preview in hits.Previews.Where(preview => preview.Share != 0))
        {
            carried.AddPreview(preview.Share, preview.SharedTo, preview.App);
        }
        hits.MarkCarried(hits.Through.Where(clicks => hits.Looks[clicks.Look].TellsOfCarrying)
            .Select(clicks => clicks.Share)
            .Concat(hits.Shares.Select(share => share.Share).Where(carried.Contains)).ToHashSet());
    }

    private static void WritePreviews(
        DarkHits hits, List<PreviewSeen> left, Block block, PackedWriter bytes)
    {
        bytes.Put(left.Count);
        var at = block.From;
        foreach (var preview in left)
        {
            var now = preview.At.ToUnixTimeMilliseconds();
            bytes.Put(now - at);
            bytes.Put(preview.Link);
            bytes.Put(preview.Share);
            bytes.Put(hits.Looks.Apps.Of(preview.SharedTo ?? ""));
            bytes.Put(hits.Fetchers.Of(preview.Channel ?? "", preview.App));
            bytes.Put(preview.Network);
            bytes.Put(preview.IsFirst ? 1 : 0);
            at = now;
        }
    }

    private static void ReadPreviews(
        ref PackedReader bytes, Block block, int[] apps, int[] fetchers, IDarkSum sum)
    {
        var at = block.From;
        for (var left = bytes.Next(); left > 0; left--)
        {
            at += bytes.Next();
            var (link, share) = (bytes.Next(), bytes.Next());
            var madeFor = sum.Looks.Apps[apps[bytes.Next()]];
            var (channel, app) = sum.Fetchers[fetchers[bytes.Next()]];
            var network = bytes.Next();
            sum.Add(new PreviewSeen(
                DateTimeOffset.FromUnixTimeMilliseconds(at), link, share, NullIfEmpty(madeFor), app, NullIfEmpty(channel), network)
            {
                IsFirst = bytes.Next() != 0,
            });
        }
    }

    private static void WriteTimed(DarkHits hits, Block block, PackedWriter bytes)
    {
        bytes.Put(hits.Timed.Sample.Depth);
        WriteByDepth(
            hits.Timed.Clicks.Select(click => (click.Link, click.At, click.What, click.Count)), block, bytes);
        WriteByDepth(
            hits.TimedShares.Where(shares => hits.Timed.Sample.Holds(shares.Link, shares.At))
                .GroupBy(shares => (shares.Link, shares.At, shares.Fetcher))
                .Select(same => (same.Key.Link, same.Key.At, same.Key.Fetcher, same.Sum(shares => shares.Count))),
            block, bytes);
    }

    private static void WriteByDepth(
        IEnumerable<(long Link, long At, int What, int Count)> timed, Block block, PackedWriter bytes)
    {
        var first = block.From / 1_000;
        foreach (var same in timed.GroupBy(one => DaySample.DepthOf(one.Link, one.At))
            .OrderByDescending(same => same.Key))
        {
            var (ofDepth, link) = (new PackedWriter(), 0L);
            foreach (var one in same.OrderBy(one => one.Link))
            {
                ofDepth.Put(one.Link - link);
                ofDepth.Put((one.At - first) / HourSeconds);
                ofDepth.Put(one.What);
                ofDepth.Put(one.Count);
                link = one.Link;
            }
            bytes.Put(same.Key + 1);
            bytes.Put(ofDepth);
        }
        bytes.Put(0);
    }

    private static void ReadTimed(
        ref PackedReader bytes, Block block, int[] looks, int[] fetchers, IDarkSum sum)
    {
        sum.Narrow(DaySample.OfDepth((int)bytes.Next()));
        var first = block.From / 1_000;
        for (var depth = bytes.Next(); depth > 0; depth = bytes.Next())
        {
            var ofDepth = bytes.NextPart();
            for (var link = 0L; depth > sum.Sample.Depth && !ofDepth.IsOver;)
            {
                link += ofDepth.Next();
                sum.Add(new TimedClick(
                    link, first + ofDepth.Next() * HourSeconds, looks[ofDepth.Next()], (int)ofDepth.Next()));
            }
        }
        for (var depth = bytes.Next(); depth > 0; depth = bytes.Next())
        {
            var ofDepth = bytes.NextPart();
            for (var link = 0L; depth > sum.Sample.Depth && !ofDepth.IsOver;)
            {
                link += ofDepth.Next();
                sum.Add(new TimedShares(
                    link, first + ofDepth.Next() * HourSeconds, fetchers[ofDepth.Next()], (int)ofDepth.Next()));
            }
        }
    }

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}
