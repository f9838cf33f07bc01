namespace Shortener.Reports;

/// <summary>What the sharing report needs of the hits of a block, in a few bytes each.</summary>
/// <remarks>
/// <para>
/// Most shares are clicked in the days after they were minted. The body has the <em>natives</em>: clicks
/// through shares that were minted in the block, and so was the share they grew from. Shares of clicks that
/// are no natives of their block are few in a large one: the head has them, so that natives that have clicks
/// in other blocks as well are known before the bodies are read, and all the others need not be remembered.
/// </para>
/// <para>
/// Head: the pairs of channel and app; by link, the unique clicks of the bare link and when its unique clicks
/// came; the clicks that are no natives, by link; the firm shares seen, by link; the other previews, by time.
/// Body: the pairs again; by link, behind its length, tree by tree and share by share. Each list stands
/// behind its length, links and times are distances from the one before.
/// </para>
/// </remarks>
internal static class HitDigest
{
    /// <summary>Another number for each way of writing.</summary>
    public const int Form = 2;

    /// <summary>Adds a head to what a report counts, or to what another digest is made of.</summary>
    public static void ReadHead(ReadOnlySpan<byte> written, Block block, ISharingSum sum)
    {
        var bytes = new PackedReader(written);
        var kinds = sum.Kinds.Read(ref bytes);
        var link = 0L;
        for (var left = bytes.Next(); left > 0; left--)
        {
            link += bytes.Next();
            sum.AddBare(link, bytes.Next());
            var watch = block.First;
            for (var watches = bytes.Next(); watches > 0; watches--)
            {
                watch += bytes.Next();
                sum.AddTimes(link, watch, bytes.Next());
            }
        }
        link = 0;
        for (var left = bytes.Next(); left > 0; left--)
        {
            link += bytes.Next();
            sum.Add(ReadForeign(ref bytes, link, block, kinds));
        }
        link = 0;
        for (var left = bytes.Next(); left > 0; left--)
        {
            link += bytes.Next();
            sum.AddFirmShares(link, bytes.Next());
        }
        PackedPreviews.Read(
            ref bytes, block, Array.ConvertAll(kinds, kind => sum.Kinds[kind]), madeFor: null, sum.Add);
    }

    /// <summary>Adds a body, once all heads of the same report were added.</summary>
    public static void ReadBody(ReadOnlySpan<byte> written, Block block, ISharingSum sum)
    {
        var bytes = new PackedReader(written);
        var kinds = sum.Kinds.Read(ref bytes);
        var link = 0L;
        while (!bytes.IsOver)
        {
            link += bytes.Next();
            var trees = bytes.NextPart();
            if (!sum.Counts(link)) continue;
            while (!trees.IsOver)
            {
                var (root, unique) = (trees.Next(), 0L);
                for (var shares = trees.Next(); shares > 0; shares--)
                {
                    var share = trees.Next();
                    var clicks = new ShareClicks(
                        link, share == 0 ? root : share, root, kinds[trees.Next()], trees.Next(), trees.Next(),
                        trees.Next())
                    {
                        Born = block.First,
                        RootBorn = block.First,
                    };
                    sum.AddNative(clicks);
                    unique += clicks.Unique;
                }
                sum.AddTree(link, root, unique);
            }
        }
    }

    private static ShareClicks ReadForeign(ref PackedReader bytes, long link, Block block, int[] kinds)
    {
        var clicks = new ShareClicks(
            link, bytes.Next(), 0, kinds[bytes.Next()], bytes.Next(), bytes.Next(), bytes.Next());
        var (root, born) = (bytes.Next(), block.End - bytes.Next());
        return root == 0
            ? clicks with { Root = clicks.Share, Born = born, RootBorn = born }
            : clicks with { Root = root, Born = born, RootBorn = block.End - bytes.Next() };
    }
}
