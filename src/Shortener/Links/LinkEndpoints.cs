using Microsoft.AspNetCore.Http.HttpResults;
using Shortener.Accounts;
using Shortener.Values;
using Shortener.Web;

namespace Shortener.Links;

/// <summary>The JSON door of this room: /api/v1/links.</summary>
internal static class LinkEndpoints
{
    public static void MapLinks(this IEndpointRouteBuilder api)
    {
        var links = api.MapGroup("/links").WithTags("Links").RequireScope(Scopes.LinksRead);

        links.MapGet("/", Page);
        links.MapPost("/", Create).RequireScope(Scopes.LinksWrite).CountCreations();
        links.MapPost("/bulk", LinkBulkEndpoints.Create).RequireScope(Scopes.LinksWrite).CountCreations()
            .Accepts<NewLink[]>("application/json")
            .Produces<LinkBulkEndpoints.BulkItem[]>(StatusCodes.Status207MultiStatus);
        links.MapPut("/by-external-id/{**externalId}", Put).RequireScope(Scopes.LinksWrite).CountCreations();
        links.MapGet("/{id:long}", Show);
        links.MapPatch("/{id:long}", Patch).RequireScope(Scopes.LinksWrite);
        links.MapDelete("/{id:long}", Delete).RequireScope(Scopes.LinksWrite);
        links.MapGet("/{id:long}/history", History);
    }

    /// <summary>
    /// Links that are not deleted, newest first unless <paramref name="sort"/> says otherwise.
    /// </summary>
    /// <param name="search">Part of slug, title or destination.</param>
    /// <param name="tag">One tag, or several with commas between: links with any of them.</param>
    /// <param name="archived">True lists the archived links instead of the others.</param>
    /// <param name="sort">createdAt, updatedAt or slug; with a minus in front, descending.</param>
    internal static async Task<Results<Ok<Page<LinkAnswer>>, Malformed, Refused>> Page(
        HttpRequest request, Domains domains, LinkListStore lists, CancellationToken ct,
        string? slug = null, string? domain = null, string? search = null, string? tag = null,
        bool archived = false,
        string sort = "-createdAt", int limit = 50, string? cursor = null)
    {
        if (!LinkFilter.Sorts.Contains(sort.TrimStart('-'))
            || sort.StartsWith("--", StringComparison.Ordinal))
        {
            return new Malformed(
                "sort",
                $"is one of {string.Join(", ", LinkFilter.Sorts)}, with a minus in front for descending");
        }
        if (domain is not null && domains.Find(domain) is null)
        {
            return new Refused("domain", $"There is no domain '{domain}'.");
        }
        var filter = new LinkFilter
        {
            Slug = slug,
            Domain = domain is null ? null : domains.Find(domain),
            Search = search,
            Tags = tag?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                ?? [],
            Archived = archived,
            Sort = sort.TrimStart('-'),
            Descending = sort.StartsWith('-'),
        };
        if (!Cursor.TryRead<LinkKey>(filter.Name, cursor, out var after)) return Malformed.Cursor();

        limit = Math.Clamp(limit, 1, 200);
        var found = await lists.Page(filter, after, limit + 1, ct);
        var page = found.Take(limit).ToList();
        var counts = await lists.CountsOf(page.Select(l => l.Id), ct);
        var urls = request.ShortUrls(domains);
        return TypedResults.Ok(new Page<LinkAnswer>(
            [.. page.Select(l => LinkAnswer.Of(l, counts.GetValueOrDefault(l.Id, LinkCounts.None), urls))],
            found.Count > limit ? Cursor.Write(filter.Name, filter.KeyOf(page[^1])) : null));
    }

    /// <summary>Makes a link.</summary>
    /// <param name="ifExists">
    /// Where one leads to the same destination with the same tags: <c>new</c> makes another, <c>return</c>
    /// answers with that one, <c>error</c> refuses.
    /// </param>
    internal static async Task<Results<Created<LinkAnswer>, Ok<LinkAnswer>, Malformed, Conflicting, Refused, Plain>> Create(
        NewLink sent, HttpContext context, Domains domains, TrackingSettings tracking, LinkStore links,
        LinkListStore lists, CancellationToken ct, string ifExists = "new")
    {
        if (Read(ifExists) is not { } repeat) return LinkProblems.NoSuchRepeat();
        if (sent.Refusals() is { Count: > 0 } later) return LinkProblems.NotYet(later);
        if (sent.CreatedAt is not null && !context.Caller().May(Scopes.Admin)) return LinkProblems.NotAdmin();
        var (content, problems) = LinkRules.Check(sent, domains, context.Request.Host.Value!, tracking.Track);
        if (problems.Count > 0) return LinkProblems.AgainstRules(problems);

        var (verdict, link) = await links.Add(content, repeat, context.Caller().Id, ct);
        return verdict switch
        {
            LinkVerdict.Created => Made(link!, context.Request.ShortUrls(domains)),
            LinkVerdict.Found =>
                TypedResults.Ok(await Answer(link!, context.Request.ShortUrls(domains), lists, ct)),
            LinkVerdict.Repeated => LinkProblems.Repeated(link!),
            LinkVerdict.ExternalIdTaken => LinkProblems.ExternalIdTaken(link!),
            _ => LinkProblems.SlugTaken(content.Slug!, link!),
        };
    }

    /// <summary>
    /// Makes the link with this external id, or gives it this content: what is left out goes back to its
    /// default, but for the slug.
    /// </summary>
    internal static async Task<Results<Created<LinkAnswer>, Ok<LinkAnswer>, Malformed, Conflicting, Refused, Plain>> Put(
        string externalId, NewLink sent, HttpContext context, Domains domains, TrackingSettings tracking,
        LinkStore links,
        LinkListStore lists, CancellationToken ct)
    {
        // The server leaves an encoded slash in a path as it is.
        var id = externalId.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        if (id.Length == 0) return new Malformed("externalId", "is missing at the end of the address");
        if (sent.ExternalId is not null && sent.ExternalId != id)
        {
            return new Refused("externalId", $"'{sent.ExternalId}' is not the '{id}' of the address.");
        }
        if (sent.Refusals() is { Count: > 0 } later) return LinkProblems.NotYet(later);
        if (sent.CreatedAt is not null && !context.Caller().May(Scopes.Admin)) return LinkProblems.NotAdmin();
        var (content, problems) = LinkRules.Check(
            sent with { ExternalId = id }, domains, context.Request.Host.Value!, tracking.Track);
        if (problems.Count > 0) return LinkProblems.AgainstRules(problems);

        var (verdict, link) = await links.Put(content, context.Caller().Id, ct);
        return verdict switch
        {
            LinkVerdict.Created => Made(link!, context.Request.ShortUrls(domains)),
            LinkVerdict.Kept =>
                TypedResults.Ok(await Answer(link!, context.Request.ShortUrls(domains), lists, ct)),
            LinkVerdict.Fixed => LinkProblems.Fixed(link!),
            LinkVerdict.ExternalIdTaken => LinkProblems.ExternalIdTaken(link!),
            _ => LinkProblems.SlugTaken(content.Slug!, link!),
        };
    }

    internal static async Task<Results<Ok<LinkAnswer>, Missing, Gone>> Show(
        long id, HttpRequest request, Domains domains, LinkStore links, LinkListStore lists,
        CancellationToken ct) =>
        await links.Find(id, ct) switch
        {
            null => LinkProblems.NoLink(id),
            { IsDeleted: true } => LinkProblems.Deleted(id),
            var link => TypedResults.Ok(await Answer(link, request.ShortUrls(domains), lists, ct)),
        };

    /// <summary>Changes the fields that are sent (RFC 7396); null clears one.</summary>
    internal static async Task<Results<Ok<LinkAnswer>, Malformed, Missing, Gone, Conflicting, Refused>> Patch(
        long id, LinkChange sent, HttpContext context, Domains domains, TrackingSettings tracking,
        LinkStore links,
        LinkListStore lists, CancellationToken ct)
    {
        if (sent.Refusals() is { Count: > 0 } later) return LinkProblems.NotYet(later);

        IReadOnlyDictionary<string, string[]> problems = new Dictionary<string, string[]>();
        NewLink? Decide(Link link)
        {
            (var content, problems) = LinkRules.Check(
                sent.On(link), domains, context.Request.Host.Value!, tracking.Track);
            return problems.Count == 0 ? content : null;
        }
        var (verdict, link) = await links.Change(id, Decide, context.Caller().Id, ct);
        return verdict switch
        {
            LinkVerdict.Kept =>
                TypedResults.Ok(await Answer(link!, context.Request.ShortUrls(domains), lists, ct)),
            LinkVerdict.Missing => LinkProblems.NoLink(id),
            LinkVerdict.Deleted => LinkProblems.Deleted(id),
            LinkVerdict.Fixed => LinkProblems.Fixed(link!),
            LinkVerdict.ExternalIdTaken => LinkProblems.ExternalIdTaken(link!),
            _ => LinkProblems.AgainstRules(problems),
        };
    }

    /// <summary>From then on the short link answers 410, for ever; its hits stay.</summary>
    internal static async Task<Results<NoContent, Missing, Gone>> Delete(
        long id, HttpContext context, LinkStore links, CancellationToken ct) =>
        (await links.Delete(id, context.Caller().Id, ct)).Verdict switch
        {
            LinkVerdict.Missing => LinkProblems.NoLink(id),
            LinkVerdict.Deleted => LinkProblems.Deleted(id),
            _ => TypedResults.NoContent(),
        };

    /// <summary>Who changed what, and when; newest first. A deleted link still has its history.</summary>
    internal static async Task<Results<Ok<Page<LinkHistory>>, Malformed, Missing>> History(
        long id, LinkStore links, LinkChangeStore changes, CancellationToken ct, int limit = 50,
        string? cursor = null)
    {
        var list = $"history of link {id}";
        if (!Cursor.TryRead<long>(list, cursor, out var before)) return Malformed.Cursor();
        if (await links.Find(id, ct) is null) return LinkProblems.NoLink(id);

        limit = Math.Clamp(limit, 1, 200);
        var found = await changes.History(id, cursor is null ? null : before, limit + 1, ct);
        var page = found.Take(limit).Select(c => new LinkHistory(
            c.Id, c.At, c.KeyId is { } key ? new LinkAuthor(key, c.KeyName) : null, c.Action, LinkFields.Parse(c.Fields))).ToList();
        return TypedResults.Ok(
            new Page<LinkHistory>(page, found.Count > limit ? Cursor.Write(list, page[^1].Id) : null));
    }

    /// <summary>Addresses as this request may use them.</summary>
    internal static ShortUrls ShortUrls(this HttpRequest request, Domains domains) =>
        new(domains, request.Scheme, request.Host.Value!);

    /// <summary>The word in <c>?ifExists=</c>; null for another.</summary>
    internal static IfExists? Read(string ifExists) => ifExists switch
    {
        "new" => IfExists.New,
        "return" => IfExists.Return,
        "error" => IfExists.Error,
        _ => null,
    };

    private static Created<LinkAnswer> Made(Link link, ShortUrls urls) =>
        TypedResults.Created($"/api/v1/links/{link.Id}", LinkAnswer.Of(link, LinkCounts.None, urls));

    private static async Task<LinkAnswer> Answer(
        Link link, ShortUrls urls, LinkListStore lists, CancellationToken ct) =>
        LinkAnswer.Of(
            link, (await lists.CountsOf([link.Id], ct)).GetValueOrDefault(link.Id, LinkCounts.None), urls);
}
