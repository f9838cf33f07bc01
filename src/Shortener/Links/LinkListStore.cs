using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Links;

/// <summary>Lists of links, and what happened to them.</summary>
public sealed class LinkListStore(Db db)
{
    // Which links first, and only then what is in them: a sort carries ids instead of whole links.
    private const string Chosen = $"""
        select {LinkStore.Columns}
        from links l
        where l.id in (
          select l.id
          from links l
          where l.deleted_at is null
            and l.archived = @Archived

        """;

    private const string WithSlug = "and l.slug_folded = @SlugFolded\n";
    private const string OnDomain = "and l.domain = @Domain\n";
    private const string Found = "and l.search_text like @Pattern escape '!'\n";

    private static readonly Sql Tagged =
        "and l.id in (select g.link_id from link_tags g where " + Sql.AnyTextOf("g.tag", "Tags") + ")\n";

    private static readonly Sql Counts = """
        select c.link_id, c.clicks, c.unique_clicks, c.qr_scans, c.previews, c.bots, c.prefetches
        from link_counts c
        where
        """ + Sql.AnyOf(" c.link_id", "Ids");

    private static readonly Sql Sales = """
        select r.link_id, r.currency, cast(sum(r.conversions) as bigint) as conversions, cast(sum(r.revenue) as bigint) as revenue
        from (
          select s.link_id, s.currency, s.conversions, s.revenue
          from link_sales s
          where 
        """ + Sql.AnyOf("s.link_id", "Ids") + """

          union all
          select w.link_id, w.currency, w.conversions, w.revenue
          from link_sales_waiting w
          where 
        """ + Sql.AnyOf("w.link_id", "Ids") + ") r group by r.link_id, r.currency";

    private sealed record CountsRow
    {
        public long LinkId { get; init; }
        public long Clicks { get; init; }
        public long UniqueClicks { get; init; }
        public long QrScans { get; init; }
        public long Previews { get; init; }
        public long Bots { get; init; }
        public long Prefetches { get; init; }
    }

    private sealed record SalesRow
    {
        public long LinkId { get; init; }
        public short Currency { get; init; }
        public long Conversions { get; init; }
        public long Revenue { get; init; }
    }

    /// <summary>The links of the filter behind <paramref name="after"/>.</summary>
    /// <param name="after">The last one already seen; null to begin.</param>
    public Task<List<Link>> Page(LinkFilter filter, LinkKey? after, int limit, CancellationToken ct)
    {
        var (column, key) = filter.Sort switch
        {
            "createdAt" => ("l.created_at", "@Millis"),
            "updatedAt" => ("l.updated_at", "@Millis"),
            "slug" => ("l.slug_folded", "@Slug"),
            _ => throw new ArgumentOutOfRangeException(nameof(filter)),
        };
        var (beyond, direction) = filter.Descending ? ("<", "desc") : (">", "asc");
        var order = $"order by {column} {direction}, l.id {direction}\n";

        Sql sql = Chosen;
        if (filter.Slug is not null) sql += WithSlug;
        if (filter.Domain is not null) sql += OnDomain;
        if (filter.Search is not null) sql += Found;
        if (filter.Tags.Count > 0) sql += Tagged;
        if (after is not null) sql += $"and ({column}, l.id) {beyond} ({key}, @Id)\n";
        sql += order + "limit @Limit)\n" + order;
        return db.List<Link>(sql, new
        {
            filter.Archived,
            SlugFolded = filter.Slug is { } slug ? Slugs.Fold(slug) : null,
            filter.Domain,
            Pattern = filter.Search is { } search ? PatternOf(search) : null,
            Tags = Json.Of(filter.Tags),
            after?.Millis,
            after?.Slug,
            after?.Id,
            Limit = limit,
        }, ct);
    }

    /// <summary>The counts of these links, by id.</summary>
    public Task<IReadOnlyDictionary<long, LinkCounts>> CountsOf(IEnumerable<long> ids, CancellationToken ct)
    {
        var these = new { Ids = Json.Of(ids) };
        return db.Snapshot<IReadOnlyDictionary<long, LinkCounts>>(async tx =>
        {
            var counts = await tx.List<CountsRow>(Counts, these);
            var sales = (await tx.List<SalesRow>(Sales, these)).ToLookup(row => row.LinkId);
            return counts.ToDictionary(
                row => row.LinkId, row => With(sales[row.LinkId].ToList(), CountsOf(row)));
        }, ct);
    }

    private static LinkCounts CountsOf(CountsRow row) => new()
    {
        Clicks = row.Clicks,
        UniqueClicks = row.UniqueClicks,
        QrScans = row.QrScans,
        Previews = row.Previews,
        Bots = row.Bots,
        Prefetches = row.Prefetches,
    };

    // Rows whose conversions have all moved to other links are zeros.
    private static LinkCounts With(List<SalesRow> sales, LinkCounts counts)
    {
        var paid = sales.Where(row => row.Currency != 0 && (row.Conversions, row.Revenue) != (0, 0)).ToList();
        var conversions = sales.Sum(row => row.Conversions);
        return conversions == 0 && paid.Count == 0 ? counts : counts with
        {
            Conversions = conversions,
            Revenue = paid.Count > 1 ? null : paid.Sum(row => row.Revenue),
            Currency = paid is [var only] ? Currency.Of(only.Currency)?.Code : null,
        };
    }

    private static string PatternOf(string search) =>
        "%" + Slugs.Fold(search).Replace("!", "!!").Replace("%", "!%").Replace("_", "!_") + "%";
}
