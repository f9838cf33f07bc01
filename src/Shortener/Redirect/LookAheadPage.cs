using System.Text;
using Shortener.Hits;
using Shortener.Links;
using Shortener.Web;

namespace Shortener.Redirect;

/// <summary><c>/{slug}+</c>: where a link leads, before going there. Looking is no hit.</summary>
internal static class LookAheadPage
{
    public static void MapLookAhead(this IEndpointRouteBuilder app) =>
        app.MapMethods("/{slug}+", [HttpMethods.Get, HttpMethods.Head], Show).WithTags("Redirects")
            .ShowsPage(404, 410);

    /// <summary>
    /// Where a link leads, before going there; through a share (<c>/{slug}.{token}+</c>) to the same place.
    /// </summary>
    internal static async Task Show(
        string slug, HttpContext context, Domains domains, LinkCache links, TimeProvider clock,
        CancellationToken ct)
    {
        // Through a share it leads to the same place; no slug holds a dot.
        if (slug.IndexOf('.', StringComparison.Ordinal) is var dot and > 0) slug = slug[..dot];
        var found = domains.Find(context.Request.Host.Value ?? "") is { } domain
            ? await links.Find(domain, slug, ct)
            : null;
        if (found is null) await LittlePages.NotFound(context);
        else if (Redirects.Closed(found, clock.GetUtcNow().ToUnixTimeMilliseconds()) is { } reason)
        {
            await Closed(context, reason);
        }
        else await Shell.Send(context, 200, Encoding.UTF8.GetBytes(Page(found)));
    }

    private static Task Closed(HttpContext context, OrphanReason reason) =>
        Passage.Refuse(reason, expiredUrl: null).Status == StatusCodes.Status404NotFound
            ? LittlePages.NotFound(context)
            : LittlePages.Ended(context);

    private static string Page(CachedLink found)
    {
        var (link, url) = (found.Link, found.Bare.Tagged.Url);
        var title = link.Title is { } named ? $"<p>{Shell.Text(named)}</p>\n" : "";
        return Shell.Page($"This link leads to {new Uri(url).IdnHost}", $"""
            {title}<p class="soft">The whole address:</p>
            <p><code>{Shell.Text(url)}</code></p>
            <p><a class="go" href="/{Uri.EscapeDataString(link.Slug)}" rel="noreferrer">Go there</a></p>
            """);
    }
}
