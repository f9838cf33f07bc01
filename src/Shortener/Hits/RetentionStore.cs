using System.Runtime.CompilerServices;
using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>
/// Removes old single hits from the log and from <c>link_hits</c>, a few at a time. Roll-ups stay.
/// </summary>
internal sealed class RetentionStore(Db db)
{
    // As many as a slice of the follower writes.
    private const int RowsAtOnce = 500;

    // Reports stop reading single hits before it at once; the rows go afterwards.
    private const string MoveWatermark = """
        update watermarks
        set value = @Before
        where name = 'removed' and value < @Before
        """;

    private const string OldSpans = """
        select quarter, first_seq, last_seq
        from hit_spans
        where quarter < @Quarter
        order by quarter, first_seq
        """;

    private const string OldAndNotSettled = """
        select count(*)
        from hit_spans
        where quarter < @Quarter
          and last_seq > (select settled.value from watermarks settled where settled.name = 'settled')
        """;

    private const string LastSeq = "select coalesce(max(seq), 0) from hits";

    private const string DropHits = "delete from hits where seq >= @First and seq <= @Last and at < @Before";

    // But for clicks that are part of somebody's journey: a conversion to come may name them.
    private const string DropClickIds = """
        delete from click_ids
        where seq >= @First and seq <= @Last
          and not exists (select 1 from hits h where h.seq = click_ids.seq)
          and not exists (select 1 from touches t where t.seq = click_ids.seq)
        """;

    // Unless it goes on: with the log's last row, or with hits that are not settled yet. Then it is for next
    // time.
    private const string DropSpan =
        "delete from hit_spans where quarter = @Quarter and first_seq = @First and last_seq = @Last";

    private const string NextLink = "select min(link_id) from link_hits where link_id > @Link";

    private const string DropLinkHits = """
        delete from link_hits
        where link_id = @Link and at < @Before and (at, seq) in (
          select old.at, old.seq
          from link_hits old
          where old.link_id = @Link and old.at < @Before
          order by old.at, old.seq
          limit @Most)
        """;

    /// <summary>From now on, single hits before this UTC midnight count as removed.</summary>
    public Task MarkRemoved(long before, CancellationToken ct) =>
        db.Run(MoveWatermark, new { Before = before }, ct);

    /// <summary>
    /// Some hits before this UTC midnight are not settled yet: a replay's, or those of an instance that has
    /// few.
    /// </summary>
    public async Task<bool> HasUnsettled(long before, CancellationToken ct) =>
        await db.Find<long>(OldAndNotSettled, new { Quarter = Slots.Quarter(before) }, ct) > 0;

    /// <summary>Where in the log the settled hits before this UTC midnight lie.</summary>
    /// <remarks>
    /// But for the log's last row: SQLite gives the next hit the highest number plus one, and were that row
    /// removed, old numbers would come again, below the watermark. It goes once another follows.
    /// </remarks>
    public Task<List<LogSpan>> Old(long before, CancellationToken ct) => db.Snapshot(async tx =>
    {
        var last = Math.Min(await tx.Find<long>(LastSeq) - 1, (await WatermarkStore.Read(tx)).Settled);
        var spans = new List<LogSpan>();
        await using var rows = await tx.Scan(OldSpans, new { Quarter = Slots.Quarter(before) });
        while (await rows.Next())
        {
            if (rows[1] <= last) spans.Add(new LogSpan(rows[0], rows[1], Math.Min(rows[2], last)));
        }
        return spans;
    }, ct);

    /// <summary>
    /// Removes the stretch's old hits and then the stretch, slice by slice; how many hits went with each.
    /// </summary>
    public async IAsyncEnumerable<int> Drop(
        LogSpan span, long before, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var first = span.First; first <= span.Last; first += RowsAtOnce)
        {
            var last = Math.Min(span.Last, first + RowsAtOnce - 1);
            yield return await db.Atomically(async tx =>
            {
                var dropped = await tx.Run(DropHits, new { First = first, Last = last, Before = before });
                await tx.Run(DropClickIds, new { First = first, Last = last });
                return dropped;
            }, ct);
        }
        await db.Run(DropSpan, new { span.Quarter, span.First, span.Last }, ct);
    }

    /// <summary>Removes old rows of <c>link_hits</c>, slice by slice; how many went with each.</summary>
    public async IAsyncEnumerable<int> DropLinkHitsBefore(
        long before, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var link = long.MinValue; await db.Find<long?>(NextLink, new { Link = link }, ct) is { } next; link = next)
        {
            int dropped;
            do
            {
                dropped = await db.Run(
                    DropLinkHits, new { Link = next, Before = before, Most = RowsAtOnce }, ct);
                yield return dropped;
            }
            while (dropped == RowsAtOnce);
        }
    }
}
