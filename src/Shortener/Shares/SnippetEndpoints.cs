using System.Net;
using Shortener.Accounts;
using Shortener.Hits;
using Shortener.Links;
using Shortener.Web;

namespace Shortener.Shares;

/// <summary>
/// The snippet for destination sites, <c>/t.js</c>, and where it mints: <c>/-/t/share</c>, with a publishable
/// key.
/// </summary>
internal static class SnippetEndpoints
{
    private const int MaxWords = 300;
    private const int MaxPage = 2048;

    public static void MapSnippet(this WebApplication app)
    {
        var services = app.Services;
        var door = new PublishableEndpoints(
            services.GetRequiredService<KeyCache>(),
            services.GetRequiredService<ShareSettings>().NetworkPressesPerMinute,
            services.GetRequiredService<TimeProvider>());
        var minting = new Minting(
            services.GetRequiredService<Domains>(), services.GetRequiredService<PressedLinks>(),
            services.GetRequiredService<ShareStore>(),
            services.GetRequiredService<Pressers>(), services.GetRequiredService<PressLimits>(),
            services.GetRequiredService<TrackingSettings>(),
            services.GetRequiredService<HitClassifier>().ClickIds);

        app.MapMethods("/t.js", [HttpMethods.Get, HttpMethods.Head], Send).WithTags("Pages of other sites")
            .Produces<string>(200, "text/javascript").Produces(304);
        door.Map<NewPress>(
            app, "/-/t/share", "Snippet_Press", "A button was pressed on the page: mints its share.",
            minting.Press)
            .Produces<PressAnswer>();
    }

    /// <summary>The script, for any site: what it may do hangs on the key.</summary>
    internal static Task Send(HttpContext context, SnippetScript script)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.ETag = script.Tag;
        response.Headers.CacheControl = "public, max-age=3600, stale-while-revalidate=86400";
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        response.Headers.XContentTypeOptions = "nosniff";
        if (request.Headers.IfNoneMatch.ToString().Contains(script.Tag, StringComparison.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        var isZipped = request.GetTypedHeaders().AcceptEncoding.Any(
            coding => coding.Value == "gzip" && coding.Quality is not 0);
        var body = isZipped ? script.Gzipped : script.Plain;
        if (isZipped) response.Headers.ContentEncoding = "gzip";
        response.ContentType = "text/javascript; charset=utf-8";
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private sealed class Minting(
        Domains domains, PressedLinks links, ShareStore shares, Pressers pressers, PressLimits limits,
        TrackingSettings tracking,
        IReadOnlySet<string> clickIds)
    {
        public async Task<IResult> Press(NewPress press, ApiKey site, HttpContext context)
        {
            var (request, ct) = (context.Request, context.RequestAborted);
            if (ShareButton.Find(press.To) is not { } button)
            {
                return new Refused(
                    "to", $"is none of {string.Join(", ", ShareButton.All.Select(b => b.Key))}");
            }
            if (await links.Find(press, site, domains.Find(request.Host.Value ?? ""), ct) is not { Link: var link } found)
            {
                return new Refused("share", "leads to no link that may be shared from this site: one with snippet: true and a destination there");
            }
            if (Presser(context, link) is not { } presser)
            {
                return new Plain(ProblemKind.Forbidden, "Shares are made by people.");
            }
            if (limits.Take(presser) is { } seconds)
            {
                context.Response.Headers.RetryAfter = $"{seconds}";
                return new Plain(
                    ProblemKind.TooMany, $"That was very often. Try again in {seconds} seconds.");
            }

            var share = await shares.Press(
                link.Id, Minter.Snippet, button, found.Parent, presser.Visitor, ct);
            return TypedResults.Ok(Answer(press, button, link, share.Token, request));
        }

        private PressAnswer Answer(
            NewPress press, ShareButton button, Link link, string token, HttpRequest request)
        {
            var page = press.Page is { Length: <= MaxPage } given
                && IsOf(given, request.Headers.Origin.ToString())
                ? given
                : null;
            var url = SnippetRules.AddressOf(
                link, token, request.ShortUrls(domains).Of(link, token), page, name =>
                    name == tracking.Parameter || clickIds.Contains(name));
            var title = Words(press.Title) ?? link.SharePage?.Title ?? link.Title
                ?? new Uri(link.Url).IdnHost;
            var message = new ShareMessage(title, Words(press.Text) ?? link.SharePage?.Message ?? title, url);
            return new PressAnswer(token, url, message.Title, message.Text, button.Target?.Invoke(message));
        }

        private Hit? Presser(HttpContext context, Link link) => pressers.Of(
            context.Request.Host.Value ?? "", link.Slug, link.Id,
            context.Connection.RemoteIpAddress ?? IPAddress.Loopback,
            VisitHeaders.Of(context.Request.Headers));

        private static bool IsOf(string page, string origin) =>
            Uri.TryCreate(page, UriKind.Absolute, out var uri)
                && uri.GetLeftPart(UriPartial.Authority).Equals(origin, StringComparison.OrdinalIgnoreCase);

        private static string? Words(string? sent) =>
            string.IsNullOrWhiteSpace(sent) ? null : HeaderText.Clean(sent.Trim(), MaxWords);
    }
}
