using Shortener.Hits;
using Shortener.Storage;

namespace Shortener.Reports;

/// <summary>A digest that is due.</summary>
/// <param name="Version">What the block is known by.</param>
internal readonly record struct DueDigest(Block Block, long Version);

/// <summary>Reads and writes digests.</summary>
/// <remarks>
/// A hit that is folded later raises the block's last row, one that changes raises
/// <see cref="Watermarks.Repaired"/>, a share that is minted later the block's number of shares: then the
/// digest no longer counts. Neither does one of another form.
/// </remarks>
internal static class DigestStore
{
    private const string HitVersions = """
        select quarter / 16 as watch, max(last_seq) as version
        from hit_spans
        where quarter >= 16 * @First and quarter < 16 * @End
        group by quarter / 16
        order by watch
        """;

    private const string ShareVersions = """
        select watch, shares as version
        from share_watches
        where watch >= @First and watch < @End
        order by watch
        """;

    private const string Known = """
        select block, version
        from digests
        where about = @Number and level = @Level and block >= @First and block < @End
          and repaired = @Repaired and form = @Form
        """;

    private const string Heads =
        "select head from digests where about = @About and level = @Level and block = @Block";

    private const string Bodies =
        "select body from digests where about = @About and level = @Level and block = @Block";

    private const string Size = """
        select length(head) + length(body)
        from digests
        where about = @About and level = @Level and block = @Block
        """;

    private const string Put = """
        insert into digests (about, level, block, version, repaired, form, head, body)
        values (@About, @Level, @Block, @Version, @Repaired, @Form, @Head, @Body)
        on conflict (about, level, block) do update set
          version = excluded.version, repaired = excluded.repaired, form = excluded.form,
          head = excluded.head, body = excluded.body
        """;

    private const string DropBefore =
        "delete from digests where about = @About and level = @Level and block < @Block";

    /// <summary>Takes a part of a block's digest.</summary>
    public delegate void Take(ReadOnlySpan<byte> bytes, Block block);

    /// <summary>Which digests a period is best read from.</summary>
    /// <param name="from">UTC milliseconds since 1970.</param>
    /// <param name="until">No longer inside.</param>
    /// <param name="mayCount">Which blocks may be taken.</param>
    /// <param name="below">Only levels below this one.</param>
    public static async Task<DigestCover> Cover(
        Tx tx, DigestOf about, long from, long until, Watermarks marks, Predicate<Block> mayCount,
        int below = Block.Levels)
    {
        var (first, end) = (Slots.Watch(from - 1) + 1, Slots.Watch(until));
        var versions = await Versions(tx, about, first, end);
        var (blocks, open) = (new List<Block>(), new List<(long First, long End)> { (first, end) });
        for (var level = below - 1; level >= 0 && versions.Count > 0; level--)
        {
            var left = new List<(long First, long End)>();
            foreach (var gap in open)
            {
                var read = gap.First;
                foreach (var block in await Counting(tx, about, level, gap, versions, marks))
                {
                    if (!mayCount(block)) continue;
                    blocks.Add(block);
                    if (read < block.First) left.Add((read, block.First));
                    read = block.End;
                }
                if (read < gap.End) left.Add((read, gap.End));
            }
            open = left;
        }
        return DigestCover.Of(from, until, blocks);
    }

    /// <summary>Hands over the heads of blocks.</summary>
    public static Task ReadHeads(Tx tx, DigestOf about, IEnumerable<Block> blocks, Take take) =>
        Read(tx, about, Heads, blocks, take);

    /// <summary>Hands over the bodies of blocks.</summary>
    public static Task ReadBodies(Tx tx, DigestOf about, IEnumerable<Block> blocks, Take take) =>
        Read(tx, about, Bodies, blocks, take);

    /// <summary>
    /// The blocks of a level that end with a watch or before it, and are whole after an instant, that have no
    /// digest that counts.
    /// </summary>
    public static async Task<List<DueDigest>> Due(
        Tx tx, DigestOf about, int level, long after, long before, Watermarks marks)
    {
        var gap = (First: Slots.Watch(after - 1) + 1, End: before);
        var versions = await Versions(tx, about, gap.First, gap.End);
        var known = (await Counting(tx, about, level, gap, versions, marks)).ToHashSet();
        return [.. versions.Blocks(level).Where(block => block.First >= gap.First && block.End <= gap.End)
            .Where(block => !known.Contains(block))
            .Select(block => new DueDigest(block, versions.Of(block)))];
    }

    /// <summary>How many bytes the digests of blocks are together.</summary>
    public static async Task<long> SizeOf(Tx tx, DigestOf about, IEnumerable<Block> blocks)
    {
        var size = 0L;
        foreach (var block in blocks)
        {
            size += await tx.Find<long>(
                Size, new { About = about.Number, block.Level, Block = block.Number });
        }
        return size;
    }

    /// <param name="marks">Of the moment that was read.</param>
    public static Task Write(Tx tx, DigestOf about, DueDigest due, Digest digest, Watermarks marks) =>
        tx.Run(Put, new
        {
            About = about.Number,
            due.Block.Level,
            Block = due.Block.Number,
            due.Version,
            Repaired = RepairedOf(about, marks),
            about.Form,
            digest.Head,
            digest.Body,
        });

    /// <summary>Single hits before an instant were removed: so is what was written of them.</summary>
    public static async Task Drop(Tx tx, DigestOf about, long before)
    {
        var first = Slots.Watch(before - 1) + 1;
        for (var level = 0; level < Block.Levels; level++)
        {
            // The block that holds the watch before begins before it.
            var last = Block.Of(level, first - 1);
            await tx.Run(DropBefore, new { About = about.Number, Level = level, Block = last.Number + 1 });
        }
    }

    /// <summary>The blocks of a level within a gap that have a digest that counts.</summary>
    private static async Task<List<Block>> Counting(
        Tx tx, DigestOf about, int level, (long First, long End) gap, Versions versions, Watermarks marks)
    {
        var (first, end) = (Block.Of(level, gap.First - 1).Number + 1, Block.Of(level, gap.End).Number);
        var blocks = new List<Block>();
        if (first >= end) return blocks;
        await using var rows = await tx.Scan(Known + " order by block", new
        {
            about.Number,
            Level = level,
            First = first,
            End = end,
            Repaired = RepairedOf(about, marks),
            about.Form,
        });
        while (await rows.Next())
        {
            var block = new Block(level, rows[0]);
            if (versions.Of(block) == rows[1]) blocks.Add(block);
        }
        return blocks;
    }

    private static async Task Read(
        Tx tx, DigestOf about, string sql, IEnumerable<Block> blocks, Take take)
    {
        foreach (var block in blocks)
        {
            await using var rows = await tx.Scan(
                sql, new { About = about.Number, block.Level, Block = block.Number });
            while (await rows.Next()) take(rows.Bytes(0), block);
        }
    }

    /// <summary>What each watch is known by at this moment.</summary>
    private static async Task<Versions> Versions(Tx tx, DigestOf about, long first, long end)
    {
        var versions = new Versions(about.IsOfHits);
        await using var rows = await tx.Scan(
            about.IsOfHits ? HitVersions : ShareVersions, new { First = first, End = end });
        while (await rows.Next()) versions.Add(rows[0], rows[1]);
        return versions;
    }

    // Shares never change.
    private static long RepairedOf(DigestOf about, Watermarks marks) => about.IsOfHits ? marks.Repaired : 0;
}
