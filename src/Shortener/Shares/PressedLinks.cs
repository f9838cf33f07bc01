using Shortener.Accounts;
using Shortener.Hits;
using Shortener.Links;

namespace Shortener.Shares;

/// <summary>
/// A link that a page may share, and the share through which its visitor came; null for the bare link.
/// </summary>
public sealed record PressedLink(Link Link, Share? Parent);

/// <summary>
/// Which link a press on a destination's page shares: the one its visitor came by, else the one the page
/// names.
/// </summary>
public sealed class PressedLinks(LinkStore links, ShareStore shares, ClickIds clickIds, OpenLinks open)
{
    /// <summary>The link; null where it is none of this site's, or over.</summary>
    /// <param name="site">The key that the page used.</param>
    /// <param name="domain">As stored; null for a Host that is none of ours.</param>
    public async Task<PressedLink?> Find(NewPress press, ApiKey site, string? domain, CancellationToken ct) =>
        await Through(press.Share, site, ct) ?? await By(press.ClickId, site, ct)
            ?? await Named(press.Link, site, domain, ct);

    private async Task<PressedLink?> Through(string? token, ApiKey site, CancellationToken ct) =>
        token is not null && Tokens.Read(token) is { } id && await shares.Find(id, ct) is { } share
            ? await Of(await links.Find(share.LinkId, ct), share, site, ct)
            : null;

    private async Task<PressedLink?> By(string? clickId, ApiKey site, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(clickId)
            || await shares.CameBy(clickIds.HashOf(clickId), ct) is not { } click)
        {
            return null;
        }
        var share = click.ShareId == 0 ? null : await shares.Find(click.ShareId, ct);
        return await Of(await links.Find(click.LinkId, ct), share, site, ct);
    }

    private async Task<PressedLink?> Named(string? slug, ApiKey site, string? domain, CancellationToken ct) =>
        string.IsNullOrEmpty(slug) || domain is null
            ? null
            : await Of(await links.Find(domain, slug, ct), null, site, ct);

    private async Task<PressedLink?> Of(Link? link, Share? parent, ApiKey site, CancellationToken ct) =>
        link is not null && SnippetRules.IsOnSite(link, site)
        && !open.IsToCome(link) && !await open.HasEnded(link, ct)
            ? new PressedLink(link, parent)
            : null;
}
