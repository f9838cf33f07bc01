using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Shortener.Accounts;
using Shortener.Channels;
using Shortener.Web;

namespace Shortener.Hits;

/// <summary>
/// /api/v1/signals/explain: what a request would be, and why. For support, for tests, for the curious.
/// </summary>
internal static class SignalEndpoints
{
    private const string HeaderPrefix = "header.";

    public static void MapSignals(this IEndpointRouteBuilder api)
    {
        var signals = api.MapGroup("/signals").WithTags("Signals").RequireScope(Scopes.ReportsRead);

        signals.MapGet("/explain", Explain).WithMetadata(new KnownPrefix(HeaderPrefix));
    }

    /// <summary>The answer: the hit's words, null where unknown, and the steps that led to them.</summary>
    internal sealed record Explained(
        HitKind Kind, HitTrigger Trigger, string? Channel, string? App, string Evidence, double Confidence,
        bool Dark,
        string? Browser, string? Os, string? Device, string? InApp, string? Bot, string? Language,
        string? Referrer,
        IReadOnlyList<AppliedRule> Rules);

    /// <summary>
    /// Classifies an invented request. Any header may be given as <c>header.NAME=value</c>
    /// (<c>header.sec-fetch-site=none</c>).
    /// </summary>
    /// <param name="ua">User-Agent.</param>
    /// <param name="referrer">Referer: an address, or <c>android-app://package/</c>.</param>
    /// <param name="query">The query of the short link, with or without its question mark.</param>
    /// <param name="method">GET or HEAD.</param>
    /// <param name="linkUtmSource"><c>utm_source</c> stored on the link.</param>
    /// <param name="linkUtmMedium"><c>utm_medium</c> stored on the link.</param>
    internal static Results<Ok<Explained>, Malformed> Explain(
        HttpRequest request, VisitReader reader, Classifier classifier, TimeProvider clock,
        string? ua = null, string? referrer = null, string? query = null, string method = "GET",
        string? linkUtmSource = null, string? linkUtmMedium = null)
    {
        if (method is not ("GET" or "HEAD"))
        {
            return new Malformed("method", "Only GET and HEAD requests are hits.");
        }

        var headers = new VisitHeaders();
        foreach (var (name, value) in request.Query)
        {
            if (name.StartsWith(HeaderPrefix, StringComparison.OrdinalIgnoreCase))
            {
                headers.Take(name[HeaderPrefix.Length..], value);
            }
        }
        if (ua is not null) headers.Take("user-agent", ua);
        if (referrer is not null) headers.Take("referer", referrer);
        var visit = reader.Read(
            clock.GetUtcNow().ToUnixTimeMilliseconds(), method, host: "", slug: "",
            '?' + query?.TrimStart('?'), IPAddress.Loopback, in headers);
        var (answer, rules) = classifier.Explain(new VisitFacts(
            visit.UserAgent, visit.Referrer, visit.Signals, visit.Trigger, new LinkOrigin(
                linkUtmSource, linkUtmMedium)));
        var (client, origin) = (answer.Client, answer.Origin);
        return TypedResults.Ok(new Explained(
            answer.Kind, visit.Trigger, origin.Channel, origin.App, origin.Evidence, origin.Confidence,
            origin.Dark,
            client.Browser, client.Os, client.Device, client.InApp, client.Bot, visit.Signals.Language, visit.Referrer, rules));
    }
}
