using Shortener.Hits;
using Shortener.Storage;

namespace Shortener.Reports;

/// <summary>
/// Writes the digests of watches that are over, one after the other: those that are missing, and those whose hits or shares
/// have changed.
/// </summary>
internal sealed class DigestJob(Db db, TimeProvider clock)
{
    // A fifth of the time at work: redirects come first.
    private const int RestForWork = 4;

    // Hits of a watch are folded by then, mostly, and shares committed: a digest is seldom written twice.
    private static readonly TimeSpan After = TimeSpan.FromMinutes(10);

    /// <summary>Writes what is due by now; how many digests that were.</summary>
    public Task<int> Run(CancellationToken ct = default) => Run(RestForWork, ct);

    /// <param name="rest">How long to rest after each, as a multiple of the time it took.</param>
    internal async Task<int> Run(int rest, CancellationToken ct = default)
    {
        await DropRemoved(ct);
        return await Run(DigestOf.Hits, OfHits, rest, ct) + await Run(DigestOf.Shares, OfShares, rest, ct);
    }

    private async Task<int> Run(DigestOf about, Func<Tx, DueDigest, Watermarks, Task<byte[]>> make, int rest, CancellationToken ct)
    {
        var before = Slots.Watch((clock.GetUtcNow() - After).ToUnixTimeMilliseconds());
        var due = await db.Snapshot(async tx =>
        {
            var marks = await WatermarkStore.Read(tx);
            return await DigestStore.Due(tx, about, about is DigestOf.Hits ? marks.Removed : 0, before, marks);
        }, ct);
        foreach (var watch in due)
        {
            var start = clock.GetTimestamp();
            // What is changed while it is read has another version by then, and the digest does not count.
            var (marks, bytes) = await db.Snapshot(async tx =>
            {
                var marks = await WatermarkStore.Read(tx);
                return (marks, await make(tx, watch, marks));
            }, ct);
            await db.Atomically(tx => DigestStore.Write(tx, about, watch, bytes, marks), ct);
            await Task.Delay(clock.GetElapsedTime(start) * rest, clock, ct);
        }
        return due.Count;
    }

    private async Task<byte[]> OfHits(Tx tx, DueDigest due, Watermarks marks)
    {
        var scan = new SharingScan(LogFilter.None);
        await new CountStore(tx, marks, clock.GetUtcNow().ToUnixTimeMilliseconds()).OfFolded(Start(due), Start(due) + Slots.WatchMillis, scan);
        return HitDigest.Write(await SharingRawStore.Hits(tx, scan), due.Watch);
    }

    private static async Task<byte[]> OfShares(Tx tx, DueDigest due, Watermarks marks) =>
        MintDigest.Write(await SharingRawStore.Minted(tx, Start(due), Start(due) + Slots.WatchMillis, null));

    private Task DropRemoved(CancellationToken ct) => db.Atomically(async tx =>
    {
        var removed = (await WatermarkStore.Read(tx)).Removed;
        await DigestStore.Drop(tx, DigestOf.Hits, removed);
    }, ct);

    private static long Start(DueDigest due) => due.Watch * Slots.WatchMillis;
}
