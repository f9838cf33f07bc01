using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Shortener.Values;
using Shortener.Web;

namespace Shortener.Accounts;

/// <summary>
/// The door for pages of other sites: <c>/-/t/*</c>, with a publishable key (<c>?key=pk_…</c>) that names the
/// page's site. What comes through it counts as a browser's word: anybody may have written it.
/// </summary>
/// <remarks>
/// The key stands in the query and the body's type does not matter, so that a browser asks no permission
/// first (<c>navigator.sendBeacon</c>); a page that sends JSON as JSON gets that permission, too.
/// </remarks>
/// <param name="callsPerMinute">That one network (/24, /48) may make; 0 is off.</param>
public sealed class PublishableEndpoints(KeyCache keys, int callsPerMinute, TimeProvider clock)
{
    private const int MaxBody = 8 * 1024;

    private readonly MinuteLimit _calls = new(callsPerMinute, clock);

    /// <summary>Answers a browser that asks whether a page of this site may send what it wants to.</summary>
    public async Task Permit(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status204NoContent;
        response.Headers.Vary = "Origin";
        if (context.Request.Headers.Origin is not [{ } origin]
            || !await keys.IsKnown(origin, context.RequestAborted))
        {
            return;
        }
        response.Headers.AccessControlAllowOrigin = origin;
        response.Headers.AccessControlAllowMethods = "POST";
        response.Headers.AccessControlAllowHeaders = "Content-Type";
        response.Headers.AccessControlMaxAge = "600";
    }

    /// <summary>Maps what reads a call of the key's site and answers it, or says why not.</summary>
    /// <param name="name">Of the operation in the API's description.</param>
    public RouteHandlerBuilder Map<T>(
        IEndpointRouteBuilder routes, string pattern, string name, string summary,
        Func<T, ApiKey, HttpContext, Task<IResult>> answer)
        where T : class
    {
        Delegate read = Task (HttpContext context) => Answer(context, answer);
        return routes.MapPost(pattern, read).WithTags("Pages of other sites").WithName(name)
            .WithSummary(summary)
            .TakesJson<T>().Refuses(401, 403, 422, 429)
            .TakesQuery([("key", "A publishable key (`pk_…`); the page's `Origin` must be one of its own.")]);
    }

    private async Task Answer<T>(HttpContext context, Func<T, ApiKey, HttpContext, Task<IResult>> answer) where T : class
    {
        context.Response.Headers.CacheControl = "private, no-store";
        context.Response.Headers.Vary = "Origin";
        var (key, refusal) = await Enter(context);
        if (key is null)
        {
            await refusal!.ExecuteAsync(context);
            return;
        }
        var (sent, unreadable) = await Read<T>(context.Request);
        await (sent is null ? unreadable! : await answer(sent, key, context)).ExecuteAsync(context);
    }

    private async ValueTask<(ApiKey? Key, Problem? Refusal)> Enter(HttpContext context)
    {
        var request = context.Request;
        if (!_calls.Take(Networks.NumberOf(context.Connection.RemoteIpAddress)))
        {
            context.Response.Headers.RetryAfter = new StringValues($"{_calls.SecondsLeft()}");
            return (null, new Plain(
                ProblemKind.TooMany, "Too much was told from this network. Try again in a minute."));
        }
        if (request.Query["key"] is not [{ Length: > 0 and <= 200 } given] || await keys.Find(given, context.RequestAborted) is not { } key
            || !key.Scopes.Contains(Scopes.TrackWrite))
        {
            return (null, new Plain(
                ProblemKind.Unauthorized, $"A publishable key is needed: {request.Path}?key=pk_…."));
        }
        if (request.Headers.Origin is not [{ } origin] || !key.IsFor(origin))
        {
            return (null, new Plain(
                ProblemKind.Forbidden,
                "The key does not belong to this site. Make one that names it in its origins."));
        }
        context.Response.Headers.AccessControlAllowOrigin = origin;
        return (key, null);
    }

    private static async Task<(T? Sent, Problem? Unreadable)> Read<T>(HttpRequest request) where T : class
    {
        var body = new byte[MaxBody + 1];
        var length = await request.Body.ReadAtLeastAsync(
            body, body.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        if (length > MaxBody)
        {
            return (null, new Plain(ProblemKind.TooLarge, $"The body is larger than {MaxBody} bytes."));
        }
        try
        {
            return JsonSerializer.Deserialize<T>(body.AsSpan(0, length), JsonForm.Options) is { } sent
                ? (sent, null)
                : (null, new Malformed("The body must be an object."));
        }
        catch (JsonException e)
        {
            return (null, BadRequests.OfJson(e, typeof(T), JsonForm.Options));
        }
    }
}
