using Shortener.Storage;

namespace Shortener.Benchmarks.Attribution;

/// <summary>
/// The year's sales as the intake keeps them: each with the click it names, and the link that click was on.
/// </summary>
internal sealed class SampleSales(Db db, int sales)
{
    private const long MillisADay = 24 * 60 * 60 * 1000;

    // Scattered as hashes are, and each another: the factor has no divisor in common with the prime.
    private const string Hash = "(n.i * 2654435761) % 9007199254740881";

    private const string Numbers =
        "with recursive n (i) as (select cast(1 as bigint) union all select i + 1 from n where i < @Sales) ";

    private const string Touches = Numbers + """
        insert into touches (seq, at, trigger, link_id, referrer_id, language_id, place_id, utm_id, client_id, origin_id,
          share_id, generation, advocate_id)
        select i, @From + i * @Apart, 0, 1 + (i * 7919) % 5000, 1 + i % 1000, 1 + i % 40, 1 + i % 5000, 1 + i % 2000, 1 + i % 200,
          1 + i % 60, 0, 0, 0
        from n
        """;

    private const string ClickIds = Numbers + "insert into click_ids (seq, hash) select i, " + Hash
        + " from n order by 2";

    private const string Conversions = Numbers + $"""
        insert into conversions (id, kind, source, event_id, code_id, occurred_at, received_at, key, invoice, asked, amount, currency,
          lookback_days, click, visitor, customer, person)
        select i, 1, 0, 1, 0, @From + i * @Apart + 60000, 0, i, i, 500 + i % 20000, 500 + i % 20000, 978, 30, {Hash}, 0, 0, {Hash}
        from n
        """;

    private const string ConversionClicks = """
        insert into conversion_clicks (conversion_id, seq, link_id, conversions, revenue, currency)
        select c.id, t.seq, t.link_id, 1, c.amount, c.currency
        from conversions c
        join touches t on t.seq = c.id
        order by c.id
        """;

    private const string LinkSales = """
        insert into link_sales (link_id, currency, conversions, revenue)
        select link_id, currency, sum(conversions), sum(revenue)
        from conversion_clicks
        group by link_id, currency
        """;

    public async Task Fill()
    {
        if (await db.Find<long>("select count(*) from conversions") > 0) return;
        var year = new
        {
            Sales = sales,
            From = SampleShop.Now.ToUnixTimeMilliseconds() - 365 * MillisADay,
            Apart = 364 * MillisADay / sales,
        };
        await db.Atomically(async tx =>
        {
            foreach (var sql in new[] { Touches, ClickIds, Conversions, ConversionClicks, LinkSales, "delete from person_changes" })
            {
                await tx.Run(sql, year);
            }
        });
        await Tidy.Up(db);
    }
}
