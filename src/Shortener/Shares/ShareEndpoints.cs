using Microsoft.AspNetCore.Http.HttpResults;
using Shortener.Accounts;
using Shortener.Channels;
using Shortener.Links;
using Shortener.Values;
using Shortener.Web;

namespace Shortener.Shares;

/// <summary>The JSON door of this room: /api/v1/links/{id}/shares and /api/v1/shares.</summary>
internal static class ShareEndpoints
{
    private const int DeepestTree = 20;
    private const int LargestTree = 1_000;

    public static void MapShares(this IEndpointRouteBuilder api)
    {
        var ofLink =
            api.MapGroup("/links/{id:long}/shares").WithTags("Shares").RequireScope(Scopes.LinksRead);
        ofLink.MapGet("/", Page);
        ofLink.MapGet("/tree", TreeOfLink);
        ofLink.MapPost("/", Mint).RequireScope(Scopes.LinksWrite).CountCreations();

        var shares = api.MapGroup("/shares").WithTags("Shares").RequireScope(Scopes.LinksRead);
        shares.MapGet("/{token}", Show);
        shares.MapGet("/{token}/tree", Tree);
    }

    /// <summary>The shares of a link, newest first.</summary>
    internal static async Task<Results<Ok<Page<ShareAnswer>>, Malformed, Missing>> Page(
        long id, HttpRequest request, Domains domains, LinkStore links, ShareListStore lists,
        CancellationToken ct,
        int limit = 50, string? cursor = null)
    {
        var list = $"shares of link {id}";
        if (!Cursor.TryRead<ShareKey>(list, cursor, out var after)) return Malformed.Cursor();
        if (await links.Find(id, ct) is not { } link) return NoLink(id);

        limit = Math.Clamp(limit, 1, 200);
        var found = await lists.OfLinkAfter(id, after, limit + 1, ct);
        var page = found.Take(limit).ToList();
        var counts = await lists.CountsOf(page.Select(s => s.Id), ct);
        var arrivals = await lists.ArrivalsOf(page.Select(s => s.Id), ct);
        var urls = request.ShortUrls(domains);
        return TypedResults.Ok(new Page<ShareAnswer>(
            [.. page.Select(s => ShareAnswer.Of(
                s, link, counts.GetValueOrDefault(s.Id, LinkCounts.None), arrivals.GetValueOrDefault(s.Id),
                urls))],
            found.Count > limit ? Cursor.Write(list, ShareKey.Of(page[^1])) : null));
    }

    /// <summary>Makes a share of a link.</summary>
    internal static async Task<Results<Created<ShareAnswer>, Malformed, Results<Missing, Gone>, Conflicting, Refused, Plain>> Mint(
        long id, NewShare sent, HttpContext context, Domains domains, LinkStore links, ShareStore shares,
        Classifier names, TimeProvider clock, CancellationToken ct)
    {
        if (sent.Advocate is not null)
        {
            return new Malformed("advocate", "Shortener does not know advocates yet; leave advocate out.");
        }
        if (sent.CreatedAt is not null && !context.Caller().May(Scopes.Admin)) return NotAdmin();
        if (await links.Find(id, ct) is not { IsDeleted: false } link) return await NotThere(id, links, ct);

        var parent = sent.Parent is { } token ? await Find(token, shares, ct) : null;
        var (draft, problems) = ShareRules.Check(sent, link, parent, names, clock.GetUtcNow());
        if (problems.Count > 0)
        {
            return new Refused(string.Join(' ', problems.SelectMany(p => p.Value)), problems);
        }

        if (await shares.Mint(draft, ct) is not { } share)
        {
            return new Conflicting("token", $"'{sent.Token}' is taken by another share.");
        }
        return TypedResults.Created(
            $"/api/v1/shares/{share.Token}", ShareAnswer.Of(
                share, link, LinkCounts.None, arrivals: 0, context.Request.ShortUrls(domains)));
    }

    /// <summary>One share, and what came through it.</summary>
    internal static async Task<Results<Ok<ShareAnswer>, Missing>> Show(
        string token, HttpRequest request, Domains domains, LinkStore links, ShareStore shares,
        ShareListStore lists,
        CancellationToken ct)
    {
        if (await Find(token, shares, ct) is not { } share) return NoShare(token);
        var link = (await links.Find(share.LinkId, ct))!;
        var counts = await lists.CountsOf([share.Id], ct);
        var arrivals = await lists.ArrivalsOf([share.Id], ct);
        return TypedResults.Ok(ShareAnswer.Of(
            share, link, counts.GetValueOrDefault(share.Id, LinkCounts.None), arrivals.GetValueOrDefault(share.Id), request.ShortUrls(domains)));
    }

    /// <summary>
    /// The shares that were made by those who came through this one, by those who came through these, and so
    /// on; level by level, oldest first. A share with <c>more</c> has children that are not shown.
    /// </summary>
    /// <param name="depth">How many levels, 0 to 20.</param>
    /// <param name="limit">How many shares below this one, 1 to 1000.</param>
    /// <param name="cursor">
    /// <c>more</c> of this share in an earlier answer: goes on with its next children.
    /// </param>
    internal static async Task<Results<Ok<ShareTree>, Malformed, Missing>> Tree(
        string token, ShareStore shares, ShareTreeStore trees, CancellationToken ct,
        int depth = 3, int limit = 100, string? cursor = null)
    {
        if (await Find(token, shares, ct) is not { } root) return NoShare(token);
        if (!Cursor.TryRead<ShareKey>(ShareTreeStore.ListOf(root), cursor, out var after))
        {
            return Malformed.Cursor();
        }

        return TypedResults.Ok(await trees.Below(root, SizeOf(after, depth, limit), ct));
    }

    /// <summary>
    /// The shares that were made from the bare link, by those who came through these, and so on; level by
    /// level, oldest first. A share with <c>more</c> has children that are not shown: ask for its own tree.
    /// </summary>
    /// <param name="depth">How many levels, 0 to 20.</param>
    /// <param name="limit">How many shares, 1 to 1000.</param>
    /// <param name="cursor">
    /// <c>more</c> of the link in an earlier answer: goes on with the next shares of the bare link.
    /// </param>
    internal static async Task<Results<Ok<LinkTree>, Malformed, Missing>> TreeOfLink(
        long id, HttpRequest request, Domains domains, LinkStore links, ShareTreeStore trees,
        CancellationToken ct,
        int depth = 3, int limit = 100, string? cursor = null)
    {
        if (!Cursor.TryRead<ShareKey>(ShareTreeStore.ListOf(id), cursor, out var after))
        {
            return Malformed.Cursor();
        }
        if (await links.Find(id, ct) is not { } link) return NoLink(id);

        var shared = new SharedLink(link.Id, link.Slug, request.ShortUrls(domains).DomainOf(link));
        return TypedResults.Ok(await trees.Below(shared, SizeOf(after, depth, limit), ct));
    }

    private static TreeSize SizeOf(ShareKey? after, int depth, int limit) =>
        new(after, Math.Clamp(depth, 0, DeepestTree), Math.Clamp(limit, 1, LargestTree));

    private static async Task<Share?> Find(string token, ShareStore shares, CancellationToken ct) =>
        Tokens.Read(token) is { } id ? await shares.Find(id, ct) : null;

    private static async Task<Results<Missing, Gone>> NotThere(
        long id, LinkStore links, CancellationToken ct) =>
        await links.Find(id, ct) is null
            ? NoLink(id)
            : new Gone($"Link {id} was deleted; nobody can be sent there.");

    private static Missing NoLink(long id) => new($"There is no link {id}.");

    private static Missing NoShare(string token) => new($"There is no share '{token}'.");

    private static Plain NotAdmin() => new(
        ProblemKind.Forbidden,
        "createdAt is for imports and needs a key with the scope admin. Leave it out, and the share is made now.",
        new Dictionary<string, string[]> { ["createdAt"] = ["Only a key with the scope admin may set it."] });
}
