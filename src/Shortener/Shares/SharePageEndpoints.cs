using System.Net;
using Shortener.Hits;
using Shortener.Links;
using Shortener.Web;

namespace Shortener.Shares;

/// <summary>
/// The public door of this room: <c>/-/share/{slug}</c> and <c>/-/share/{slug}.{token}</c>.
/// </summary>
internal static class SharePageEndpoints
{
    public static void MapSharePages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/-/share").WithTags("Share pages");

        pages.MapMethods("/{name}", [HttpMethods.Get, HttpMethods.Head], Show).ShowsPage(404, 410);
        pages.MapPost("/{name}", Press).TakesForm("to", "The button: whatsapp, native, copy …")
            .ShowsPage(400, 403, 404, 410, 429)
            .Produces<ShareMessage>().Produces(StatusCodes.Status303SeeOther);
    }

    /// <summary>Shows the page. Looking at it mints nothing.</summary>
    /// <param name="name">A slug, or <c>slug.token</c> for who came through a share.</param>
    internal static async Task Show(
        string name, HttpContext context, Domains domains, LinkStore links, OpenLinks open,
        ShareStore shares, CancellationToken ct)
    {
        if (await Find(name, context, domains, links, open, shares, ct) is not { } found) return;
        await found.Page.Send(context);
    }

    /// <summary>
    /// A button was pressed: mints its share, or finds the one of the first press, and goes to the app with
    /// it. A script that asks for JSON gets the link itself.
    /// </summary>
    internal static async Task Press(
        string name, HttpContext context, Domains domains, LinkStore links, OpenLinks open,
        ShareStore shares, Pressers pressers, PressLimits limits, CancellationToken ct)
    {
        if (await Find(name, context, domains, links, open, shares, ct) is not { } found) return;
        var (link, parent, page) = found;
        var words = WordsOf(context);
        if (!IsOwnForm(context.Request))
        {
            await page.Refuse(context, StatusCodes.Status403Forbidden, words.NotFromHere, words.OpenAgain);
            return;
        }
        var request = context.Request;
        var presser = pressers.Of(
            request.Host.Value ?? "", link.Slug, link.Id,
            context.Connection.RemoteIpAddress ?? IPAddress.Loopback,
            VisitHeaders.Of(request.Headers));
        if (presser is null)
        {
            await page.RefuseMachine(context);
            return;
        }
        if (limits.Take(presser) is { } seconds)
        {
            context.Response.Headers.RetryAfter = $"{seconds}";
            await page.Refuse(
                context, StatusCodes.Status429TooManyRequests, words.TooMany, words.WaitAMinute);
            return;
        }
        if (page.Find((await FormOf(context.Request, ct))["to"]) is not { } button)
        {
            await page.Refuse(context, StatusCodes.Status400BadRequest, words.NotFromHere, words.OpenAgain);
            return;
        }

        var share = await shares.Press(link.Id, Minter.Page, button, parent, presser.Visitor, ct);
        await Answer(context, page, button, page.Message(share));
    }

    private static Task Answer(HttpContext context, SharePage page, ShareButton button, ShareMessage message)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        if (context.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal))
        {
            return context.Response.WriteAsJsonAsync(message, context.RequestAborted);
        }
        if (button.Target is null) return page.SendLink(context, message);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = button.Target(message);
        return Task.CompletedTask;
    }

    private sealed record Found(Link Link, Share? Parent, SharePage Page);

    /// <summary>
    /// The link, the share one came through, and the page; null where a page that says why there is none was
    /// sent.
    /// </summary>
    private static async Task<Found?> Find(
        string name, HttpContext context, Domains domains, LinkStore links, OpenLinks open,
        ShareStore shares, CancellationToken ct)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var slug = dot < 0 ? name : name[..dot];
        var link = domains.Find(context.Request.Host.Value ?? "") is { } domain
            ? await links.Find(domain, slug, ct)
            : null;
        if (link is null || open.IsToCome(link))
        {
            await LittlePages.NotFound(context);
            return null;
        }
        if (link.Archived || await open.HasEnded(link, ct))
        {
            await LittlePages.Ended(context);
            return null;
        }

        // A token that is none of this link's begins no chain.
        var parent = dot >= 0 && Tokens.Read(name.AsSpan(dot + 1)) is { } id
            ? await shares.Find(id, ct)
            : null;
        if (parent?.LinkId != link.Id) parent = null;
        var urls = new ShortUrls(domains, context.Request.Scheme, context.Request.Host.Value!);
        return new Found(link, parent, new SharePage(link, parent?.Token, urls, WordsOf(context)));
    }

    private static ShareWords WordsOf(HttpContext context) =>
        ShareWords.For(context.Request.Headers.AcceptLanguage);

    /// <summary>
    /// The form was sent from this very page. There is no cookie that somebody could misuse, but nobody shall
    /// mint in another's name either. Browsers that send neither header are older than the web's share
    /// sheets.
    /// </summary>
    private static bool IsOwnForm(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
        {
            return site is "same-origin";
        }
        return Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin)
            && origin.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<IFormCollection> FormOf(HttpRequest request, CancellationToken ct)
    {
        try
        {
            return request.HasFormContentType ? await request.ReadFormAsync(ct) : FormCollection.Empty;
        }
        // Without a boundary, cut off, of a thousand fields, in UTF-7: our page sends none of these.
        catch (Exception e) when (e is InvalidDataException or NotSupportedException
            || e is IOException and not BadHttpRequestException)
        {
            return FormCollection.Empty;
        }
    }
}
