using System.Security.Cryptography;
using Shortener.Storage;

namespace Shortener.Links;

/// <summary>
/// The links. Each change, and what it changed, is written in one transaction with the link.
/// </summary>
public sealed class LinkStore(Db db, LinkSettings settings, TimeProvider clock)
{
    /// <summary>All columns of a <see cref="Link"/>, of table <c>links l</c>.</summary>
    internal const string Columns = """
        l.id, l.domain, l.slug, l.url, l.utm_source, l.utm_medium, l.utm_campaign, l.utm_term, l.utm_content, l.ref,
        l.title, l.notes, l.external_id, l.valid_since, l.valid_until, l.max_clicks, l.expired_url, l.status,
        l.forward_query, l.track_conversions, l.snippet, l.enabled, l.archived, l.qr, l.share,
        l.created_at, l.updated_at, l.deleted_at,
        (select string_agg(t.tag, ',' order by t.position) from link_tags t where t.link_id = l.id) as tag_text
        """;

    private const string ById = $"""
        select {Columns}
        from links l
        where l.id = @Id
        """;

    private const string BySlug = $"""
        select {Columns}
        from links l
        where l.slug_folded = @SlugFolded
          and l.domain = @Domain
        """;

    private const string ByExternalId = $"""
        select {Columns}
        from links l
        where l.external_id = @ExternalId
          and l.deleted_at is null
        """;

    private const string ByDestination = $"""
        select {Columns}
        from links l
        where l.destination_key = @DestinationKey
          and l.domain = @Domain
          and l.deleted_at is null
        order by l.id
        """;

    private const string Insert = """
        insert into links (
          domain, slug, slug_folded, url, destination_key, utm_source, utm_medium, utm_campaign, utm_term, utm_content, ref,
          title, notes, external_id, valid_since, valid_until, max_clicks, expired_url, status,
          forward_query, track_conversions, snippet, enabled, archived, qr, share, search_text, created_at, updated_at)
        select
          @Domain, @Slug, @SlugFolded, @Url, @DestinationKey, @UtmSource, @UtmMedium, @UtmCampaign, @UtmTerm, @UtmContent, @Ref,
          @Title, @Notes, @ExternalId, @ValidSince, @ValidUntil, @MaxClicks, @ExpiredUrl, @Status,
          @ForwardQuery, @TrackConversions, @Snippet, @Enabled, @Archived, @Qr, @Share, @SearchText, @CreatedAt, @UpdatedAt
        where not exists (select 1 from links l where l.slug_folded = @SlugFolded and l.domain = @Domain)
        on conflict do nothing
        returning id
        """;

    private const string Update = """
        update links set
          url = @Url, destination_key = @DestinationKey, utm_source = @UtmSource, utm_medium = @UtmMedium,
          utm_campaign = @UtmCampaign, utm_term = @UtmTerm, utm_content = @UtmContent, ref = @Ref,
          title = @Title, notes = @Notes, external_id = @ExternalId, valid_since = @ValidSince, valid_until = @ValidUntil,
          max_clicks = @MaxClicks, expired_url = @ExpiredUrl, status = @Status, forward_query = @ForwardQuery,
          track_conversions = @TrackConversions, snippet = @Snippet, enabled = @Enabled, archived = @Archived,
          qr = @Qr, share = @Share, search_text = @SearchText, updated_at = @UpdatedAt
        where id = @Id
        """;

    private const string MarkDeleted = """
        update links
        set deleted_at = @At, updated_at = @At
        where id = @Id
        """;

    private const string DeleteTags = "delete from link_tags where link_id = @Id";

    private const string InsertTag = """
        insert into link_tags (link_id, tag, position)
        values (@LinkId, @Tag, @Position)
        """;

    private const string InsertChange = """
        insert into link_changes (link_id, at, key_id, action, fields)
        values (@LinkId, @At, @KeyId, @Action, @Fields)
        """;

    // One writer at a time, on PostgreSQL too: what a transaction found free stays free until it commits, and
    // the numbers of link_changes ascend in the order of the commits, so that nobody who reads on from one
    // misses an earlier one.
    private static readonly Sql OneWriter = new("select 1", Locks.Links);

    // By then the slugs are ten characters longer than the shortest: something else is wrong.
    private const int MostDraws = 20;

    // A commit of this many new links keeps the hit log waiting for about three milliseconds.
    private const int LinksPerCommit = 10;

    /// <summary>
    /// A link under this domain (as stored) and slug was made, changed or deleted by this process; after the
    /// commit.
    /// </summary>
    public event Action<string, string>? Changed;

    /// <summary>
    /// The link of exactly this slug, else the only one that differs from it by case alone. Deleted ones are
    /// found, too.
    /// </summary>
    /// <param name="domain">As <see cref="Domains.Find"/> gives it.</param>
    /// <param name="slug">Decoded, as somebody typed it; may be anything.</param>
    public async Task<Link?> Find(string domain, string slug, CancellationToken ct)
    {
        if (Slugs.Check(slug).Kept is not { } kept) return null;
        return Choose(
            kept, await db.List<Link>(BySlug, new { SlugFolded = Slugs.Fold(kept), Domain = domain }, ct));
    }

    /// <summary>The link with this id, deleted or not.</summary>
    public Task<Link?> Find(long id, CancellationToken ct) => db.Find<Link>(ById, new { Id = id }, ct);

    /// <summary>Makes a link.</summary>
    /// <param name="content">As <see cref="LinkRules"/> gives it back; without a slug, one is drawn.</param>
    /// <param name="keyId">Whose key it is made with; null for a command.</param>
    public async Task<LinkOutcome> Add(
        NewLink content, IfExists ifExists, long? keyId, CancellationToken ct) =>
        Tell(await db.Atomically(async tx =>
        {
            await tx.Run(OneWriter);
            return await Add(tx, content, ifExists, keyId);
        }, ct));

    /// <summary>
    /// Makes many links, each or none; a few at a time, so that the hit log gets its turn in between.
    /// </summary>
    /// <returns>One outcome for each, in their order.</returns>
    public async Task<IReadOnlyList<LinkOutcome>> AddEach(
        IReadOnlyList<NewLink> contents, IfExists ifExists, long? keyId, CancellationToken ct)
    {
        var outcomes = new List<LinkOutcome>();
        foreach (var some in contents.Chunk(LinksPerCommit))
        {
            outcomes.AddRange(await db.Atomically(tx => AddEach(tx, some, ifExists, keyId), ct));
            foreach (var outcome in outcomes.TakeLast(some.Length)) Tell(outcome);
        }
        return outcomes;
    }

    /// <summary>What adding each would do; nothing stays.</summary>
    public Task<IReadOnlyList<LinkOutcome>> Rehearse(
        IReadOnlyList<NewLink> contents, IfExists ifExists, long? keyId,
        CancellationToken ct) => db.Atomically(async tx =>
    {
        await tx.Run("savepoint rehearsal");
        var outcomes = await AddEach(tx, contents, ifExists, keyId);
        await tx.Run("rollback to savepoint rehearsal");
        return outcomes;
    }, ct);

    /// <summary>Changes a link; a change that changes nothing is written nowhere.</summary>
    /// <param name="decide">
    /// Sees the link as it is and gives back its content, checked; null to leave it.
    /// </param>
    public async Task<LinkOutcome> Change(
        long id, Func<Link, NewLink?> decide, long? keyId, CancellationToken ct) =>
        Tell(await db.Atomically(async tx =>
        {
            await tx.Run(OneWriter);
            return await tx.Find<Link>(ById, new { Id = id }) switch
            {
                null => new LinkOutcome(LinkVerdict.Missing),
                { IsDeleted: true } link => new LinkOutcome(LinkVerdict.Deleted, link),
                var link => await Replace(tx, link, decide(link), keyId),
            };
        }, ct));

    /// <summary>Makes the link with this external id, or gives it this content.</summary>
    /// <param name="content">As <see cref="LinkRules"/> gives it back, with the external id.</param>
    public async Task<LinkOutcome> Put(NewLink content, long? keyId, CancellationToken ct) =>
        Tell(await db.Atomically(async tx =>
        {
            await tx.Run(OneWriter);
            return await tx.Find<Link>(ByExternalId, new { content.ExternalId }) is { } link
                ? await Replace(tx, link, content, keyId)
                : await Add(tx, content, IfExists.New, keyId);
        }, ct));

    /// <summary>Deletes a link. Its slug stays taken and its hits stay counted.</summary>
    public async Task<LinkOutcome> Delete(long id, long? keyId, CancellationToken ct) =>
        Tell(await db.Atomically(async tx =>
        {
            await tx.Run(OneWriter);
            if (await tx.Find<Link>(ById, new { Id = id }) is not { } link)
            {
                return new LinkOutcome(LinkVerdict.Missing);
            }
            if (link.IsDeleted) return new LinkOutcome(LinkVerdict.Deleted, link);

            var now = clock.GetUtcNow();
            await tx.Run(MarkDeleted, new { Id = id, At = now });
            await Note(tx, id, now, keyId, "deleted", []);
            return new LinkOutcome(LinkVerdict.Kept, link with { DeletedAt = now, UpdatedAt = now });
        }, ct));

    private static Link? Choose(string slug, List<Link> links) =>
        links.Find(l => l.Slug == slug) ?? (links.Count == 1 ? links[0] : null);

    private async Task<IReadOnlyList<LinkOutcome>> AddEach(
        Tx tx, IReadOnlyList<NewLink> contents, IfExists ifExists, long? keyId)
    {
        await tx.Run(OneWriter);
        var outcomes = new List<LinkOutcome>();
        foreach (var content in contents) outcomes.Add(await Add(tx, content, ifExists, keyId));
        return outcomes;
    }

    private async Task<LinkOutcome> Add(Tx tx, NewLink content, IfExists ifExists, long? keyId)
    {
        var now = clock.GetUtcNow();
        var link = new Link
        {
            Domain = content.Domain ?? Domains.Default,
            Slug = content.Slug ?? "",
            CreatedAt = content.CreatedAt ?? now,
            UpdatedAt = now,
        }.With(content);
        if (ifExists is not IfExists.New && await Same(tx, link) is { } same)
        {
            return new LinkOutcome(
                ifExists is IfExists.Return ? LinkVerdict.Found : LinkVerdict.Repeated, same);
        }

        for (var draw = 0; draw < MostDraws; draw++)
        {
            if (content.Slug is null)
            {
                link = link with { Slug = Slugs.Draw(Slugs.LengthAt(draw, settings.SlugLength), RandomNumberGenerator.GetInt32) };
            }
            if (await tx.Find<long?>(Insert, link) is { } id)
            {
                await AddTags(tx, id, link.Tags);
                await Note(tx, id, now, keyId, "created", []);
                return new LinkOutcome(LinkVerdict.Created, link with { Id = id });
            }
            if (content.ExternalId is not null && await tx.Find<Link>(ByExternalId, link) is { } named)
            {
                return new LinkOutcome(LinkVerdict.ExternalIdTaken, named);
            }
            if (content.Slug is not null)
            {
                var rivals = await tx.List<Link>(BySlug, link);
                return new LinkOutcome(LinkVerdict.SlugTaken, Choose(link.Slug, rivals) ?? rivals[0]);
            }
        }
        throw new InvalidOperationException($"{MostDraws} random slugs were all taken.");
    }

    private static async Task<Link?> Same(Tx tx, Link link)
    {
        var destination = link.Tagged().Url;
        return (await tx.List<Link>(ByDestination, link)).Find(l => l.Tagged().Url == destination);
    }

    private async Task<LinkOutcome> Replace(Tx tx, Link link, NewLink? content, long? keyId)
    {
        if (content is null) return new LinkOutcome(LinkVerdict.Declined, link);
        var isSame = (content.Slug ?? link.Slug) == link.Slug
            && (content.Domain ?? link.Domain) == link.Domain
            && (content.CreatedAt ?? link.CreatedAt) == link.CreatedAt;
        if (!isSame) return new LinkOutcome(LinkVerdict.Fixed, link);
        if (content.ExternalId is not null
            && await tx.Find<Link>(ByExternalId, new { content.ExternalId }) is { } named && named.Id != link.Id)
        {
            return new LinkOutcome(LinkVerdict.ExternalIdTaken, named);
        }

        var changed = link.With(content);
        var fields = LinkFields.Compare(link, changed);
        if (fields.Count == 0) return new LinkOutcome(LinkVerdict.Kept, link);

        changed = changed with { UpdatedAt = clock.GetUtcNow() };
        await tx.Run(Update, changed);
        if (changed.TagText != link.TagText)
        {
            await tx.Run(DeleteTags, link);
            await AddTags(tx, link.Id, changed.Tags);
        }
        await Note(tx, link.Id, changed.UpdatedAt, keyId, "changed", fields);
        return new LinkOutcome(LinkVerdict.Kept, changed);
    }

    private static Task AddTags(Tx tx, long linkId, IReadOnlyList<string> tags) =>
        tx.Run(
            InsertTag,
            tags.Select((tag, position) => new { LinkId = linkId, Tag = tag, Position = position }));

    private static Task Note(
        Tx tx, long linkId, DateTimeOffset at, long? keyId, string action,
        IReadOnlyList<FieldChange> fields) =>
        tx.Run(InsertChange, new { LinkId = linkId, At = at, KeyId = keyId, Action = action, Fields = LinkFields.ToText(fields) });

    private LinkOutcome Tell(LinkOutcome outcome)
    {
        if (outcome is { Verdict: LinkVerdict.Created or LinkVerdict.Kept, Link: { } link })
        {
            Changed?.Invoke(link.Domain, link.Slug);
        }
        return outcome;
    }
}
