using System.Runtime.InteropServices;
using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Reports;

/// <summary>
/// Counts conversions of one snapshot, each in the group of the click it names; where it names none that is known, of the
/// last click of its person within its lookback. A refund is in the group of its sale.
/// </summary>
internal sealed class ConversionCountStore(Tx tx, FilterStore filters, WordStore words, AnalyticsQuery query)
{
    // Seen from outside its columns bear other names than those of hits, which filters name without a table.
    private const string Told = """
        select
          c.kind as c_kind, c.amount as c_amount, c.currency as c_currency, c.occurred_at as c_at, c.event_id as c_event,
          coalesce(
            (select n.seq from click_ids n where n.hash = c.click),
            (select k.seq
             from click_joins j
             join click_ids k on k.hash = j.click
             join hits t on t.seq = k.seq
             where c.person <> 0 and j.person = c.person
               and t.at <= coalesce(s.occurred_at, c.occurred_at)
               and t.at >= coalesce(s.occurred_at, c.occurred_at) - cast(c.lookback_days as bigint) * 86400000
             order by t.at desc, t.seq desc
             limit 1)) as c_seq
        from conversions c
        left join conversions s on s.invoice = c.invoice and s.invoice <> 0 and s.kind = 1 and c.kind = 2
        where c.occurred_at >= @From and c.occurred_at < @Until
        """;

    private const string OfClicks = $" from ({Told}) told join hits on hits.seq = told.c_seq where true";

    private const string OfNobody = $" from ({Told}) told where not exists (select 1 from hits where hits.seq = told.c_seq)";

    private const string Columns = "select c_kind, c_amount, c_currency, c_at";

    private const int OwnColumns = 4;

    private static readonly Sql OfEvents = " and c_event in (select w.id from conversion_words w where " + Sql.AnyTextOf("w.word", "Events") + ")";

    private const string AllRates = "select day, base, currency, rate from rates";

    private sealed record RateRow
    {
        public int Day { get; init; }
        public short Base { get; init; }
        public short Currency { get; init; }
        public string Rate { get; init; } = "";
    }

    private readonly List<(long Key, int Count, Money? Paid, int Day)> _known = [];
    private readonly List<(string Key, int Count, Money? Paid, int Day)> _named = [];

    /// <summary>The conversions of a period.</summary>
    /// <param name="times">When rows over time begin and what they are called; empty where rows are no times.</param>
    /// <exception cref="AmountsDifferException">There are several currencies and none was asked for, or a rate is missing.</exception>
    public async Task<ConversionFigures> Count(Period period, IReadOnlyList<(DateTimeOffset Start, string Name)> times)
    {
        var buckets = times.Count > 0 ? new TimeBuckets([.. times.Select(time => time.Start.ToUnixTimeMilliseconds())]) : null;
        var column = query.By.Dimension is { } dimension ? FilterStore.Column(dimension) : "0";
        var filter = await filters.InLog(query.Conditions);
        var args = new { From = period.From, period.Until, Events = Json.Of(query.Events) };
        var only = query.Events.Count > 0 ? OfEvents : (Sql)"";

        await using (var rows = await tx.Scan($"{Columns}, {column}{filter.Columns}" + (OfClicks + only), args))
        {
            while (await rows.Next())
            {
                if (!filter.Passes(rows, OwnColumns + 1)) continue;
                if (buckets is null) _known.Add((rows[OwnColumns], CountOf(rows), PaidOf(rows), DayOf(rows)));
                else _named.Add((times[buckets.IndexOf(rows[3])].Name, CountOf(rows), PaidOf(rows), DayOf(rows)));
            }
        }
        // What is not known passes a filter that asks for the unknown, or for anything but something else.
        if (query.Conditions.All(c => c.Values.Contains("") != c.Except))
        {
            await using var rows = await tx.Scan(Columns + (OfNobody + only), args);
            while (await rows.Next())
            {
                _named.Add((buckets is null ? "" : times[buckets.IndexOf(rows[3])].Name, CountOf(rows), PaidOf(rows), DayOf(rows)));
            }
        }
        return await AddUp();
    }

    private async Task<ConversionFigures> AddUp()
    {
        var all = _known.Select(c => (c.Paid, c.Day)).Concat(_named.Select(c => (c.Paid, c.Day)));
        var currency = query.Currency ?? Only(all.Select(c => c.Paid?.Currency).OfType<Currency>().Distinct().ToList());
        var rates = query.Currency is null ? new RateTable([]) : await Rates();
        ConversionCounts Of(int count, Money? paid, int day) => new(count, paid is { } money ? In(rates, money, currency!, day).Minor : 0);

        var rows = new Dictionary<string, ConversionCounts>();
        var totals = default(ConversionCounts);
        void Add(string key, ConversionCounts counts) => CollectionsMarshal.GetValueRefOrAddDefault(rows, key, out _) += counts;

        foreach (var (key, count, paid, day) in _named)
        {
            var counts = Of(count, paid, day);
            totals += counts;
            Add(key, counts);
        }
        var byNumber = new Dictionary<long, ConversionCounts>();
        foreach (var (key, count, paid, day) in _known)
        {
            var counts = Of(count, paid, day);
            totals += counts;
            CollectionsMarshal.GetValueRefOrAddDefault(byNumber, key, out _) += counts;
        }
        if (query.By.Dimension is null)
        {
            foreach (var counts in byNumber.Values) Add("", counts);
        }
        else
        {
            var names = await words.NamesInLog(query.By, byNumber.Keys);
            foreach (var (number, counts) in byNumber)
            {
                foreach (var name in names(number)) Add(name, counts);
            }
        }
        return new ConversionFigures(rows, totals, currency?.Code);
    }

    private static Money In(RateTable rates, Money paid, Currency currency, int day) => rates.Convert(paid, currency, day)
        ?? throw new AmountsDifferException($"there is no rate from {paid.Currency.Code} to {currency.Code} on or before {DateOnly.FromDayNumber(719_162 + day):yyyy-MM-dd}; supply it (PUT /api/v1/rates)");

    private static Currency? Only(List<Currency> currencies) => currencies.Count < 2
        ? currencies.FirstOrDefault()
        : throw new AmountsDifferException($"must be named: there are amounts in {string.Join(", ", currencies.Select(c => c.Code).Order(StringComparer.Ordinal))}");

    private async Task<RateTable> Rates() => new(
        from row in await tx.List<RateRow>(AllRates)
        let reference = Currency.Of(row.Base)
        let currency = Currency.Of(row.Currency)
        where reference is not null && currency is not null
        select new Rate(row.Day, reference, currency, decimal.Parse(row.Rate, System.Globalization.CultureInfo.InvariantCulture)));

    // 2 is a refund.
    private static int CountOf(NumberScan row) => row[0] == 2 ? 0 : 1;

    private static Money? PaidOf(NumberScan row) =>
        row[1] == 0 || Currency.Of((short)row[2]) is not { } currency ? null : new Money(row[0] == 2 ? -row[1] : row[1], currency);

    private static int DayOf(NumberScan row) => (int)(row[3] / (24 * 60 * 60 * 1000));
}

/// <summary>Amounts cannot be added up as asked; the message completes "currency: …".</summary>
public sealed class AmountsDifferException(string message) : Exception(message);
