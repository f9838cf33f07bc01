namespace Shortener.Reports;

/// <summary>The head of a <see cref="DarkDigest"/>.</summary>
internal static class DarkHead
{
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
        PackedPreviews.Read(
            ref bytes, block, Array.ConvertAll(fetchers, fetcher => sum.Fetchers[fetcher]),
            Array.ConvertAll(apps, app => sum.Looks.Apps[app]), sum.Add);
        DarkTimes.Read(ref bytes, block, looks, fetchers, sum);
    }
}
