using Shortener.Storage;

namespace Shortener.Links;

/// <summary>
/// Who changed what: for people, one link's history; for other processes, which slugs to read again.
/// </summary>
public sealed class LinkChangeStore(Db db)
{
    private const string OfLink = """
        select c.id, c.at, c.key_id, k.name as key_name, c.action, c.fields
        from link_changes c
        left join api_keys k on k.id = c.key_id
        where c.link_id = @LinkId
          and c.id < @Before
        order by c.id desc
        limit @Limit
        """;

    private const string Latest = "select coalesce(max(id), 0) from link_changes";

    private const string SlugsSince = """
        select distinct l.domain, l.slug as text
        from link_changes c
        join links l on l.id = c.link_id
        where c.id > @Since
          and c.id <= @Until
        """;

    /// <summary>One change of a link.</summary>
    public sealed record Row
    {
        public long Id { get; init; }
        public DateTimeOffset At { get; init; }

        /// <summary>Null for what no key did: a command.</summary>
        public long? KeyId { get; init; }
        public string? KeyName { get; init; }

        /// <summary><c>created</c>, <c>changed</c> or <c>deleted</c>.</summary>
        public string Action { get; init; } = "";

        /// <summary>As <see cref="LinkFields.ToText"/> wrote it.</summary>
        public string Fields { get; init; } = "";
    }

    /// <summary>A slug under which something changed.</summary>
    public sealed record Slug
    {
        /// <summary>As stored: empty for the default domain.</summary>
        public string Domain { get; init; } = "";

        public string Text { get; init; } = "";
    }

    /// <summary>Changes of a link, newest first.</summary>
    /// <param name="before">The number of the last one already seen; null to begin.</param>
    public Task<List<Row>> History(long linkId, long? before, int limit, CancellationToken ct) =>
        db.List<Row>(OfLink, new { LinkId = linkId, Before = before ?? long.MaxValue, Limit = limit }, ct);

    /// <summary>The number of the latest change there is; 0 before the first.</summary>
    public Task<long> Last(CancellationToken ct) => db.Find<long>(Latest, ct: ct);

    /// <summary>
    /// The slugs that any process changed after the change with this number, and the number to go on from.
    /// </summary>
    public Task<(IReadOnlyList<Slug> Slugs, long Last)> Since(long changeId, CancellationToken ct) =>
        db.Snapshot<(IReadOnlyList<Slug>, long)>(async tx =>
        {
            var last = await tx.Find<long>(Latest);
            if (last == changeId) return ([], last);
            return (await tx.List<Slug>(SlugsSince, new { Since = changeId, Until = last }), last);
        }, ct);
}
