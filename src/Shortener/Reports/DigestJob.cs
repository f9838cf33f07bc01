using Shortener.Channels;
using Shortener.Hits;
using Shortener.Storage;

namespace Shortener.Reports;

/// <summary>
/// Writes the digests of watches that are over, one after the other: those that are missing, and those whose
/// hits or shares have changed.
/// </summary>
internal sealed class DigestJob(Db db, Classifier classifier, TimeProvider clock)
{
    // A fifth of the time at work: redirects come first.
    private const int RestForWork = 4;

    // Hits of a watch are folded by then, mostly, and shares committed: a digest is seldom written twice.
    private static readonly TimeSpan After = TimeSpan.FromMinutes(10);

    private readonly DigestOf _dark = DigestOf.Dark(classifier);

    private sealed record Made(DigestOf About, byte[] Bytes);

    /// <summary>Writes what is due by now; how many digests that were.</summary>
    public Task<int> Run(CancellationToken ct = default) => Run(RestForWork, ct);

    /// <param name="rest">How long to rest after each, as a multiple of the time it took.</param>
    internal async Task<int> Run(int rest, CancellationToken ct = default)
    {
        await DropRemoved(ct);
        return await Run(DigestOf.Hits, OfHits, rest, ct)
            + await Run(DigestOf.Shares, OfShares, rest, ct)
            + await Run(_dark, OfDark, rest, ct);
    }

    private async Task<int> Run(
        DigestOf about, Func<Tx, DueDigest, Watermarks, Task<Made[]>> make, int rest, CancellationToken ct)
    {
        var before = Slots.Watch((clock.GetUtcNow() - After).ToUnixTimeMilliseconds());
        var due = await db.Snapshot(async tx =>
        {
            var marks = await WatermarkStore.Read(tx);
            return await DigestStore.Due(tx, about, about.IsOfHits ? marks.Removed : 0, before, marks);
        }, ct);
        foreach (var watch in due)
        {
            var start = clock.GetTimestamp();
            // What changes before it is read has another version by then, and the digest does not count.
            var (marks, digests) = await db.Snapshot(async tx =>
            {
                var marks = await WatermarkStore.Read(tx);
                return (marks, await make(tx, watch, marks));
            }, ct);
            await db.Atomically(async tx =>
            {
                foreach (var made in digests)
                {
                    await DigestStore.Write(tx, made.About, watch, made.Bytes, marks);
                }
            }, ct);
            await Task.Delay(clock.GetElapsedTime(start) * rest, clock, ct);
        }
        return due.Count;
    }

    private async Task<Made[]> OfHits(Tx tx, DueDigest due, Watermarks marks)
    {
        var scan = new SharingScan(LogFilter.None);
        await Scan(tx, due, marks, scan);
        return [new Made(DigestOf.Hits, HitDigest.Write(await SharingRawStore.Hits(tx, scan), due.Watch))];
    }

    private async Task<Made[]> OfDark(Tx tx, DueDigest due, Watermarks marks)
    {
        var scan = new DarkScan(LogFilter.None);
        await Scan(tx, due, marks, scan);
        return [new Made(_dark, DarkDigest.Write(await DarkRawStore.Hits(tx, scan, classifier), due.Watch))];
    }

    private Task Scan(Tx tx, DueDigest due, Watermarks marks, IScan scan) =>
        new CountStore(tx, marks, clock.GetUtcNow().ToUnixTimeMilliseconds()).OfFolded(
            Start(due), Start(due) + Slots.WatchMillis, scan);

    private static async Task<Made[]> OfShares(Tx tx, DueDigest due, Watermarks marks)
    {
        var minted = await SharingRawStore.Minted(
            tx, Start(due), Start(due) + Slots.WatchMillis, links: null);
        return [new Made(DigestOf.Shares, MintDigest.WriteAll(minted)), new Made(
            DigestOf.SharesByLink, MintDigest.WriteByLink(minted))];
    }

    private Task DropRemoved(CancellationToken ct) => db.Atomically(async tx =>
    {
        var removed = (await WatermarkStore.Read(tx)).Removed;
        await DigestStore.Drop(tx, DigestOf.Hits, removed);
        await DigestStore.Drop(tx, _dark, removed);
    }, ct);

    private static long Start(DueDigest due) => due.Watch * Slots.WatchMillis;
}
