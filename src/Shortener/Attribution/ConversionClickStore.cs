using Shortener.Storage;

namespace Shortener.Attribution;

/// <summary>Keeps which click each conversion counts for, and what that adds up to for links.</summary>
internal static class ConversionClickStore
{
    private static readonly Sql Changed = "conversion_id in (select c.id from conversions c where c.person <> 0 and "
        + Sql.AnyOf("c.person", "People") + ") or " + Sql.AnyOf("conversion_id", "Conversions");

    private const string Columns = "select conversion_id, seq, link_id, conversions, revenue, currency from";

    private static readonly Sql Now = $"{Columns} conversion_clicks_now where " + Changed;

    private static readonly Sql Before = $"{Columns} conversion_clicks where " + Changed;

    private static readonly Sql Drop = "delete from conversion_clicks where "
        + Sql.AnyOf("conversion_id", "Ids");

    private const string Insert =
        "insert into conversion_clicks (conversion_id, seq, link_id, conversions, revenue, currency)";

    private const string AddToLink = "insert into link_sales (link_id, currency, conversions, revenue)";

    private const string Adding = """
        on conflict (link_id, currency) do update set
          conversions = link_sales.conversions + excluded.conversions,
          revenue     = link_sales.revenue     + excluded.revenue
        """;

    private readonly record struct Row(
        long Conversion, long Seq, long Link, long Conversions, long Revenue, long Currency);

    /// <summary>Looks anew at the conversions of people, and at those that name nobody.</summary>
    /// <param name="people">JSON array of numbers.</param>
    /// <param name="conversions">JSON array of ids.</param>
    public static async Task Update(Tx tx, string people, string conversions)
    {
        var asked = new { People = people, Conversions = conversions };
        var (before, now) = (await Read(tx, Before, asked), await Read(tx, Now, asked));
        var (gone, come) = (before.Except(now).ToList(), now.Except(before).ToList());
        if (gone.Count + come.Count == 0) return;

        await tx.Run(Drop, new { Ids = Json.Of(gone.Select(row => row.Conversion)) });
        var rows = new NumberRows(6);
        foreach (var row in come)
        {
            rows.Add(row.Conversion, row.Seq, row.Link, row.Conversions, row.Revenue, row.Currency);
        }
        await rows.Insert(tx, Insert);
        await AddToLinks(tx, come, gone);
    }

    private static async Task AddToLinks(Tx tx, List<Row> come, List<Row> gone)
    {
        var sums = come.Select(row => (row, Sign: 1)).Concat(gone.Select(row => (row, Sign: -1)))
            .GroupBy(change => (change.row.Link, change.row.Currency))
            .OrderBy(link => link.Key);
        var rows = new NumberRows(4);
        foreach (var link in sums)
        {
            var (conversions, revenue) =
                (link.Sum(c => c.Sign * c.row.Conversions), link.Sum(c => c.Sign * c.row.Revenue));
            if ((conversions, revenue) != (0, 0))
            {
                rows.Add(link.Key.Link, link.Key.Currency, conversions, revenue);
            }
        }
        await rows.Insert(tx, AddToLink, Adding);
    }

    private static async Task<List<Row>> Read(Tx tx, Sql sql, object asked)
    {
        var found = new List<Row>();
        await using var rows = await tx.Scan(sql, asked);
        while (await rows.Next()) found.Add(new Row(rows[0], rows[1], rows[2], rows[3], rows[4], rows[5]));
        return found;
    }
}
