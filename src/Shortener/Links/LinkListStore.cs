using Shortener.Storage;

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
    public async Task<IReadOnlyDictionary<long, LinkCounts>> CountsOf(IEnumerable<long> ids, CancellationToken ct) =>
        (await db.List<CountsRow>(Counts, new { Ids = Json.Of(ids) }, ct)).ToDictionary(c => c.LinkId, c => new LinkCounts
        {
            Clicks = c.Clicks,
            UniqueClicks = c.UniqueClicks,
            QrScans = c.QrScans,
            Previews = c.Previews,
            Bots = c.Bots,
            Prefetches = c.Prefetches,
        });

    private static string PatternOf(string search) =>
        "%" + Slugs.Fold(search).Replace("!", "!!").Replace("%", "!%").Replace("_", "!_") + "%";
}
