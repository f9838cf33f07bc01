using Shortener.Channels;
using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Hits;

/// <summary>What a rebuild compares, each piece read in one snapshot, and how it corrects.</summary>
internal sealed class RebuildStore(Db db)
{
    private const string Log = "select seq, at from hits where seq <= @Folded order by seq";

    private const string Spans = "select quarter, first_seq, last_seq from hit_spans";

    private const string HitsOfSpan = $"""
        select {LoggedHit.Columns}
        from hits
        where seq >= @First and seq <= @Last and seq <= @Folded and at >= @Start and at < @End and reason = 0
        """;

    private const string NextLink = "select min(link_id) from link_hits where link_id > @Link";

    private static readonly Sql LinkHits = $"""
        select {LoggedHit.LinkColumns}
        from link_hits
        where at >= @Start and at < @End and seq <= @Settled and 
        """ + Sql.AnyOf("link_id", "Links");

    private const string Quarters =
        $"select quarter, {CountColumns.Names} from hit_quarters where quarter >= @First and quarter < @Last";

    private const string Days = $"""
        select day, key, {CountColumns.Names}
        from hit_days
        where dimension = @Dimension and day >= @First and day < @Last and part <= @Part
        """;

    // What an attempt to close the month left behind lies in parts below the one it was closed with.
    private const string Months = $"""
        select month, key, {CountColumns.Names}
        from hit_months
        where dimension = @Dimension and month = @Month and part >= @Closed and part <= @Part
        """;

    private const string PartOfMonth = "select part from closed_months where month = @Month";

    private const string Tail =
        "kind, trigger, is_unique from hits where seq > @Settled and seq <= @Folded and reason = 0";

    private const string TailOfLinks = "select link_id, " + Tail;

    private const string TailOfShares = "select share_id, " + Tail + " and share_id <> 0";

    private const string Links = $"select link_id, {CountColumns.Names} from link_totals";

    private const string Shares = $"select share_id, {CountColumns.Names} from share_totals";

    private const string FirstAndLastDay = "select min(day) as first, max(day) as last from hit_days";

    // Not if another rebuild has corrected the same; and nothing goes into days that retention has removed
    // meanwhile.
    private const string TakeTurn = """
        update watermarks
        set value = value + 1
        where name = 'repaired'
          and value = @Repaired
          and (select removed.value from watermarks removed where removed.name = 'removed') = @Removed
        """;

    private sealed record Bounds
    {
        public int? First { get; init; }
        public int? Last { get; init; }
    }

    public Task<Watermarks> Marks(CancellationToken ct) => db.Snapshot(WatermarkStore.Read, ct);

    /// <summary>
    /// The spans that quarters should have and do not; and in which spans each day's hits lie.
    /// </summary>
    public Task<(List<LogSpan> Missing, Dictionary<int, List<LogSpan>> Days)> ReadSpans(
        CancellationToken ct) =>
        db.Snapshot(async tx =>
    {
        var marks = await WatermarkStore.Read(tx);
        var there = new Dictionary<(long, long), long>();
        await using (var rows = await tx.Scan(Spans))
        {
            while (await rows.Next()) there[(rows[0], rows[1])] = rows[2];
        }
        var spans = new LogSpans([], new Dictionary<long, int>());
        await using (var rows = await tx.Scan(Log, new { marks.Folded }))
        {
            while (await rows.Next())
            {
                if (rows[1] >= marks.Removed) spans.Note(Slots.Quarter(rows[1]), rows[0]);
            }
        }
        var missing = spans.Changed
            .Where(span => there.GetValueOrDefault((span.Quarter, span.First)) < span.Last).ToList();
        var days = spans.Changed.GroupBy(span => Slots.Day(span.Quarter * Slots.QuarterMillis));
        return (missing, days.ToDictionary(day => day.Key, day => day.ToList()));
    }, ct);

    /// <summary>The links that have hits of their own.</summary>
    public Task<List<long>> ReadLinks(CancellationToken ct) => db.Snapshot(async tx =>
    {
        // Jumping from link to link: reading the index through would take as long as the hits.
        var links = new List<long>();
        for (var link = long.MinValue; await tx.Find<long?>(NextLink, new { Link = link }) is { } next; link = next)
        {
            links.Add(next);
        }
        return links;
    }, ct);

    /// <summary>One UTC day as the log has it, and as it was folded and settled.</summary>
    public Task<RebuiltDay> ReadDay(
        int day, IEnumerable<LogSpan> spans, IEnumerable<long> links, CancellationToken ct) =>
        db.Snapshot(async tx =>
    {
        var marks = await WatermarkStore.Read(tx);
        var (start, end) = (day * Slots.DayMillis, (day + 1) * Slots.DayMillis);
        var logged = new List<LoggedHit>();
        foreach (var span in spans)
        {
            var quarter = span.Quarter * Slots.QuarterMillis;
            await AddHits(tx, HitsOfSpan, new { span.First, span.Last, marks.Folded, Start = quarter, End = quarter + Slots.QuarterMillis }, logged);
        }
        var settled = new List<LoggedHit>();
        await AddHits(
            tx, LinkHits, new { Start = start, End = end, marks.Settled, Links = Json.Of(links) }, settled);
        return new RebuiltDay(
            logged, marks.Settled, settled, await ReadQuarters(tx, Slots.Quarter(start), Slots.Quarter(end)), await ReadDays(tx, day, day + 1, marks));
    }, ct);

    /// <summary>
    /// What a month's days add up to, and the month as it is and with which part it was closed; null while it
    /// is open.
    /// </summary>
    public Task<RebuiltMonth?> ReadMonth(int month, CancellationToken ct) => db.Snapshot(async tx =>
    {
        if (await tx.Find<long?>(PartOfMonth, new { Month = month }) is not { } closed) return null;
        var marks = await WatermarkStore.Read(tx);
        var summed = new Dictionary<(Dimension, int, long), HitCounts>();
        foreach (var ((dimension, _, key), counts) in await ReadDays(
            tx, Slots.FirstDay(month), Slots.FirstDay(month + 1), marks))
        {
            summed.At((dimension, month, key)) += counts;
        }
        var there = new Dictionary<(Dimension, int, long), HitCounts>();
        foreach (var dimension in Enum.GetValues<Dimension>())
        {
            await AddSlots(
                tx, Months, new { Dimension = (short)dimension, Month = month, Closed = closed, marks.Part },
                dimension, there);
        }
        return new RebuiltMonth(closed, summed, there);
    }, ct);

    /// <summary>What each link's days and folded hits add up to, and its totals as they are.</summary>
    public Task<(Dictionary<long, HitCounts> Summed, Dictionary<long, HitCounts> There)> ReadLinkTotals(
        CancellationToken ct) =>
        ReadTotals(Dimension.Link, TailOfLinks, Links, ct);

    /// <summary>The same of each share.</summary>
    public async Task<(Dictionary<long, HitCounts> Summed, Dictionary<long, HitCounts> There)> ReadShareTotals(CancellationToken ct)
    {
        var (summed, there) = await ReadTotals(Dimension.Share, TailOfShares, Shares, ct);
        // Hits through no share have a day's row, and no total.
        summed.Remove(0);
        return (summed, there);
    }

    private Task<(Dictionary<long, HitCounts> Summed, Dictionary<long, HitCounts> There)> ReadTotals(
        Dimension dimension, string tailOf, string totals, CancellationToken ct) => db.Snapshot(async tx =>
    {
        var marks = await WatermarkStore.Read(tx);
        var (summed, there) = (new Dictionary<long, HitCounts>(), new Dictionary<long, HitCounts>());
        await using (var days = await tx.Scan(
            Days,
            new { Dimension = (short)dimension, First = int.MinValue, Last = int.MaxValue, marks.Part }))
        {
            while (await days.Next()) summed.At(days[1]) += CountColumns.Read(days, 2);
        }
        await using (var tail = await tx.Scan(tailOf, marks))
        {
            while (await tail.Next())
            {
                summed.At(tail[0]).Count((HitKind)tail[1], (HitTrigger)tail[2], tail[3] != 0);
            }
        }
        await using var rows = await tx.Scan(totals);
        while (await rows.Next()) there[rows[0]] = CountColumns.Read(rows, 1);
        return (summed, there);
    }, ct);

    /// <summary>The first and the last day of the roll-ups; null where they are empty.</summary>
    public async Task<(int First, int Last)?> SettledDays(CancellationToken ct) =>
        await db.Find<Bounds>(FirstAndLastDay, ct: ct) is { First: { } first, Last: { } last }
            ? (first, last)
            : null;

    /// <summary>
    /// Corrects, or does nothing and says false where another rebuild or retention was at work since.
    /// </summary>
    public Task<bool> Correct(Corrections corrections, Watermarks marks, CancellationToken ct) =>
        db.Atomically(async tx =>
    {
        if (await tx.Run(TakeTurn, marks) == 0) return false;
        await corrections.Write(tx);
        return true;
    }, ct);

    private static async Task AddHits(Tx tx, Sql sql, object args, List<LoggedHit> hits)
    {
        await using var rows = await tx.Scan(sql, args);
        while (await rows.Next()) hits.Add(LoggedHit.Read(rows));
    }

    private static async Task<Dictionary<long, HitCounts>> ReadQuarters(Tx tx, long first, long last)
    {
        var quarters = new Dictionary<long, HitCounts>();
        await using var rows = await tx.Scan(Quarters, new { First = first, Last = last });
        while (await rows.Next()) quarters[rows[0]] = CountColumns.Read(rows, 1);
        return quarters;
    }

    private static async Task<Dictionary<(Dimension, int, long), HitCounts>> ReadDays(
        Tx tx, int first, int last, Watermarks marks)
    {
        var days = new Dictionary<(Dimension, int, long), HitCounts>();
        foreach (var dimension in Enum.GetValues<Dimension>())
        {
            await AddSlots(
                tx, Days, new { Dimension = (short)dimension, First = first, Last = last, marks.Part },
                dimension, days);
        }
        return days;
    }

    private static async Task AddSlots(
        Tx tx, string sql, object args, Dimension dimension,
        Dictionary<(Dimension, int, long), HitCounts> slots)
    {
        await using var rows = await tx.Scan(sql, args);
        while (await rows.Next()) slots.At((dimension, (int)rows[0], rows[1])) += CountColumns.Read(rows, 2);
    }
}

/// <summary>One closed month at one moment.</summary>
/// <param name="Closed">The part that it was closed with.</param>
/// <param name="Summed">What its days add up to.</param>
/// <param name="There">Its own roll-up.</param>
internal sealed record RebuiltMonth(
    long Closed,
    Dictionary<(Dimension Dimension, int Month, long Key), HitCounts> Summed,
    Dictionary<(Dimension Dimension, int Month, long Key), HitCounts> There);
