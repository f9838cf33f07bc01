using Shortener.Channels.Dark;

namespace Shortener.Reports;

/// <summary>
/// When clicks on links themselves came, and their firm shares: the end of a <see cref="DarkDigest"/>'s head.
/// </summary>
internal static class DarkTimes
{
    private const long HourSeconds = 3_600;

    public static void Write(DarkHits hits, Block block, PackedWriter bytes)
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

    public static void Read(
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
}
