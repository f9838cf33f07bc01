using Shortener.Channels;
using Shortener.Hits;
using Shortener.Storage;

namespace Shortener.Reports;

/// <summary>
/// Writes the digests of blocks that are over, the small ones first: those that are missing, and those whose
/// hits or shares have changed.
/// </summary>
internal sealed class DigestJob(Db db, Classifier classifier, TimeProvider clock)
{
    // A fifth of the time at work: redirects come first.
    private const int RestForWork = 4;

    // Hits of a watch are folded by then, mostly, and shares committed: a digest is seldom written twice.
    private static readonly TimeSpan After = TimeSpan.FromMinutes(10);

    /// <summary>A block whose parts have more bytes has no digest of its own.</summary>
    internal long MostBytes { get; init; } = long.MaxValue;

    /// <summary>
    /// How much of hits or shares is in memory at a time, in things that are counted: some 5 MB. What does
    /// not fit is read again for the next portion of the links.
    /// </summary>
    internal int Room { get; init; } = 50_000;

    private readonly DigestOf _dark = DigestOf.Dark(classifier);

    /// <summary>Makes a block's digest of those of smaller blocks, and of the rest as it is.</summary>
    private delegate Task<Digest> Make(Tx tx, Block block, DigestCover parts, Watermarks marks);

    /// <summary>Writes what is due by now; how many digests that were.</summary>
    public Task<int> Run(CancellationToken ct = default) => Run(RestForWork, ct);

    /// <param name="rest">How long to rest after each, as a multiple of the time it took.</param>
    internal async Task<int> Run(int rest, CancellationToken ct = default)
    {
        await DropRemoved(ct);
        var written = 0;
        for (var level = 0; level < Block.Levels; level++)
        {
            written += await Run(DigestOf.Hits, level, OfHits, rest, ct)
                + await Run(DigestOf.Shares, level, OfShares, rest, ct)
                + await Run(_dark, level, OfDark, rest, ct);
        }
        return written;
    }

    private async Task<int> Run(DigestOf about, int level, Make make, int rest, CancellationToken ct)
    {
        var before = Slots.Watch((clock.GetUtcNow() - After).ToUnixTimeMilliseconds());
        var due = await db.Snapshot(async tx =>
        {
            var marks = await WatermarkStore.Read(tx);
            return await DigestStore.Due(tx, about, level, about.IsOfHits ? marks.Removed : 0, before, marks);
        }, ct);
        var written = 0;
        foreach (var one in due)
        {
            var start = clock.GetTimestamp();
            // What changes before it is read has another version by then, and the digest does not count.
            var (marks, digest) = await db.Snapshot(async tx =>
            {
                var (marks, block) = (await WatermarkStore.Read(tx), one.Block);
                var parts = await DigestStore.Cover(
                    tx, about, block.From, block.Until, marks, _ => true, below: block.Level);
                var isTooLarge = await DigestStore.SizeOf(tx, about, parts.Blocks) > MostBytes;
                return isTooLarge ? (marks, null) : (marks, (Digest?)await make(tx, block, parts, marks));
            }, ct);
            if (digest is null) continue;
            written++;
            await db.Atomically(tx => DigestStore.Write(tx, about, one, digest, marks), ct);
            await Task.Delay(clock.GetElapsedTime(start) * rest, clock, ct);
        }
        return written;
    }

    private async Task<Digest> OfHits(Tx tx, Block block, DigestCover parts, Watermarks marks)
    {
        var portion = new LinkPortion(Room);
        var (hits, scan) = (new SharingHits(portion), new SharingScan(LogFilter.None, portion));
        var digest = new HitDigestWriter(hits, block);
        do
        {
            await DigestStore.ReadHeads(
                tx, DigestOf.Hits, parts.Blocks, (bytes, of) => HitDigest.ReadHead(bytes, of, hits));
            await DigestStore.ReadBodies(
                tx, DigestOf.Hits, parts.Blocks, (bytes, of) => HitDigest.ReadBody(bytes, of, hits));
            await Scan(tx, parts, marks, scan, portion);
            await SharingRawStore.Add(tx, scan, await SharingRawStore.SharesOf(tx, scan), hits);
            portion.Close();
            digest.Add();
        }
        while (portion.Next());
        return digest.ToDigest();
    }

    private async Task<Digest> OfDark(Tx tx, Block block, DigestCover parts, Watermarks marks)
    {
        var portion = new LinkPortion(Room);
        var (hits, scan) = (new DarkHits(portion), new DarkScan(LogFilter.None, portion));
        var digest = new DarkDigestWriter(hits, block);
        do
        {
            await DigestStore.ReadHeads(
                tx, _dark, parts.Blocks, (bytes, of) => DarkHead.Read(bytes, of, hits));
            await DigestStore.ReadBodies(
                tx, _dark, parts.Blocks, (bytes, of) => DarkDigest.ReadBody(bytes, of, hits));
            await Scan(tx, parts, marks, scan, portion);
            await DarkRawStore.Add(tx, scan, classifier, hits);
            portion.Close();
            digest.Add();
        }
        while (portion.Next());
        return digest.ToDigest();
    }

    private async Task<Digest> OfShares(Tx tx, Block block, DigestCover parts, Watermarks marks)
    {
        var portion = new LinkPortion(Room);
        var minted = new MintedShares(portion);
        var digest = new MintDigestWriter(minted, block);
        do
        {
            await DigestStore.ReadBodies(
                tx, DigestOf.Shares, parts.Blocks, (bytes, of) => MintDigest.ReadBody(bytes, of, minted));
            foreach (var (from, until) in parts.Rest)
            {
                await SharingRawStore.AddMinted(tx, from, until, portion, minted);
            }
            portion.Close();
            digest.Add();
        }
        while (portion.Next());
        return digest.ToDigest();
    }

    private async Task Scan(Tx tx, DigestCover parts, Watermarks marks, IScan scan, LinkPortion links)
    {
        var log = new CountStore(tx, marks, clock.GetUtcNow().ToUnixTimeMilliseconds());
        foreach (var (from, until) in parts.Rest) await log.OfFolded(from, until, scan, links);
    }

    private Task DropRemoved(CancellationToken ct) => db.Atomically(async tx =>
    {
        var removed = (await WatermarkStore.Read(tx)).Removed;
        await DigestStore.Drop(tx, DigestOf.Hits, removed);
        await DigestStore.Drop(tx, _dark, removed);
    }, ct);
}
