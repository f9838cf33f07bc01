using System.Net;
using Shortener.Accounts;
using Shortener.Hits;
using Shortener.Shares;
using Shortener.Web;

namespace Shortener.Conversions;

/// <summary>
/// Where pages of destination sites tell what happened there: /-/t/visit, lead and sale, with a publishable
/// key. Nothing can be read here.
/// </summary>
internal static class BrowserEndpoints
{
    public static void MapBrowserTracking(this WebApplication app)
    {
        var services = app.Services;
        var told = new Telling(
            services.GetRequiredService<IdHashes>(), services.GetRequiredService<ConversionSettings>(),
            services.GetRequiredService<ConversionStore>(), services.GetRequiredService<Arrivals>(),
            services.GetRequiredService<Pressers>(), services.GetRequiredService<TimeProvider>());
        var door = new PublishableEndpoints(
            services.GetRequiredService<KeyCache>(),
            services.GetRequiredService<ConversionSettings>().BrowserCallsPerMinute,
            services.GetRequiredService<TimeProvider>());
        var browser = app.MapGroup("/-/t");

        door.Map<NewArrival>(
            browser, "/visit", "Browser_Visit", "This arrival is this visitor: the page was opened.",
            told.Visit)
            .Produces(204);
        door.Map<NewLead>(browser, "/lead", "Browser_Lead", "Somebody took a step that costs nothing.",
            (sent, _, _) => told.Keep(rules => rules.Check(sent), "eventId")).Produces(204).Refuses(409);
        door.Map<NewSale>(browser, "/sale", "Browser_Sale", "Somebody paid. Amounts are in minor units.",
            (sent, _, _) => told.Keep(rules => rules.Check(sent), "invoiceId")).Produces(204).Refuses(409);
        browser.MapMethods(
            "/{what}", [HttpMethods.Options], (string what, HttpContext context) => door.Permit(context))
            .WithTags("Pages of other sites").WithName("Browser_Permit")
            .WithSummary("What a browser asks before a page sends JSON as JSON: whether it may.")
            .Produces(204);
    }

    private sealed class Telling(
        IdHashes hashes, ConversionSettings settings, ConversionStore store, Arrivals arrivals,
        Pressers pressers, TimeProvider clock)
    {
        public async Task<IResult> Visit(NewArrival sent, ApiKey site, HttpContext context)
        {
            var (visit, problems) = Rules().Check(sent);
            if (visit is null) return TrackProblems.AgainstRules(problems);
            var request = context.Request;
            visit = await arrivals.Judge(visit, site, link => pressers.Of(
                request.Host.Value ?? "", link.Slug, link.Id,
                context.Connection.RemoteIpAddress ?? IPAddress.Loopback,
                VisitHeaders.Of(request.Headers)), context.RequestAborted);
            if (visit.TellsSomething) await store.Take(visit);
            return TypedResults.NoContent();
        }

        /// <param name="id">The field that a repetition is known by.</param>
        public async Task<IResult> Keep(Func<TrackRules, Checked<Told>> check, string id)
        {
            var (told, problems) = check(Rules());
            if (told is null) return TrackProblems.AgainstRules(problems);
            return TrackProblems.Of((await store.Take(told)).Verdict, id) is { } conflict
                ? conflict
                : TypedResults.NoContent();
        }

        private TrackRules Rules() => new(hashes, settings, clock.GetUtcNow(), ConversionSource.Browser);
    }
}
