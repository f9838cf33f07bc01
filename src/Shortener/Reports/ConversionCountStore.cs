using System.Globalization;
using System.Runtime.InteropServices;
using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Reports;

/// <summary>
/// Counts conversions of one snapshot, each in the group of the click it counts for: the one it names, else
/// the last of its person within its lookback. A refund is in the group of its sale.
/// </summary>
/// <remarks>
/// Which click that is was noted when journeys were made; of what waits for that, it is worked out here.
/// </remarks>
internal sealed class ConversionCountStore(Tx tx, FilterStore filters, WordStore words, AnalyticsQuery query)
{
    // Seen from outside its columns bear other names than those of clicks, which filters name without a
    // table.
    private const string Told = "select c.id as c_id, c.kind as c_kind, c.amount as c_amount, c.currency as c_currency, c.occurred_at as c_at";

    private const string OfPeriod = "c.occurred_at >= @From and c.occurred_at < @Until";

    private static readonly Sql OfEvents = " and c.event_id in (select w.id from conversion_words w where "
        + Sql.AnyTextOf("w.word", "Events") + ")";

    private static readonly Sql IsWaiting = Sql.AnyOf("c.id", "Waiting");

    private const string All = $"from ({Told} from conversions c where {OfPeriod}";

    private static readonly Sql Noted = $"from ({Told}, k.seq as c_seq from conversions c join conversion_clicks k on k.conversion_id = c.id where {OfPeriod} and not " + IsWaiting;

    private const string WithTouches = ") told join touches on touches.seq = told.c_seq";

    private static readonly Sql WorkedOut = $"from ({Told}, n.seq as c_seq from conversions c cross join conversion_clicks_now n where n.conversion_id = c.id and {OfPeriod} and " + IsWaiting;

    private const string WithHits = ") told join hits on hits.seq = told.c_seq";

    private static readonly Sql OfNobody = $"from ({Told} from conversions c where {OfPeriod} and case when " + IsWaiting
        + " then not " + Sql.AnyOf("c.id", "Found")
            + " else not exists (select 1 from conversion_clicks k where k.conversion_id = c.id) end";

    private const string End = ") told";

    private const string Columns = "select c_kind, c_amount, c_currency, c_at, c_id";

    private const int OwnColumns = 5;

    private const string Waiting = "select conversion_id from waiting_conversions";

    private const string AllRates = "select day, base, currency, rate from rates";

    private sealed record RateRow
    {
        public int Day { get; init; }
        public short Base { get; init; }
        public short Currency { get; init; }
        public string Rate { get; init; } = "";
    }

    // The key of those without a click.
    private const long Nobody = -1;

    /// <summary>The conversions of a period.</summary>
    /// <param name="times">
    /// When rows over time begin and what they are called; empty where rows are no times.
    /// </param>
    /// <exception cref="AmountsDifferException">
    /// There are several currencies and none was asked for, or a rate is missing.
    /// </exception>
    public async Task<ConversionFigures> Count(
        Period period, IReadOnlyList<(DateTimeOffset Start, string Name)> times)
    {
        var buckets = times.Count > 0
            ? new TimeBuckets([.. times.Select(time => time.Start.ToUnixTimeMilliseconds())])
            : null;
        var sums = new ConversionSums(
            query.Currency, query.Currency is null ? new RateTable([]) : await Rates());
        if (query.By.Dimension is null && query.Conditions.Count == 0)
        {
            await Add(All + Events + End, period, LogFilter.None, buckets, sums);
        }
        else await AddByClick(period, buckets, sums);
        return await Named(sums, times);
    }

    private Sql Events => query.Events.Count > 0 ? OfEvents : "";

    private async Task AddByClick(Period period, TimeBuckets? buckets, ConversionSums sums)
    {
        var filter = await filters.InLog(query.Conditions);
        var waiting = await tx.List<long>(Waiting);
        var found = new List<long>();
        await Add(Noted + Events + WithTouches, period, filter, buckets, sums, waiting);
        if (waiting.Count > 0)
        {
            await Add(WorkedOut + Events + WithHits, period, filter, buckets, sums, waiting, found);
        }

        // What is not known passes a filter that asks for the unknown, or for anything but something else.
        if (!query.Conditions.All(c => c.Values.Contains("") != c.Except)) return;
        await Add(OfNobody + Events + End, period, null, buckets, sums, waiting, found);
    }

    /// <param name="filter">Null for those without a click.</param>
    /// <param name="found">Takes the ids of those that have a click.</param>
    private async Task Add(
        Sql from, Period period, LogFilter? filter, TimeBuckets? buckets, ConversionSums sums,
        List<long>? waiting = null, List<long>? found = null)
    {
        var key = query.By.Dimension is { } dimension && filter is not null
            ? FilterStore.Column(dimension)
            : $"{Nobody}";
        var args = new { period.From, period.Until, Events = Json.Of(query.Events), Waiting = Json.Of(waiting ?? []), Found = Json.Of(found ?? []) };
        await using var rows = await tx.Scan((Sql)$"{Columns}, {key}{filter?.Columns} " + from, args);
        while (await rows.Next())
        {
            if (filter is not null) found?.Add(rows[4]);
            if (filter is not null && !filter.Passes(rows, OwnColumns + 1)) continue;
            // 2 is a refund.
            sums.Add(
                buckets?.IndexOf(rows[3]) ?? rows[OwnColumns], rows[0] == 2, rows[1], (short)rows[2],
                rows[3]);
        }
    }

    private async Task<ConversionFigures> Named(
        ConversionSums sums, IReadOnlyList<(DateTimeOffset Start, string Name)> times)
    {
        var code = sums.Code;
        var (rows, totals) = (new Dictionary<string, ConversionCounts>(), default(ConversionCounts));
        var names = query.By.Dimension is null
            ? null
            : await words.NamesInLog(query.By, [.. sums.Sums.Keys.Where(key => key != Nobody)]);
        foreach (var (key, counts) in sums.Sums)
        {
            totals += counts;
            foreach (var name in times.Count > 0 ? [times[(int)key].Name] : names is null || key == Nobody ? [""] : names(key))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(rows, name, out _) += counts;
            }
        }
        return new ConversionFigures(rows, totals, code);
    }

    private async Task<RateTable> Rates() => new(
        from row in await tx.List<RateRow>(AllRates)
        let reference = Currency.Of(row.Base)
        let currency = Currency.Of(row.Currency)
        where reference is not null && currency is not null
        select new Rate(row.Day, reference, currency, decimal.Parse(row.Rate, CultureInfo.InvariantCulture)));
}
