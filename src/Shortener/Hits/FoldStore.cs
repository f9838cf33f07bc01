using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>Reads hits behind the watermark and writes what they add to quarters, spans and totals, together with it.</summary>
internal sealed class FoldStore(Db db)
{
    private const string Folded = "select value from watermarks where name = 'folded'";

    private const string LastSeq = "select coalesce(max(seq), 0) from hits";

    private const string NextHits = $"""
        select {LoggedHit.Columns}
        from hits
        where seq > @Folded
        order by seq
        limit @Most
        """;

    private static readonly Sql LastSpans = """
        select quarter, max(first_seq) as first, max(last_seq) as last, count(*) as stretches
        from hit_spans
        where 
        """ + Sql.AnyOf("quarter", "Quarters") + " group by quarter";

    // Only one fold can move the watermark from where both have seen it; the other then has nothing to do.
    private const string MoveWatermark = """
        update watermarks
        set value = @To
        where name = 'folded' and value = @From
        """;

    private sealed record LastSpan
    {
        public long Quarter { get; init; }
        public long First { get; init; }
        public long Last { get; init; }
        public int Stretches { get; init; }
    }

    /// <summary>The next hits in the order of the log, and how far the log goes.</summary>
    /// <param name="most">At most this many.</param>
    /// <param name="isReady">The slice ends before the first hit that is not.</param>
    public Task<FoldSlice> Read(int most, Func<LoggedHit, bool> isReady, CancellationToken ct) => db.Snapshot(async tx =>
    {
        var folded = await tx.Find<long>(Folded);
        var last = await tx.Find<long>(LastSeq);
        var hits = new List<LoggedHit>();
        await using (var rows = await tx.Scan(NextHits, new { Folded = folded, Most = most }))
        {
            while (await rows.Next() && LoggedHit.Read(rows) is var hit && isReady(hit)) hits.Add(hit);
        }
        return new FoldSlice(folded, last, hits, await Spans(tx, hits));
    }, ct);

    /// <summary>Adds the rows and moves the watermark, or does neither where another process was first.</summary>
    /// <returns>How long the write lock was held; null where another process was first.</returns>
    public async Task<TimeSpan?> Write(FoldSlice slice, FoldRows rows, TimeProvider clock, CancellationToken ct)
    {
        var start = 0L;
        var isOurs = await db.Atomically(async tx =>
        {
            // From here on, the turn at the gate is ours.
            start = clock.GetTimestamp();
            if (await tx.Run(MoveWatermark, new { From = slice.Folded, To = slice.Hits[^1].Seq }) == 0) return false;
            await rows.Write(tx);
            return true;
        }, ct);
        return isOurs ? clock.GetElapsedTime(start) : null;
    }

    private static async Task<LogSpans> Spans(Tx tx, List<LoggedHit> hits)
    {
        var quarters = hits.Select(hit => Slots.Quarter(hit.At)).Distinct();
        var last = await tx.List<LastSpan>(LastSpans, new { Quarters = Json.Of(quarters) });
        var spans = new LogSpans(
            last.Select(s => new LogSpan(s.Quarter, s.First, s.Last)), last.ToDictionary(s => s.Quarter, s => s.Stretches));
        foreach (var hit in hits) spans.Note(Slots.Quarter(hit.At), hit.Seq);
        return spans;
    }
}
