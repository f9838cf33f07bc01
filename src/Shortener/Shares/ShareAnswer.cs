using Shortener.Links;

namespace Shortener.Shares;

/// <summary>A share as callers see it; null where nobody said.</summary>
public sealed record ShareAnswer
{
    public required string Token { get; init; }

    /// <summary>What is sent to friends.</summary>
    public required string ShortUrl { get; init; }

    /// <summary>The share page, opened through this share: what is shared from there is its child.</summary>
    public required string ShareUrl { get; init; }

    public required SharedLink Link { get; init; }

    public string? Channel { get; init; }

    public string? App { get; init; }

    /// <summary>Token of the share through which the sharer came; null for the bare link.</summary>
    public string? Parent { get; init; }

    /// <summary>The parent's plus one; 1 for a share made from the bare link.</summary>
    public long Generation { get; init; }

    /// <summary>Id of the advocate it is credited to.</summary>
    public long? Advocate { get; init; }

    public Minter MintedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Of hits through this share itself.</summary>
    public required LinkCounts Counts { get; init; }

    /// <summary>
    /// Arrivals through it that no redirect made, as the snippet tells: addresses that were copied. In none
    /// of the counts.
    /// </summary>
    public long Arrivals { get; init; }

    public static ShareAnswer Of(Share share, Link link, LinkCounts counts, long arrivals, ShortUrls urls) =>
        new()
        {
            Token = share.Token,
            ShortUrl = urls.Of(link, share.Token),
            ShareUrl = urls.SharePage(link, share.Token),
            Link = new SharedLink(link.Id, link.Slug, urls.DomainOf(link)),
            Channel = Known(share.Channel),
            App = Known(share.App),
            Parent = share.ParentId is { } parent ? Tokens.Write(parent) : null,
            Generation = share.Generation,
            Advocate = share.AdvocateId == 0 ? null : share.AdvocateId,
            MintedBy = share.MintedBy,
            CreatedAt = share.CreatedAt,
            Counts = counts,
            Arrivals = arrivals,
        };

    internal static string? Known(string text) => text.Length > 0 ? text : null;
}

/// <summary>The link that is shared.</summary>
public sealed record SharedLink(long Id, string Slug, string Domain);

/// <summary>A share and the shares that were made by those who came through it.</summary>
public sealed record ShareTree
{
    public required string Token { get; init; }

    public string? Channel { get; init; }

    public string? App { get; init; }

    public long Generation { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Of hits through this share itself.</summary>
    public required LinkCounts Counts { get; init; }

    /// <inheritdoc cref="ShareAnswer.Arrivals"/>
    public long Arrivals { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<ShareTree> Children { get; init; }

    /// <summary>
    /// Where there are children that are not shown: the <c>cursor</c> with which <c>GET
    /// /shares/{token}/tree</c>, asked for this share, goes on. Null where all are shown.
    /// </summary>
    public string? More { get; init; }
}

/// <summary>
/// Who passed a link on: the shares that were made from the bare link, and those below them.
/// </summary>
/// <param name="Children">Of generation 1, oldest first.</param>
/// <param name="More">
/// Where there are more of them: the <c>cursor</c> with which <c>GET /links/{id}/shares/tree</c> goes on.
/// Null where all are shown.
/// </param>
public sealed record LinkTree(SharedLink Link, IReadOnlyList<ShareTree> Children, string? More);
