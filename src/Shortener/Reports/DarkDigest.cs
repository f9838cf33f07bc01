namespace Shortener.Reports;

/// <summary>What the dark-social report needs of the hits of a block, in a few bytes each.</summary>
/// <remarks>
/// <para>
/// Whether a share link was carried on, and what its clicks then say, may be told by hits of other blocks.
/// Those of share links that were minted in the block, its <em>natives</em>, mostly lie in the block: they
/// are in the body, and the others, few in a large block, in the head, so that they are known before.
/// </para>
/// <para>
/// Head: the looks, the pairs of channel and app of fetchers; the share links that are no natives, by link;
/// the previews that are not firm, by time; the clicks on links themselves by hours, then their firm shares
/// by hours: those first that stay longest in a sample. Body: the looks, the fetchers and the apps that an
/// ordinary tool credits; then, link by link behind its length, its clicks by look, its clicks by credited
/// app, its firm shares, and share link by share link its natives. Each list stands behind its length,
/// links and times are distances from the one before.
/// </para>
/// </remarks>
internal static class DarkDigest
{
    /// <summary>Another number for each way of writing.</summary>
    public const int Form = 2;

    /// <summary>Adds a body, once all heads of the same report were added.</summary>
    public static void ReadBody(ReadOnlySpan<byte> written, Block block, IDarkSum sum)
    {
        var bytes = new PackedReader(written);
        var looks = sum.Looks.Read(ref bytes, out var apps);
        var fetchers = sum.Fetchers.Read(ref bytes);
        var credited = bytes.Next(sum.Credited);
        var none = sum.Looks.Apps.Of("");
        var link = 0L;
        while (!bytes.IsOver)
        {
            link += bytes.Next();
            var ofLink = bytes.NextPart();
            if (!sum.Counts(link)) continue;
            for (var left = ofLink.Next(); left > 0; left--)
            {
                sum.Add(new LookedClicks(link, looks[ofLink.Next()], ofLink.Next()));
            }
            for (var left = ofLink.Next(); left > 0; left--)
            {
                sum.AddOrdinary(link, credited[ofLink.Next()], ofLink.Next());
            }
            for (var left = ofLink.Next(); left > 0; left--)
            {
                sum.Add(new FirmShares(link, 0, none, fetchers[ofLink.Next()], ofLink.Next()));
            }
            while (!ofLink.IsOver)
            {
                var share = DarkShare.Read(ref ofLink, link, apps) with { Born = block.First };
                var isCarried = sum.AddNative(share);
                for (var left = ofLink.Next(); left > 0; left--)
                {
                    sum.AddNative(
                        new ThroughClicks(link, share.Share, looks[ofLink.Next()], ofLink.Next()), isCarried);
                }
                for (var left = ofLink.Next(); left > 0; left--)
                {
                    sum.AddNative(
                        new FirmShares(link, share.Share, share.To, fetchers[ofLink.Next()], ofLink.Next()),
                        isCarried);
                }
            }
        }
    }
}
