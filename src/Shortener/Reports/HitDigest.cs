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

    public static Digest Write(SharingHits hits, Block block) =>
        new(WriteHead(hits, block), WriteBody(hits, block));

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
        ReadPreviews(ref bytes, block, kinds, sum);
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

    private static byte[] WriteHead(SharingHits hits, Block block)
    {
        var bytes = new PackedWriter();
        var (left, fold) = (new List<PreviewSeen>(), new PreviewFold(block));
        foreach (var preview in hits.Previews.OrderBy(preview => preview.At))
        {
            if (fold.Take(preview) is not { } seen) continue;
            if (fold.IsFirm(seen)) hits.AddFirmShares(seen.Link, 1);
            else left.Add(seen);
            hits.Kinds.Of(seen.Channel ?? "", seen.App);
        }
        hits.Kinds.Write(bytes);
        WriteLinks(hits, block, bytes);
        WriteForeign(hits, block, bytes);
        bytes.Put(hits.FirmShares.Count);
        var link = 0L;
        foreach (var (of, count) in hits.FirmShares.OrderBy(same => same.Key))
        {
            bytes.Put(of - link);
            bytes.Put(count);
            link = of;
        }
        WritePreviews(left, hits.Kinds, block, bytes);
        return bytes.ToArray();
    }

    private static void WriteLinks(SharingHits hits, Block block, PackedWriter bytes)
    {
        var (links, link) = (hits.Bare.Keys.Union(hits.Weeks.Keys).Order().ToList(), 0L);
        bytes.Put(links.Count);
        foreach (var of in links)
        {
            bytes.Put(of - link);
            bytes.Put(hits.Bare.GetValueOrDefault(of));
            var week = hits.Weeks.GetValueOrDefault(of)?.Clicks ?? [];
            bytes.Put(week.Count);
            var before = block.First;
            foreach (var (watch, clicks) in week)
            {
                bytes.Put(watch - before);
                bytes.Put(clicks);
                before = watch;
            }
            link = of;
        }
    }

    private static void WriteForeign(SharingHits hits, Block block, PackedWriter bytes)
    {
        var foreign = hits.Through.Where(clicks => !clicks.IsNative(block)).OrderBy(clicks => clicks.Link)
            .ThenBy(clicks => clicks.Share).ToList();
        bytes.Put(foreign.Count);
        var link = 0L;
        foreach (var clicks in foreign)
        {
            bytes.Put(clicks.Link - link);
            WriteShare(clicks, bytes);
            bytes.Put(clicks.Root == clicks.Share ? 0 : clicks.Root);
            bytes.Put(block.End - clicks.Born);
            if (clicks.Root != clicks.Share) bytes.Put(block.End - clicks.RootBorn);
            link = clicks.Link;
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

    private static void WritePreviews(
        List<PreviewSeen> previews, ShareKinds kinds, Block block, PackedWriter bytes)
    {
        bytes.Put(previews.Count);
        var at = block.From;
        foreach (var preview in previews)
        {
            var now = preview.At.ToUnixTimeMilliseconds();
            bytes.Put(now - at);
            bytes.Put(preview.Link);
            bytes.Put(preview.Share);
            bytes.Put(kinds.Of(preview.Channel ?? "", preview.App));
            bytes.Put(preview.Network);
            bytes.Put(preview.IsFirst ? 1 : 0);
            at = now;
        }
    }

    private static void ReadPreviews(ref PackedReader bytes, Block block, int[] kinds, ISharingSum sum)
    {
        var at = block.From;
        for (var left = bytes.Next(); left > 0; left--)
        {
            at += bytes.Next();
            var (link, share, kind, network) =
                (bytes.Next(), bytes.Next(), sum.Kinds[kinds[bytes.Next()]], bytes.Next());
            sum.Add(new PreviewSeen(
                DateTimeOffset.FromUnixTimeMilliseconds(at), link, share, null, kind.App, kind.Channel.Length > 0 ? kind.Channel : null, network)
            {
                IsFirst = bytes.Next() != 0,
            });
        }
    }

    private static byte[] WriteBody(SharingHits hits, Block block)
    {
        var bytes = new PackedWriter();
        hits.Kinds.Write(bytes);
        // Sorted and not grouped: of hundreds of thousands of trees most are one share.
        var natives = hits.Through.Where(clicks => clicks.IsNative(block)).ToArray();
        Array.Sort(natives, (a, b) => (a.Link, a.Root, a.Share).CompareTo((b.Link, b.Root, b.Share)));
        var (link, trees) = (0L, new PackedWriter());
        for (int from = 0, end = 0; from < natives.Length; from = end)
        {
            var (of, root) = (natives[from].Link, natives[from].Root);
            while (end < natives.Length && natives[end].Link == of && natives[end].Root == root) end++;
            WriteTree(natives.AsSpan(from, end - from), trees);
            if (end < natives.Length && natives[end].Link == of) continue;
            bytes.Put(of - link);
            bytes.Put(trees);
            (link, trees) = (of, new PackedWriter());
        }
        return bytes.ToArray();
    }

    private static void WriteTree(ReadOnlySpan<ShareClicks> tree, PackedWriter bytes)
    {
        bytes.Put(tree[0].Root);
        bytes.Put(tree.Length);
        foreach (var clicks in tree)
        {
            WriteShare(clicks.Share == clicks.Root ? clicks with { Share = 0 } : clicks, bytes);
        }
    }

    private static void WriteShare(in ShareClicks clicks, PackedWriter bytes)
    {
        bytes.Put(clicks.Share);
        bytes.Put(clicks.Kind);
        bytes.Put(clicks.Generation);
        bytes.Put(clicks.Clicks);
        bytes.Put(clicks.Unique);
    }
}
