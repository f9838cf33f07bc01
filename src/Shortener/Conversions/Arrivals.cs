using Shortener.Accounts;
using Shortener.Hits;
using Shortener.Links;
using Shortener.Shares;

namespace Shortener.Conversions;

/// <summary>Which of the arrivals that pages tell of are arrivals through a share.</summary>
public sealed class Arrivals(ShareStore shares, LinkStore links)
{
    /// <summary>
    /// The visit, without its share where that brought nobody here: where there is none, or it is another
    /// site's, or no person asks, or the one who made it.
    /// </summary>
    /// <param name="site">The key that the page used.</param>
    /// <param name="presser">Who asks, were they to click on the link; null for no person.</param>
    public async Task<ToldVisit> Judge(
        ToldVisit visit, ApiKey site, Func<Link, Hit?> presser, CancellationToken ct)
    {
        if (visit.Share is null) return visit;
        var share = Tokens.Read(visit.Share) is { } id ? await shares.Find(id, ct) : null;
        var link = share is null ? null : await links.Find(share.LinkId, ct);
        var came = link is not null && SnippetRules.IsOnSite(link, site) ? presser(link) : null;
        return came is null || came.Visitor == share!.Visitor
            ? visit with { Share = null }
            : visit with { Landing = new Landing(share.Id, came.Visitor, came.Day) };
    }
}
