using System.Data.Common;
using System.Net;
using Shortener.Hits;
using Shortener.Values;
using Shortener.Web;

namespace Shortener.Redirect;

/// <summary>
/// The door of the hot path: what is a short link's address (<see cref="ShortLinks"/>) is answered here, and
/// everything else goes on to the rest of the house. Bare middleware before routing, so that a redirect pays
/// for nothing it does not use.
/// </summary>
internal sealed class RedirectMiddleware(
    RequestDelegate next, VisitReader reader, Redirects redirects, HitQueue queue, Health health,
    TimeProvider clock)
{
    // Browsers keep a permanent redirect anyway; the others must come back to be counted.
    private const string NotStored = "private, no-store";

    public Task Invoke(HttpContext context)
    {
        if (ShortLinks.Of(context.Request.Path.Value ?? "") is not { } link) return next(context);
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            return Follow(context, link);
        }

        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = "GET, HEAD";
        return Task.CompletedTask;
    }

    private async Task Follow(HttpContext context, ShortLink link)
    {
        var request = context.Request;
        var visit = reader.Read(
            clock.GetUtcNow().ToUnixTimeMilliseconds(), request.Method, HostOf(request), link.Slug,
            request.QueryString.Value ?? "", context.Connection.RemoteIpAddress ?? IPAddress.Loopback,
            VisitHeaders.Of(request.Headers), link.Token);

        Redirects.Step step;
        try
        {
            step = await redirects.Follow(visit, Random.Shared.NextInt64(), context.RequestAborted);
        }
        catch (DbException e)
        {
            // Known links are followed from memory; this one has to be read first.
            health.Degraded("links", $"Links that are not in memory cannot be read: {e.Message}");
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "5";
            return;
        }

        await queue.Offer(step.Hit);
        await Answer(context, step.Passage);
    }

    private static Task Answer(HttpContext context, Passage passage)
    {
        if (passage.Location is null)
        {
            return passage.Status == StatusCodes.Status404NotFound
                ? LittlePages.NotFound(context)
                : LittlePages.Ended(context);
        }
        var response = context.Response;
        response.StatusCode = passage.Status;
        response.Headers.Location = passage.Location;
        if (passage.Status is not (
            StatusCodes.Status301MovedPermanently or StatusCodes.Status308PermanentRedirect))
        {
            response.Headers.CacheControl = NotStored;
        }
        response.ContentLength = 0;
        return Task.CompletedTask;
    }

    private static string HostOf(HttpRequest request) => request.Host.Value?.ToLowerInvariant() ?? "";
}
