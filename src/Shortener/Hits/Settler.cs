using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>
/// Settles folded hits: into <c>link_hits</c>, and into the roll-ups by day and month. It waits until there
/// are many, since hits that are settled together share rows: of 20,000 together each takes three, of 500
/// nine.
/// </summary>
internal sealed class Settler(Db db, FollowerSettings settings, TimeProvider clock)
{
    private const int KeysInMemory = 50_000;

    // Some 5 MB, which are kept for the next part; sorted in some 20 ms.
    private const int MostHits = 50_000;

    private const int PieceLength = 2_000;

    // Each part has its own rows for a day: a busy instance has fewer, longer ones.
    private const int PartsADay = 4;

    // What comes late, a replay say, makes a part of its own in a month that is closed.
    private static readonly TimeSpan CloseAfter = TimeSpan.FromDays(2);

    private readonly SettleStore _store = new(db);
    private readonly WordKeyCache _keys = new(db, KeysInMemory);
    private readonly FoldPace _pace = new(settings);
    private readonly List<LoggedHit> _hits = [];

    /// <summary>Settles the next part, if it is due; false if not.</summary>
    /// <param name="all">It is due whatever its length.</param>
    /// <param name="rest">Waits as it sees fit, after each transaction.</param>
    public async Task<bool> Settle(bool all, Func<Task> rest, CancellationToken ct)
    {
        var marks = await _store.Marks(ct);
        if (marks.Settling == marks.Settled)
        {
            if (!await IsDue(marks, all, ct)) return false;
            await _store.Begin(marks, Math.Min(marks.Folded, marks.Settled + MostHits), ct);
            marks = await _store.Marks(ct);
        }
        var (sums, closed) = (new RollUps(), await _store.Closed(ct));
        await Read(marks, rest, ct);
        await _keys.Learn(_hits, ct);
        await rest();
        foreach (var chunk in ChunksOfHits(marks.Part + 1, sums)) await Write(chunk, rest, ct);
        foreach (var chunk in ChunksOfSums(marks.Part + 1, sums, closed)) await Write(chunk, rest, ct);
        await _store.End(marks, ct);
        return true;
    }

    /// <summary>
    /// Closes a month that is over: reports then read one roll-up in place of thirty. False where there is
    /// none.
    /// </summary>
    public async Task<bool> CloseMonth(Func<Task> rest, CancellationToken ct)
    {
        if (await _store.First(ct) is not { } first) return false;
        var marks = await _store.Marks(ct);
        var closed = await _store.Closed(ct);
        var current = Slots.Month(Slots.Day((clock.GetUtcNow() - CloseAfter).ToUnixTimeMilliseconds()));
        if (Enumerable.Range(Slots.Month(first), Math.Max(0, current - Slots.Month(first))).Where(m => !closed.Contains(m)).ToList() is not [var month, ..])
        {
            return false;
        }
        foreach (var dimension in Enum.GetValues<Dimension>())
        {
            var rows = new SettleRows(marks.Part, _pace.Rows);
            var sums = await _store.SumOfDays(dimension, month, marks, ct);
            foreach (var (key, counts) in sums.OrderBy(sum => sum.Key))
            {
                rows.AddMonth((dimension, month, key), counts);
            }
            foreach (var chunk in rows.Chunks) await Write(chunk, rest, ct);
        }
        await _store.CloseMonth(month, marks, ct);
        return true;
    }

    private async Task<bool> IsDue(Watermarks marks, bool all, CancellationToken ct)
    {
        var waiting = marks.Folded - marks.Settled;
        if (all || waiting < settings.SettleHits) return all && waiting > 0;
        var day = await _store.CountSince(clock.GetUtcNow().AddDays(-1).ToUnixTimeMilliseconds(), ct);
        return waiting >= Math.Min(day / PartsADay, MostHits);
    }

    // A piece at a time: read in one go, a large part would keep one of few processors busy for long enough
    // to be felt.
    private async Task Read(Watermarks marks, Func<Task> rest, CancellationToken ct)
    {
        _hits.Clear();
        for (var read = marks.Settled; read < marks.Settling; read += PieceLength)
        {
            await _store.Read(read, Math.Min(read + PieceLength, marks.Settling), _hits, ct);
            await rest();
        }
    }

    // Made while they are written, so that neither the processor is busy with all of them at once nor the
    // memory full of them.
    private IEnumerable<SettleRows.Chunk> ChunksOfHits(long part, RollUps sums)
    {
        // In the order of their keys: neighbours lie on one page of the file.
        _hits.Sort(LoggedHit.ByLink);
        for (var next = 0; next < _hits.Count;)
        {
            var rows = new SettleRows(part, _pace.Rows);
            for (var end = Math.Min(next + _pace.Rows, _hits.Count); next < end; next++)
            {
                sums.Add(_hits[next]);
                rows.AddHit(_hits[next]);
            }
            yield return rows.Chunks[0];
        }
    }

    private IEnumerable<SettleRows.Chunk> ChunksOfSums(long part, RollUps sums, IReadOnlySet<int> closed)
    {
        var rows = new SettleRows(part, _pace.Rows);
        var days = sums.Days(_keys);
        foreach (var (key, counts) in days.OrderBy(sum => sum.Key)) rows.AddDay(key, counts);
        foreach (var (key, counts) in RollUps.Months(days, closed).OrderBy(sum => sum.Key))
        {
            rows.AddMonth(key, counts);
        }
        return rows.Chunks;
    }

    private async Task Write(SettleRows.Chunk chunk, Func<Task> rest, CancellationToken ct)
    {
        var held = await _store.Write(chunk, clock, ct);
        _pace.Learn(chunk.Rows.Count, held);
        await rest();
    }
}
