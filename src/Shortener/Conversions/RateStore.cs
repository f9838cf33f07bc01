using System.Globalization;
using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Conversions;

/// <summary>Rates between currencies, as the user supplies them.</summary>
public sealed class RateStore(Db db)
{
    private const string Put = """
        insert into rates (day, base, currency, rate, source)
        values (@Day, @Base, @Currency, @Rate, @Source)
        on conflict (day, base, currency) do update set
          rate   = excluded.rate,
          source = excluded.source
        """;

    private const string Drop = "delete from rates where day = @Day and base = @Base";

    private const string Newest = """
        select day, base, currency, rate, source
        from rates
        where (day, base) in (
          select r.day, r.base
          from rates r
          where @Before is null or r.day < @Before
          group by r.day, r.base
          order by r.day desc, r.base
          limit @Limit)
        order by day desc, base, currency
        """;

    private sealed record Row
    {
        public int Day { get; init; }
        public short Base { get; init; }
        public short Currency { get; init; }
        public string Rate { get; init; } = "";
        public string Source { get; init; } = "";
    }

    /// <summary>Takes the place of what was known of the sheet's day and base.</summary>
    public Task Replace(CheckedRates sheet, CancellationToken ct) => db.Atomically(async tx =>
    {
        await tx.Run(Drop, new { sheet.Day, Base = (int)sheet.Base.Number });
        await tx.Run(Put, sheet.Rates.Select(r => new
        {
            sheet.Day,
            Base = (int)sheet.Base.Number,
            Currency = (int)r.Key.Number,
            Rate = r.Value.ToString(CultureInfo.InvariantCulture),
            sheet.Source,
        }));
        return true;
    }, ct);

    /// <summary>Sheets, the latest day first.</summary>
    public async Task<IReadOnlyList<RateSheet>> List(int? before, int limit, CancellationToken ct)
    {
        var rows = await db.List<Row>(Newest, new { Before = before, Limit = limit }, ct);
        return
        [
            .. rows.GroupBy(r => (r.Day, r.Base)).Select(sheet => new RateSheet
            {
                Date = Text(sheet.Key.Day),
                Base = Currency.Of(sheet.Key.Base)!.Code,
                Source = sheet.First().Source,
                Rates = sheet.ToDictionary(
                    r => Currency.Of(r.Currency)!.Code,
                    r => decimal.Parse(r.Rate, CultureInfo.InvariantCulture)),
            }),
        ];
    }

    private static string Text(int day) => DateOnly.FromDayNumber(RateRules.Epoch.DayNumber + day)
        .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
