using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>
/// Reads hits behind the watermark and writes what they turned out to be and add to quarters, spans and
/// totals, together with it.
/// </summary>
internal sealed class FoldStore(Db db)
{
    private const string LastSeq = "select coalesce(max(seq), 0) from hits";

    private const string NextHits = $"""
        select {LoggedHit.Columns}, visitor, is_imported
        from hits
        where seq > @Folded and seq <= @Last
        order by seq
        limit @Most
        """;

    private const string AnyHeir = "select visitor from unique_heirs limit 1";

    private static readonly Sql Heirs = "select visitor, day, link_id, seq from unique_heirs where "
        + Sql.AnyOf("visitor", "Visitors");

    private static readonly Sql LastSpans = """
        select quarter, max(first_seq) as first, max(last_seq) as last, count(*) as stretches
        from hit_spans
        where 
        """ + Sql.AnyOf("quarter", "Quarters") + " group by quarter";

    // Only one fold can move the watermark from where both have seen it; the other then has nothing to do.
    // And what was read is the log's only while nobody has corrected it.
    private const string MoveWatermark = """
        update watermarks
        set value = @To
        where name = 'folded'
          and value = @Folded
          and (select repaired.value from watermarks repaired where repaired.name = 'repaired') = @Repaired
        """;

    private const string ChangeHit = """
        update hits
        set kind = @Kind, is_unique = @IsUnique, client_id = @ClientId, origin_id = @OriginId
        where seq = @Seq
        """;

    private const string SetHeir = """
        insert into unique_heirs (visitor, day, link_id, seq)
        values (@Visitor, @Day, @LinkId, @Seq)
        on conflict (visitor, day, link_id) do update set seq = excluded.seq
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
    /// <param name="last">None behind this row.</param>
    public Task<FoldSlice> Read(int most, long last, CancellationToken ct) => db.Snapshot(async tx =>
    {
        var marks = await WatermarkStore.Read(tx);
        var lastSeq = await tx.Find<long>(LastSeq);
        var hits = new List<TailHit>();
        if (marks.Folded < last)
        {
            await using var rows = await tx.Scan(NextHits, new { marks.Folded, Last = last, Most = most });
            while (await rows.Next())
            {
                hits.Add(
                    new TailHit(LoggedHit.Read(rows), rows[LoggedHit.Width], rows[LoggedHit.Width + 1] != 0));
            }
        }
        return new FoldSlice(marks, lastSeq, hits, await Spans(tx, hits), await ReadHeirs(tx, hits));
    }, ct);

    /// <summary>
    /// Writes all of it and moves the watermark, or does neither where another process was first.
    /// </summary>
    /// <param name="rows">What <paramref name="verdicts"/> add up to.</param>
    /// <returns>How long the write lock was held; null where another process was first.</returns>
    public async Task<TimeSpan?> Write(
        FoldSlice slice, Verdicts verdicts, FoldRows rows, TimeProvider clock, CancellationToken ct)
    {
        var start = 0L;
        var isOurs = await db.Atomically(async tx =>
        {
            // From here on, the turn at the gate is ours.
            start = clock.GetTimestamp();
            if (await tx.Run(MoveWatermark, new { slice.Marks.Folded, slice.Marks.Repaired, To = slice.Hits[^1].Hit.Seq }) == 0)
            {
                return false;
            }
            await rows.Write(tx);
            await tx.Run(ChangeHit, verdicts.Changed.Select(hit => new
            {
                Kind = (short)hit.Kind,
                IsUnique = (short)(hit.IsUnique ? 1 : 0),
                hit.ClientId,
                hit.OriginId,
                hit.Seq,
            }));
            await tx.Run(SetHeir, verdicts.Heirs.Select(
                heir => new { heir.Key.Visitor, heir.Key.Day, heir.Key.LinkId, Seq = heir.Value }));
            return true;
        }, ct);
        return isOurs ? clock.GetElapsedTime(start) : null;
    }

    private static async Task<Dictionary<FirstClick, long>> ReadHeirs(Tx tx, List<TailHit> hits)
    {
        var heirs = new Dictionary<FirstClick, long>();
        // Mostly there are none at all.
        if (hits.Count == 0 || await tx.Find<long?>(AnyHeir) is null) return heirs;
        await using var rows = await tx.Scan(
            Heirs, new { Visitors = Json.Of(hits.Select(hit => hit.Visitor).Distinct()) });
        while (await rows.Next()) heirs[new FirstClick(rows[0], (int)rows[1], rows[2])] = rows[3];
        return heirs;
    }

    private static async Task<LogSpans> Spans(Tx tx, List<TailHit> hits)
    {
        var quarters = hits.Select(hit => Slots.Quarter(hit.Hit.At)).Distinct();
        var last = await tx.List<LastSpan>(LastSpans, new { Quarters = Json.Of(quarters) });
        var spans = new LogSpans(
            last.Select(s => new LogSpan(s.Quarter, s.First, s.Last)), last.ToDictionary(
                s => s.Quarter, s => s.Stretches));
        foreach (var hit in hits) spans.Note(Slots.Quarter(hit.Hit.At), hit.Hit.Seq);
        return spans;
    }
}
