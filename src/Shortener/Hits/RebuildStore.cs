using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Hits;

/// <summary>What a rebuild compares, each part read in one snapshot, and how it corrects.</summary>
internal sealed class RebuildStore(Db db)
{
    private const string Sums = "clicks, unique_clicks, qr_scans, previews, bots, prefetches";

    private const string Log = "select seq, at from hits where seq <= @Folded order by seq";

    private const string Spans = "select quarter, first_seq, last_seq from hit_spans";

    private const string HitsOfStretch = $"""
        select {LoggedHit.Columns}
        from hits
        where seq >= @First and seq <= @Last and seq <= @Folded and at >= @Start and at < @End and reason = 0
        """;

    private const string NextLink = "select min(link_id) from link_hits where link_id > @Link";

    private static readonly Sql LinkHits = """
        select seq, at, link_id, kind, trigger, is_unique, 0, referrer_id, language_id, place_id, utm_id, client_id, origin_id
        from link_hits
        where at >= @Start and at < @End and 
        """ + Sql.AnyOf("link_id", "Links");

    private const string Quarters = $"select quarter, {Sums} from hit_quarters where quarter >= @First and quarter < @Last";

    private const string Days = $"select day, key, {Sums} from hit_days where dimension = @Dimension and day >= @First and day < @Last";

    private const string Months = $"select month, key, {Sums} from hit_months where dimension = @Dimension and month >= @First and month < @Last";

    private const string Links = $"select link_id, {Sums} from link_totals";

    private const string FirstAndLastDay = "select min(day) as first, max(day) as last from hit_days";

    private const string DropLinkHit = "delete from link_hits where link_id = @LinkId and at = @At and seq = @Seq";

    // What was found to differ is added to what is there now. That is right however much was folded in between, but not
    // if another rebuild has corrected the same; and nothing goes into days that retention has removed meanwhile.
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

    /// <summary>The stretches that quarters should have and do not; and in which stretches each day's hits lie.</summary>
    public Task<(List<LogSpan> Missing, SortedDictionary<int, List<LogSpan>> Days)> ReadSpans(CancellationToken ct) => db.Snapshot(async tx =>
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
        var missing = spans.Changed.Where(span => there.GetValueOrDefault((span.Quarter, span.First)) < span.Last).ToList();
        var days = spans.Changed.GroupBy(span => Slots.Day(span.Quarter * Slots.QuarterMillis)).ToDictionary(day => day.Key, day => day.ToList());
        return (missing, new SortedDictionary<int, List<LogSpan>>(days));
    }, ct);

    /// <summary>The links that have hits of their own.</summary>
    public Task<List<long>> ReadLinks(CancellationToken ct) => db.Snapshot(async tx =>
    {
        // Jumping from link to link: reading the index through would take as long as the hits.
        var links = new List<long>();
        for (var link = long.MinValue; await tx.Find<long?>(NextLink, new { Link = link }) is { } next; link = next) links.Add(next);
        return links;
    }, ct);

    /// <summary>One UTC day as the log has it, and as it was folded.</summary>
    public Task<RebuiltDay> ReadDay(int day, IEnumerable<LogSpan> spans, IEnumerable<long> links, CancellationToken ct) => db.Snapshot(async tx =>
    {
        var marks = await WatermarkStore.Read(tx);
        var (start, end) = (day * Slots.DayMillis, (day + 1) * Slots.DayMillis);
        var logged = new List<LoggedHit>();
        foreach (var span in spans)
        {
            var quarter = span.Quarter * Slots.QuarterMillis;
            await using var rows = await tx.Scan(HitsOfStretch, new { span.First, span.Last, marks.Folded, Start = quarter, End = quarter + Slots.QuarterMillis });
            while (await rows.Next()) logged.Add(LoggedHit.Read(rows));
        }
        var settled = new List<LoggedHit>();
        await using (var rows = await tx.Scan(LinkHits, new { Start = start, End = end, Links = Json.Of(links) }))
        {
            while (await rows.Next()) settled.Add(LoggedHit.Read(rows));
        }
        return new RebuiltDay(day, logged, settled,
            await ReadQuarters(tx, Slots.Quarter(start), Slots.Quarter(end)), await ReadSlots(tx, Days, day, day + 1));
    }, ct);

    /// <summary>The days that were folded, and what they add up to by month; and the months as they are.</summary>
    public Task<(Dictionary<(Dimension, int, long), HitCounts> Summed, Dictionary<(Dimension, int, long), HitCounts> There)> ReadMonth(int month, CancellationToken ct) =>
        db.Snapshot(async tx =>
        {
            var summed = new Dictionary<(Dimension, int, long), HitCounts>();
            foreach (var ((dimension, _, key), counts) in await ReadSlots(tx, Days, Slots.FirstDay(month), Slots.FirstDay(month + 1)))
            {
                summed[(dimension, month, key)] = summed.GetValueOrDefault((dimension, month, key)) + counts;
            }
            return (summed, await ReadSlots(tx, Months, month, month + 1));
        }, ct);

    /// <summary>What each link's months add up to, and its totals as they are.</summary>
    public Task<(Dictionary<long, HitCounts> Summed, Dictionary<long, HitCounts> There)> ReadTotals(CancellationToken ct) => db.Snapshot(async tx =>
    {
        var summed = new Dictionary<long, HitCounts>();
        await AddSlots(tx, Months, Dimension.Link, 0, int.MaxValue, (_, link, counts) => summed[link] = summed.GetValueOrDefault(link) + counts);
        var there = new Dictionary<long, HitCounts>();
        await using var rows = await tx.Scan(Links);
        while (await rows.Next()) there[rows[0]] = Counts(rows, 1);
        return (summed, there);
    }, ct);

    /// <summary>The first and the last day that were folded; null where none was.</summary>
    public async Task<(int First, int Last)?> FoldedDays(CancellationToken ct) =>
        await db.Find<Bounds>(FirstAndLastDay, ct: ct) is { First: { } first, Last: { } last } ? (first, last) : null;

    /// <summary>Corrects, or does nothing and says false where another rebuild or retention was at work since.</summary>
    public Task<bool> Correct(FoldRows rows, IReadOnlyCollection<LoggedHit> dropped, long repaired, long removed, CancellationToken ct) =>
        db.Atomically(async tx =>
        {
            if (await tx.Run(TakeTurn, new { Repaired = repaired, Removed = removed }) == 0) return false;
            await tx.Run(DropLinkHit, dropped.Select(hit => new { hit.LinkId, hit.At, hit.Seq }));
            await rows.Write(tx);
            return true;
        }, ct);

    private static async Task<Dictionary<long, HitCounts>> ReadQuarters(Tx tx, long first, long last)
    {
        var quarters = new Dictionary<long, HitCounts>();
        await using var rows = await tx.Scan(Quarters, new { First = first, Last = last });
        while (await rows.Next()) quarters[rows[0]] = Counts(rows, 1);
        return quarters;
    }

    private static async Task<Dictionary<(Dimension, int, long), HitCounts>> ReadSlots(Tx tx, string sql, int first, int last)
    {
        var slots = new Dictionary<(Dimension, int, long), HitCounts>();
        foreach (var dimension in Enum.GetValues<Dimension>())
        {
            await AddSlots(tx, sql, dimension, first, last, (slot, key, counts) => slots[(dimension, slot, key)] = counts);
        }
        return slots;
    }

    private static async Task AddSlots(Tx tx, string sql, Dimension dimension, int first, int last, Action<int, long, HitCounts> add)
    {
        await using var rows = await tx.Scan(sql, new { Dimension = (short)dimension, First = first, Last = last });
        while (await rows.Next()) add((int)rows[0], rows[1], Counts(rows, 2));
    }

    private static HitCounts Counts(NumberScan row, int first) => new()
    {
        Clicks = row[first],
        UniqueClicks = row[first + 1],
        QrScans = row[first + 2],
        Previews = row[first + 3],
        Bots = row[first + 4],
        Prefetches = row[first + 5],
    };
}
