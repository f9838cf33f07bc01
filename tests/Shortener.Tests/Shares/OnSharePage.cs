using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Shares;

/// <summary>A link with a share page, and people who look at it and press its buttons.</summary>
public abstract class OnSharePage(Engine engine) : OnApp(engine)
{
    protected const string Phone =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
    protected const string Firefox =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";

    protected override StoppedClock Clock { get; } = new(
        new DateTimeOffset(2026, 3, 14, 9, 0, 0, TimeSpan.Zero));

    /// <summary>Makes the link <c>spring</c>.</summary>
    /// <param name="share">Its <c>share</c>, as JSON.</param>
    protected Task Link(string share = "null") =>
        Make($$"""{"slug":"spring","url":"https://shop.example/","title":"Spring","share":{{share}}}""");

    protected async Task Make(string link)
    {
        using var admin = App.Admin();
        var made = await admin.PostJson("/api/v1/links", link);
        Assert.That(made.Status, Is.EqualTo(HttpStatusCode.Created), made.Body?.ToJsonString());
    }

    protected async Task<List<JsonNode>> SharesOf(long link = 1)
    {
        using var admin = App.Admin();
        return [.. (await admin.GetJson($"/api/v1/links/{link}/shares"))["data"]!.AsArray().Select(
            share => share!)];
    }

    protected async Task<string> Page(string name, string? language = null)
    {
        using var client = App.Anonymous();
        if (language is not null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", language);
        }
        return await client.GetStringAsync($"/-/share/{name}");
    }

    protected Task<HttpResponseMessage> Press(
        string name, string key, string userAgent = Phone, string? site = "same-origin",
        string? origin = null, string? accept = null) =>
        Send(name, $"to={key}", userAgent, site, origin, accept);

    protected async Task<HttpResponseMessage> Send(
        string name, string body, string userAgent = Phone, string? site = "same-origin",
        string? origin = null, string? accept = null,
        string contentType = "application/x-www-form-urlencoded; charset=utf-8")
    {
        using var client = App.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/-/share/{name}");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        void Header(string header, string? value)
        {
            if (!string.IsNullOrEmpty(value)) request.Headers.TryAddWithoutValidation(header, value);
        }

        Header("User-Agent", userAgent);
        Header("Sec-Fetch-Site", site);
        Header("Origin", origin);
        Header("Accept", accept);
        // As a browser says of a script's call; of a form it says what it says of any visit.
        if (accept is not null)
        {
            Header("Sec-Fetch-Mode", "cors");
            Header("Sec-Fetch-Dest", "empty");
        }
        return await client.SendAsync(request);
    }
}
