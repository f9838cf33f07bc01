using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using Shortener.Tests.Support;

namespace Shortener.Tests.Conversions;

/// <summary>A destination site and its visitors, for tests that speak HTTP.</summary>
internal sealed class Site(App app)
{
    public const string Browser =
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15";

    private readonly HttpClient _admin = app.Admin();
    private readonly HttpClient _visitor = app.Anonymous();

    /// <summary>May do everything.</summary>
    public HttpClient Admin => _admin;

    /// <summary>A link that tracks conversions; its id.</summary>
    public async Task<long> Link(string slug, string url = "https://shop.example/", string more = "")
    {
        var made = await _admin.PostJson(
            "/api/v1/links", $$"""{"url":"{{url}}","slug":"{{slug}}","trackConversions":true{{more}}}""");
        Assert.That(made.Status, Is.EqualTo(HttpStatusCode.Created), made.Body?.ToString());
        return made["id"]!.GetValue<long>();
    }

    /// <summary>Where a visitor is sent.</summary>
    public async Task<string> Follow(string target, string userAgent = Browser)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/" + target);
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        using var answer = await _visitor.SendAsync(request);
        return answer.Headers.Location!.OriginalString;
    }

    /// <summary>A click on a link that tracks; the click id that went out.</summary>
    public async Task<string> Click(string target) => IdIn(await Follow(target))!;

    /// <summary>Tells something, with the admin key.</summary>
    public Task<Answer> Tell(string what, string json) => _admin.PostJson($"/api/v1/track/{what}", json);

    /// <summary>Tells something that must be taken; the conversion's id.</summary>
    public async Task<long> Told(string what, string json)
    {
        var answer = await Tell(what, json);
        Assert.That((int)answer.Status, Is.InRange(200, 299), answer.Body?.ToString());
        return answer.Body?["id"]?.GetValue<long>() ?? 0;
    }

    /// <summary>The touches before a conversion: kind and slug.</summary>
    public async Task<string[]> Journey(long conversion)
    {
        var journey = await _admin.GetJson($"/api/v1/conversions/{conversion}/journey");
        return [.. journey["touches"]!.AsArray().Select(
            t => $"{t!["kind"]} {t["link"]?["slug"] ?? t["share"] ?? t["code"]}")];
    }

    public async Task<JsonArray> Conversions(string query = "") =>
        (await _admin.GetJson("/api/v1/conversions" + query))["data"]!.AsArray();

    public static string? IdIn(string url) => HttpUtility.ParseQueryString(new Uri(url).Query)["sc_id"];
}
