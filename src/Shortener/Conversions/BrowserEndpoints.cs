using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Shortener.Accounts;
using Shortener.Values;
using Shortener.Web;

namespace Shortener.Conversions;

/// <summary>
/// Where pages of destination sites tell what happened there: /-/t/*, with a publishable key (<c>?key=pk_…</c>). Nothing can
/// be read here, and what is told counts as a browser's word: anybody may have written it.
/// </summary>
/// <remarks>
/// The key stands in the query and the body's type does not matter, so that a browser asks no permission first
/// (<c>navigator.sendBeacon</c>); a page that sends JSON as JSON gets that permission, too.
/// </remarks>
internal static class BrowserEndpoints
{
    private const int MaxBody = 8 * 1024;

    public static void MapBrowserTracking(this WebApplication app)
    {
        var services = app.Services;
        var door = new Door(
            services.GetRequiredService<KeyCache>(), services.GetRequiredService<IdHashes>(), services.GetRequiredService<ConversionSettings>(),
            services.GetRequiredService<ConversionStore>(), services.GetRequiredService<TimeProvider>());
        var browser = app.MapGroup("/-/t").ExcludeFromDescription();

        browser.MapPost("/visit", door.Takes<NewVisit>(async (sent, rules, store) =>
        {
            var (visit, problems) = rules.Check(sent);
            if (visit is null) return TrackProblems.AgainstRules(problems);
            await store.Take(visit);
            return null;
        }));
        browser.MapPost("/lead", door.Takes<NewLead>((sent, rules, store) => Keep(rules.Check(sent), "eventId", store)));
        browser.MapPost("/sale", door.Takes<NewSale>((sent, rules, store) => Keep(rules.Check(sent), "invoiceId", store)));
        browser.MapMethods("/{what}", [HttpMethods.Options], door.Permit);
    }

    private static async Task<Problem?> Keep(Checked<Told> sent, string id, ConversionStore store) =>
        sent.Statement is { } told ? TrackProblems.Of((await store.Take(told)).Verdict, id) : TrackProblems.AgainstRules(sent.Problems);

    private sealed class Door(
        KeyCache keys, IdHashes hashes, ConversionSettings settings, ConversionStore store, TimeProvider clock)
    {
        private readonly MinuteLimit _calls = new(settings.BrowserCallsPerMinute, clock);

        /// <summary>Answers a browser that asks whether a page of this site may send what it wants to.</summary>
        public async Task Permit(HttpContext context)
        {
            var response = context.Response;
            response.StatusCode = StatusCodes.Status204NoContent;
            response.Headers.Vary = "Origin";
            if (context.Request.Headers.Origin is not [{ } origin] || !await keys.IsKnown(origin, context.RequestAborted)) return;
            response.Headers.AccessControlAllowOrigin = origin;
            response.Headers.AccessControlAllowMethods = "POST";
            response.Headers.AccessControlAllowHeaders = "Content-Type";
            response.Headers.AccessControlMaxAge = "600";
        }

        /// <summary>What reads a statement and takes it, or answers why not.</summary>
        public RequestDelegate Takes<T>(Func<T, TrackRules, ConversionStore, Task<Problem?>> take) where T : class =>
            context => Take(context, take);

        private async Task Take<T>(HttpContext context, Func<T, TrackRules, ConversionStore, Task<Problem?>> take) where T : class
        {
            context.Response.Headers.CacheControl = "private, no-store";
            context.Response.Headers.Vary = "Origin";
            if (await Refusal(context) is { } refusal)
            {
                await refusal.ExecuteAsync(context);
                return;
            }
            var (sent, unreadable) = await Read<T>(context.Request);
            if (unreadable is not null)
            {
                await unreadable.ExecuteAsync(context);
                return;
            }
            var rules = new TrackRules(hashes, settings, clock.GetUtcNow(), ConversionSource.Browser);
            if (await take(sent!, rules, store) is { } problem) await problem.ExecuteAsync(context);
            else context.Response.StatusCode = StatusCodes.Status204NoContent;
        }

        private async ValueTask<Problem?> Refusal(HttpContext context)
        {
            var request = context.Request;
            if (!_calls.Take(Networks.NumberOf(context.Connection.RemoteIpAddress)))
            {
                context.Response.Headers.RetryAfter = new StringValues($"{_calls.SecondsLeft()}");
                return new Plain(ProblemKind.TooMany, "Too much was told from this network. Try again in a minute.");
            }
            if (request.Query["key"] is not [{ Length: > 0 and <= 200 } given] || await keys.Find(given, context.RequestAborted) is not { } key
                || !key.Scopes.Contains(Scopes.TrackWrite))
            {
                return new Plain(ProblemKind.Unauthorized, "A publishable key is needed: /-/t/visit?key=pk_….");
            }
            if (request.Headers.Origin is not [{ } origin] || !key.IsFor(origin))
            {
                return new Plain(ProblemKind.Forbidden, "The key does not belong to this site. Make one that names it in its origins.");
            }
            context.Response.Headers.AccessControlAllowOrigin = origin;
            return null;
        }

        private static async Task<(T? Sent, Problem? Unreadable)> Read<T>(HttpRequest request) where T : class
        {
            var body = new byte[MaxBody + 1];
            var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
            if (length > MaxBody) return (null, new Plain(ProblemKind.TooLarge, $"The body is larger than {MaxBody} bytes."));
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
}
