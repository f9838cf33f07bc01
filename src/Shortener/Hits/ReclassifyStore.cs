using System.Runtime.CompilerServices;
using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>
/// Reads the log a visitor day at a time, and changes hits together with all that was counted of them.
/// </summary>
internal sealed class ReclassifyStore(Db db)
{
    private const int RowsAtOnce = 20_000;

    // Nobody folds, settles or closes a month beside: on SQLite the write lock says so.
    private static readonly Sql Lock = new("select 1", "lock table watermarks in exclusive mode");

    private const string Quarters = "select distinct quarter from hit_spans";

    private const string TailTimes = "select at from hits where seq > @Folded";

    private const string LastSeq = "select coalesce(max(seq), 0) from hits";

    private const string Spans = """
        select first_seq, last_seq
        from hit_spans
        where quarter >= @First and quarter < @Last
        order by first_seq
        """;

    private const string Visits = $"""
        select {LoggedVisit.Columns}
        from hits
        where seq >= @First and seq <= @Last and at >= @Start and at < @End
        order by seq
        """;

    private const string ChangeHit = """
        update hits
        set kind = @Kind, is_unique = @IsUnique, client_id = @ClientId, origin_id = @OriginId
        where seq = @Seq
          and kind = @OldKind and is_unique = @OldIsUnique and client_id = @OldClientId and origin_id = @OldOriginId
        """;

    private const string ClosedMonths = "select month, part from closed_months";

    private const string Repaired = "update watermarks set value = value + 1 where name = 'repaired'";

    private const string Progress = "select value from watermarks where name = @Name";

    private const string SetProgress = "update watermarks set value = @Value where name = @Name";

    // Only while the writers may still know the visitors of that day.
    private const string SetHeir = """
        insert into unique_heirs (visitor, day, link_id, seq)
        select @Visitor, @Day, @LinkId, @Seq
        from visitor_salts
        where day = @Day
        on conflict (visitor, day, link_id) do update set seq = excluded.seq
        """;

    private sealed record ClosedMonth
    {
        public int Month { get; init; }
        public long Part { get; init; }
    }

    /// <summary>
    /// Where the last run stopped: the first visitor day that is not done; 0 where it ended, or had other
    /// patterns.
    /// </summary>
    /// <param name="patterns">What the patterns of this run are known by.</param>
    public async Task<int> Begin(long patterns, CancellationToken ct)
    {
        if (await db.Find<long>(Progress, new { Name = "reclassified_by" }, ct) == patterns)
        {
            return (int)await db.Find<long>(Progress, new { Name = "reclassified" }, ct);
        }
        await Done(0, ct);
        await db.Run(SetProgress, new { Name = "reclassified_by", Value = patterns }, ct);
        return 0;
    }

    /// <summary>All days before this one are done.</summary>
    public Task Done(int day, CancellationToken ct) =>
        db.Run(SetProgress, new { Name = "reclassified", Value = (long)day }, ct);

    /// <summary>The visitor days that have hits, the first first.</summary>
    public Task<List<int>> Days(VisitorDays days, CancellationToken ct) => db.Snapshot(async tx =>
    {
        var marks = await WatermarkStore.Read(tx);
        var found = new SortedSet<int>(
            (await tx.List<long>(Quarters)).Select(quarter => days.Of(quarter * Slots.QuarterMillis)));
        await using var tail = await tx.Scan(TailTimes, marks);
        while (await tail.Next()) found.Add(days.Of(tail[0]));
        return found.ToList();
    }, ct);

    /// <summary>
    /// The hits between two instants (UTC milliseconds since 1970), in the order of the log, some at a time.
    /// </summary>
    public async IAsyncEnumerable<List<LoggedVisit>> Read(
        long start, long end, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var (first, last) in await db.Snapshot(tx => Stretches(tx, start, end), ct))
        {
            for (var from = first; from <= last; from += RowsAtOnce)
            {
                var to = Math.Min(from + RowsAtOnce - 1, last);
                yield return await db.Snapshot(async tx =>
                {
                    var hits = new List<LoggedVisit>();
                    await using var rows = await tx.Scan(
                        Visits, new { First = from, Last = to, Start = start, End = end });
                    while (await rows.Next()) hits.Add(LoggedVisit.Read(rows));
                    return hits;
                }, ct);
            }
        }
    }

    /// <summary>
    /// Changes hits, and with them whatever counts them by now. A hit that is not what it was when it was
    /// read is left alone; so is one of a day whose single hits are removed.
    /// </summary>
    /// <param name="keys">The numbers of the hits' words; it has learned them.</param>
    /// <returns>
    /// How many were changed; null where a part of the log is being settled, which has to be done first.
    /// </returns>
    public Task<int?> Write(IReadOnlyList<Revision> revisions, WordKeyCache keys, CancellationToken ct) =>
        db.Atomically<int?>(async tx =>
    {
        await tx.Run(Lock);
        var marks = await WatermarkStore.Read(tx);
        if (marks.Settling != marks.Settled) return null;

        var changed = new List<Revision>();
        foreach (var revision in revisions.Where(r => r.Was.At >= marks.Removed))
        {
            if (await tx.Run(ChangeHit, Arguments(revision)) == 1) changed.Add(revision);
        }
        var closed = (await tx.List<ClosedMonth>(ClosedMonths)).ToDictionary(
            month => month.Month, month => month.Part);
        await Corrections.Of(changed, marks, closed, keys).Write(tx);
        await tx.Run(Repaired);
        return changed.Count;
    }, ct);

    /// <summary>From now on, these are unique on their day; 0 where nobody is.</summary>
    public Task SetHeirs(IEnumerable<(FirstClick First, long Seq)> heirs, CancellationToken ct) =>
        db.Atomically(
        tx => tx.Run(SetHeir, heirs.Select(heir => new { heir.First.Visitor, heir.First.Day, heir.First.LinkId, heir.Seq })), ct);

    private static async Task<List<(long First, long Last)>> Stretches(Tx tx, long start, long end)
    {
        var folded = (await WatermarkStore.Read(tx)).Folded;
        var stretches = new List<(long First, long Last)>();
        await using (var rows = await tx.Scan(
            Spans, new { First = Slots.Quarter(start), Last = Slots.Quarter(end) }))
        {
            // Quarters share stretches of the log; each row is read once.
            while (await rows.Next())
            {
                var first = stretches.Count > 0 ? Math.Max(rows[0], stretches[^1].Last + 1) : rows[0];
                if (first <= rows[1]) stretches.Add((first, rows[1]));
            }
        }
        stretches.Add((folded + 1, await tx.Find<long>(LastSeq)));
        return stretches;
    }

    private static object Arguments(Revision revision) => new
    {
        Kind = (short)revision.Is.Kind,
        IsUnique = (short)(revision.Is.IsUnique ? 1 : 0),
        revision.Is.ClientId,
        revision.Is.OriginId,
        revision.Was.Seq,
        OldKind = (short)revision.Was.Kind,
        OldIsUnique = (short)(revision.Was.IsUnique ? 1 : 0),
        OldClientId = revision.Was.ClientId,
        OldOriginId = revision.Was.OriginId,
    };
}
