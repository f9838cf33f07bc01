using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Hits;

/// <summary>
/// Moves folded hits to where reports by link and by dimension read, a part of the log at a time: written in
/// many short transactions that nobody sees, and counted from the one that moves the watermark.
/// </summary>
internal sealed class SettleStore(Db db)
{
    private const string HitsBetween = $"""
        select {LoggedHit.Columns}
        from hits
        where seq > @After and seq <= @To and reason = 0
        """;

    private const string HitsSince = "select coalesce(sum(clicks + previews + bots + prefetches), 0) from hit_quarters where quarter >= @Quarter";

    // Where a part ends is written down before its first row: after a break the same rows are written again.
    private const string BeginPart = """
        update watermarks
        set value = @To
        where name = 'settling'
          and value = @Settled
          and (select settled.value from watermarks settled where settled.name = 'settled') = @Settled
        """;

    // Parts and closed months are ended one after the other, on PostgreSQL too.
    private const string Queue = "update watermarks set value = value where name = 'part'";

    private const string EndPart = """
        update watermarks
        set value = @Settling
        where name = 'settled'
          and value = @Settled
          and (select closed.value from watermarks closed where closed.name = 'closed') = @Closed
        """;

    private const string CountPart = "update watermarks set value = @Part where name = 'part'";

    private const string FirstDay = "select min(day) from hit_days where dimension = @Link";

    private const string ClosedMonths = "select month from closed_months";

    private const string DaysOfMonth = $"""
        select key, {CountColumns.Names}
        from hit_days
        where dimension = @Dimension and day >= @First and day < @Last and part <= @Part
        """;

    private const string TakeTurnToClose = """
        update watermarks
        set value = value + 1
        where name = 'closed'
          and value = @Closed
          and (select part.value from watermarks part where part.name = 'part') = @Part
          and (select repaired.value from watermarks repaired where repaired.name = 'repaired') = @Repaired
        """;

    private const string Close = "insert into closed_months (month, part) values (@Month, @Part)";

    public Task<Watermarks> Marks(CancellationToken ct) => db.Snapshot(WatermarkStore.Read, ct);

    /// <summary>
    /// How many hits happened since an instant, in UTC milliseconds since 1970; to the quarter of an hour.
    /// </summary>
    public Task<long> CountSince(long at, CancellationToken ct) =>
        db.Find<long>(HitsSince, new { Quarter = Slots.Quarter(at) }, ct);

    /// <summary>
    /// Begins the part that ends with row <paramref name="to"/>, unless another process has begun one.
    /// </summary>
    public Task Begin(Watermarks marks, long to, CancellationToken ct) =>
        db.Run(BeginPart, new { marks.Settled, To = to }, ct);

    /// <summary>
    /// Reads the hits of some rows of the log, without orphans, behind those that are in the list.
    /// </summary>
    public Task Read(long after, long to, List<LoggedHit> hits, CancellationToken ct) =>
        db.Snapshot(async tx =>
    {
        await using var rows = await tx.Scan(HitsBetween, new { After = after, To = to });
        while (await rows.Next()) hits.Add(LoggedHit.Read(rows));
        return hits.Count;
    }, ct);

    /// <summary>One of the short transactions; how long it held the write lock.</summary>
    public async Task<TimeSpan> Write(SettleRows.Chunk chunk, TimeProvider clock, CancellationToken ct)
    {
        var start = 0L;
        await db.Atomically(tx =>
        {
            // From here on, the turn at the gate is ours.
            start = clock.GetTimestamp();
            return chunk.Write(tx);
        }, ct);
        return clock.GetElapsedTime(start);
    }

    /// <summary>
    /// The part counts from now on; unless it did already, or a month was closed meanwhile, which has to have
    /// its rows.
    /// </summary>
    public Task End(Watermarks marks, CancellationToken ct) => db.Atomically(async tx =>
    {
        await tx.Run(Queue);
        if (await tx.Run(EndPart, marks) > 0) await tx.Run(CountPart, new { Part = marks.Part + 1 });
    }, ct);

    /// <summary>The months that are closed.</summary>
    public async Task<HashSet<int>> Closed(CancellationToken ct) =>
        [.. await db.List<int>(ClosedMonths, ct: ct)];

    /// <summary>The first day of the roll-ups; null where they are empty.</summary>
    public Task<int?> First(CancellationToken ct) =>
        db.Find<int?>(FirstDay, new { Link = (short)Dimension.Link }, ct);

    /// <summary>What a month's days add up to in one dimension.</summary>
    public Task<Dictionary<long, HitCounts>> SumOfDays(
        Dimension dimension, int month, Watermarks marks, CancellationToken ct) =>
        db.Snapshot(async tx =>
    {
        var sums = new Dictionary<long, HitCounts>();
        await using var rows = await tx.Scan(DaysOfMonth, new
        {
            Dimension = (short)dimension,
            First = Slots.FirstDay(month),
            Last = Slots.FirstDay(month + 1),
            marks.Part,
        });
        while (await rows.Next()) sums.At(rows[0]) += CountColumns.Read(rows, 1);
        return sums;
    }, ct);

    /// <summary>
    /// Reports read the month's own roll-up from now on; unless its days have changed since they were added
    /// up.
    /// </summary>
    public Task CloseMonth(int month, Watermarks marks, CancellationToken ct) => db.Atomically(async tx =>
    {
        await tx.Run(Queue);
        if (await tx.Run(TakeTurnToClose, marks) > 0) await tx.Run(Close, new { Month = month, marks.Part });
    }, ct);
}
