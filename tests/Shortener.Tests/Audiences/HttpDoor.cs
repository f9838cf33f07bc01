using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shortener.Channels;
using Shortener.Hits;
using Shortener.Reports;
using Shortener.Shares;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Audiences;

/// <summary>
/// Plays a world through the program's own door: links and keys are made by the API, everybody comes through
/// a proxy with the headers that apps and browsers send, shares are made by the buttons of the share page,
/// pages of the destination tell who arrived, and the clock goes along. Then it asks for the reports.
/// </summary>
internal sealed partial class HttpDoor : IDisposable
{
    private const string Host = "go.example";
    private const string Shop = "https://shop.example";
    private const int SecondsPerDay = 24 * 60 * 60;

    // So many of the share links' readers copy the destination's address on: one in seven.
    private const int CopiedEvery = 7;

    // Networks of those who make shares, and of those who come by a copied address: others than those of the
    // taps.
    private const int Makers = 1_000_000;
    private const int Copiers = 1_050_000;

    // Who makes shares, and who comes by copied addresses.
    private static readonly Headers Reader = new(
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36", FetchSite: "none");

    private readonly App _app;
    private readonly StoppedClock _clock;
    private readonly Audience _audience;
    private readonly HttpClient _marketer;
    private readonly HttpClient _people;
    private readonly Dictionary<int, string> _tokens = [];
    private readonly List<long> _links = [];
    private string _siteKey = "";

    private HttpDoor(App app, StoppedClock clock, Audience audience)
    {
        (_app, _clock, _audience) = (app, clock, audience);
        (_marketer, _people) = (app.Admin(), app.Anonymous());
    }

    /// <summary>What the program has to be told: whose word about addresses counts.</summary>
    public static Dictionary<string, string> Settings => new() { ["Shortener:Web:Proxies"] = "127.0.0.1" };

    /// <summary>Requests sent.</summary>
    public int Requests { get; private set; }

    /// <summary>
    /// People who came to the destination by an address that was copied there, once a day and share.
    /// </summary>
    public int Arrivals { get; private set; }

    /// <summary>Plays the whole world.</summary>
    /// <param name="clock">The app's; it stands at the world's beginning.</param>
    public static async Task<HttpDoor> Play(App app, StoppedClock clock, Audience audience, int links)
    {
        var door = new HttpDoor(app, clock, audience);
        await door.Open(links);
        var shares = new Queue<Minted>(audience.Shares.OrderBy(share => share.At));
        var middle = audience.Calls[audience.Calls.Count / 2];
        foreach (var call in audience.Calls)
        {
            while (shares.TryPeek(out var share) && share.At <= call.At) await door.Mint(shares.Dequeue());
            await door.Follow(call);
            if (call == middle) await door.Settle();
        }
        foreach (var share in shares) await door.Mint(share);
        door.MoveTo(90 * SecondsPerDay);
        return door;
    }

    /// <summary>A report over the world's ninety days.</summary>
    public async Task<JsonNode> Report(string name)
    {
        var (start, end) = (FastDoor.Beginning, FastDoor.Beginning.AddDays(90));
        var answer = await _marketer.GetJson(string.Create(
            CultureInfo.InvariantCulture, $"/api/v1/reports/{name}?start={start:yyyy-MM-dd}&end={end:yyyy-MM-dd}&timezone=UTC"));
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), answer.Body?.ToString());
        return answer.Body!;
    }

    public void Dispose()
    {
        _marketer.Dispose();
        _people.Dispose();
    }

    private async Task Open(int links)
    {
        for (var link = 0; link < links; link++)
        {
            var made = await Sent(_marketer.PostJson(
                "/api/v1/links", $$"""{"url":"{{Shop}}/{{link}}","slug":"l{{link}}","snippet":true}"""));
            _links.Add((long)made["id"]!);
        }
        var key = await Sent(_marketer.PostJson(
            "/api/v1/keys", $$"""{"name":"shop","scopes":["track:write"],"origins":["{{Shop}}"]}"""));
        _siteKey = (string)key["key"]!;
    }

    /// <summary>
    /// What is known by now is folded, settled and digested: the reports read both what is, and what is not
    /// yet.
    /// </summary>
    private async Task Settle()
    {
        await _app.Get<Follower>().CatchUp();
        await _app.Get<Follower>().SettleAll();
        await new DigestJob(_app.Get<Db>(), _app.Get<Classifier>(), _clock).Run(rest: 0);
    }

    private async Task Follow(Call call)
    {
        MoveTo(call.At);
        var token = call.Share > 0 ? "." + _tokens[call.Share] : "";
        using var request = Request(
            HttpMethod.Get, $"/l{call.Link}{token}", call.Network, call.Headers, isPerson: call.IsPerson);
        using var answer = await Send(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Found));
        if (!call.IsPerson || call.Share == 0) return;
        Assert.That(answer.Headers.Location!.Query, Does.Contain($"sc_share={_tokens[call.Share]}"));
        await Tell(call.Share, call.Network, call.Headers.UserAgent);
    }

    /// <summary>
    /// Somebody opens the share page and presses the app's button; a share for another app is made by the
    /// API.
    /// </summary>
    private async Task Mint(Minted share)
    {
        MoveTo(share.At);
        var parent = share.Parent > 0 ? _tokens[share.Parent] : null;
        var button = ShareButton.All.FirstOrDefault(b => b.App == share.App);
        _tokens[share.Number] = await (button is null ? Ask(share, parent) : Press(share, parent, button));
        if (share.Number % CopiedEvery == 0) await Copy(share);
    }

    private async Task<string> Ask(Minted share, string? parent)
    {
        var sent = new JsonObject { ["app"] = share.App, ["parent"] = parent };
        var made = await Sent(
            _marketer.PostJson($"/api/v1/links/{_links[share.Link]}/shares", sent.ToJsonString()));
        return (string)made["token"]!;
    }

    private async Task<string> Press(Minted share, string? parent, ShareButton button)
    {
        var page = $"/-/share/l{share.Link}" + (parent is null ? "" : "." + parent);
        using var looking = Request(HttpMethod.Get, page, Makers + share.Number, Reader);
        using var shown = await Send(looking);
        Assert.That(
            await shown.Content.ReadAsStringAsync(),
            Does.Contain($"action=\"{page}\"").And.Contain($"value=\"{button.Key}\""));

        using var pressing = Request(
            HttpMethod.Post, page, Makers + share.Number, Reader with { FetchSite = "same-origin" });
        pressing.Headers.Add("Origin", $"https://{Host}");
        pressing.Content = new FormUrlEncodedContent([new("to", button.Key)]);
        using var answer = await Send(pressing);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        return ShareAddress().Match(Uri.UnescapeDataString(answer.Headers.Location!.OriginalString)).Groups[1].Value;
    }

    /// <summary>
    /// A reader of the share sends the destination's address on; whoever comes by it looks twice.
    /// </summary>
    private async Task Copy(Minted share)
    {
        await Tell(share.Number, Copiers + share.Number, Reader.UserAgent);
        await Tell(share.Number, Copiers + share.Number, Reader.UserAgent);
        Arrivals++;
    }

    /// <summary>The destination's page tells that somebody arrived there with a share.</summary>
    private async Task Tell(int share, int network, string userAgent)
    {
        using var request = Request(
            HttpMethod.Post, $"/-/t/visit?key={_siteKey}", network,
            new Headers(userAgent, FetchSite: "cross-site"), mode: "no-cors", dest: "empty");
        request.Headers.Add("Origin", Shop);
        request.Content = new StringContent($$"""{"share":"{{_tokens[share]}}"}""");
        using var answer = await Send(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
    }

    private void MoveTo(long seconds) =>
        _clock.Advance(FastDoor.Beginning.AddSeconds(seconds) - _clock.GetUtcNow());

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request)
    {
        Requests++;
        return await _people.SendAsync(request);
    }

    private async Task<JsonNode> Sent(Task<Answer> asked)
    {
        Requests++;
        var answer = await asked;
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created), answer.Body?.ToString());
        return answer.Body!;
    }

    private static HttpRequestMessage Request(
        HttpMethod method, string path, int network, Headers headers, string mode = "navigate",
        string dest = "document", bool isPerson = true)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Forwarded-For", Address(network).ToString());
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", Host);
        request.Headers.TryAddWithoutValidation("User-Agent", headers.UserAgent);
        if (isPerson) request.Headers.Add("Accept-Language", "de-DE,de;q=0.9,en;q=0.8");
        if (headers.Referrer is { } referrer)
        {
            var isApp = referrer.StartsWith("android-app:", StringComparison.Ordinal);
            request.Headers.TryAddWithoutValidation("Referer", (isApp ? "" : "https://") + referrer + "/");
        }
        if (headers.RequestedWith is { } app) request.Headers.Add("X-Requested-With", app);
        if (headers.FetchSite is { } site)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
            request.Headers.Add("Sec-Fetch-Mode", mode);
            request.Headers.Add("Sec-Fetch-Dest", dest);
        }
        return request;
    }

    /// <summary>An address of a network: each has a /24 of its own, from 11.0.0.0 on.</summary>
    private static IPAddress Address(int network)
    {
        const int lowest = 2_000;
        var number = (11u << 24) + ((uint)(network + lowest) << 8) + 7;
        return new IPAddress([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
    }

    [GeneratedRegex(@"https://go\.example/l\d+\.([a-z0-9]{8})")]
    private static partial Regex ShareAddress();
}
