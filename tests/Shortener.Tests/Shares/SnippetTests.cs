using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Shortener.Storage;
using Shortener.Tests.Conversions;
using Shortener.Tests.Support;

namespace Shortener.Tests.Shares;

/// <summary>The snippet's calls, as a page of a destination site makes them.</summary>
public sealed class SnippetTests(Engine engine) : OnApp(engine)
{
    private const string Shop = "https://shop.example";
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

    protected override Dictionary<string, string> Settings =>
        new() { ["Shortener:Shares:PressesPerMinute"] = "8" };

    // Not at a minute's end, where a limit begins anew.
    protected override StoppedClock Clock { get; } = new(
        new DateTimeOffset(2026, 3, 14, 9, 0, 0, TimeSpan.Zero));

    [Test]
    public async Task Whoever_comes_through_a_share_takes_its_token_along()
    {
        await Link();
        var token = await Share();

        Assert.That(
            await Follow($"spring.{token}"), Is.EqualTo($"{Shop}/offers?utm_medium=share&sc_share={token}"));
        Assert.That(await Follow($"spring.{token.ToUpperInvariant()}"), Does.EndWith($"sc_share={token}"));
    }

    [Test]
    public async Task Nothing_is_handed_over_by_the_bare_link_an_unknown_token_or_a_link_without_the_snippet()
    {
        await Link();
        await Link("plain", snippet: false);
        var plain = await Share(2);

        Assert.That(await Follow("spring"), Is.EqualTo($"{Shop}/offers"));
        Assert.That(await Follow("spring.abcdefgh"), Is.EqualTo($"{Shop}/offers"));
        Assert.That(await Follow($"spring.{plain}"), Is.EqualTo($"{Shop}/offers"), "another link's");
        Assert.That(await Follow($"plain.{plain}"), Does.Not.Contain("sc_share"));
    }

    [Test]
    public async Task A_token_in_the_destination_gives_way_to_that_of_the_share()
    {
        await Link(url: $"{Shop}/?sc_share=zzzzzzzz&a=1");
        var token = await Share();

        Assert.That(
            await Follow($"spring.{token}"),
            Does.Contain("a=1").And.EndWith($"sc_share={token}").And.Not.Contain("zzzz"));
    }

    [Test]
    public async Task A_press_makes_a_share_below_the_one_the_visitor_came_with()
    {
        await Link();
        var came = await Share();

        var pressed = await Press($$"""{"to":"whatsapp","share":"{{came}}","page":"{{Shop}}/offers?utm_source=x&sc_share={{came}}","title":"Spring"}""");

        var share = await App.Admin().GetJson($"/api/v1/shares/{pressed["token"]}");
        Assert.That(
            $"{share["parent"]} {share["generation"]} {share["app"]} {share["channel"]} {share["mintedBy"]}",
            Is.EqualTo($"{came} 2 WhatsApp messaging snippet"));
        var url = $"{App.ClientOptions.BaseAddress}spring.{pressed["token"]}";
        Assert.That((string?)pressed["url"], Is.EqualTo(url));
        Assert.That(
            (string?)pressed["target"],
            Is.EqualTo($"https://wa.me/?text=Spring%20{Uri.EscapeDataString(url)}"));
    }

    [Test]
    public async Task On_another_page_of_the_site_the_page_itself_is_shared_with_the_token()
    {
        await Link();

        var pressed = await Press($$"""{"to":"copy","share":"{{await Share()}}","page":"{{Shop}}/shoes?size=m&utm_source=x&fbclid=1#red"}""");

        Assert.That(
            (string?)pressed["url"], Is.EqualTo($"{Shop}/shoes?size=m&sc_share={pressed["token"]}#red"));
    }

    [Test]
    public async Task The_same_press_gives_the_same_share_and_who_comes_back_by_it_stays_one_sharer()
    {
        await Link();
        var came = await Share();

        var first = await Press($$"""{"to":"copy","share":"{{came}}"}""");
        var again = await Press($$"""{"to":"copy","share":"{{came}}"}""");
        var reloaded = await Press($$"""{"to":"copy","share":"{{first["token"]}}"}""");
        var other = await Press($$"""{"to":"copy","share":"{{came}}"}""", userAgent: Phone);

        Assert.That(
            new[] { (string?)again["token"], (string?)reloaded["token"] },
            Is.All.EqualTo((string?)first["token"]));
        Assert.That((string?)other["token"], Is.Not.EqualTo((string?)first["token"]));
    }

    [Test]
    public async Task Without_a_share_the_click_id_or_the_page_says_which_link_it_is()
    {
        await Link(more: ",\"trackConversions\":true");
        var through = HttpUtility.ParseQueryString(new Uri(await Follow($"spring.{await Share()}")).Query);

        var byClick = await Press($$"""{"to":"copy","clickId":"{{through["sc_id"]}}"}""", userAgent: Phone);
        var byName = await Press("""{"to":"copy","link":"spring"}""");

        Assert.That((await Shown(byClick))["parent"]!.GetValue<string>(), Is.EqualTo(through["sc_share"]));
        Assert.That((await Shown(byName))["generation"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [TestCase("""{"to":"copy"}""", 422)]
    [TestCase("""{"to":"copy","share":"abcdefgh"}""", 422)]
    [TestCase("""{"to":"copy","share":"../../x"}""", 422)]
    [TestCase("""{"to":"copy","clickId":"0000000000000000000000"}""", 422)]
    [TestCase("""{"to":"copy","link":"nowhere"}""", 422)]
    [TestCase("""{"to":"copy","link":"foreign"}""", 422)]
    [TestCase("""{"to":"copy","link":"plain"}""", 422)]
    [TestCase("""{"to":"copy","link":"ended"}""", 422)]
    [TestCase("""{"to":"carrier pigeon","link":"spring"}""", 422)]
    [TestCase("""{"link":"spring"}""", 400)]
    [TestCase("""{"to":"copy","link":"spring","advocate":1}""", 400)]
    public async Task What_cannot_be_shared_from_there_mints_nothing(string json, int status)
    {
        await Link();
        await Link("plain", snippet: false);
        await Link("foreign", "https://other.example/");
        await Link("ended", more: ",\"enabled\":false");

        Assert.That((int)(await Send("share", json)).StatusCode, Is.EqualTo(status));
        Assert.That(await Db.Find<long>("select count(*) from shares"), Is.Zero);
    }

    [Test]
    public async Task A_link_whose_clicks_are_used_up_is_not_shared_any_more()
    {
        await Link(more: ",\"maxClicks\":1");
        var before = await Send("share", """{"to":"copy","link":"spring"}""");
        await Follow("spring");

        var after = await Send("share", """{"to":"mail","link":"spring"}""");

        Assert.That(
            (before.StatusCode, after.StatusCode),
            Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity)));
    }

    [TestCase("curl/8.5.0")]
    [TestCase("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Googlebot/2.1; +http://www.google.com/bot.html) Chrome/141.0.0.0 Safari/537.36")]
    [TestCase("")]
    public async Task Programs_mint_nothing(string userAgent)
    {
        await Link();

        Assert.That(
            (await Send("share", """{"to":"copy","link":"spring"}""", userAgent)).StatusCode,
            Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Who_presses_too_often_has_to_wait()
    {
        await Link();

        for (var press = 0; press < 8; press++) await Press("""{"to":"copy","link":"spring"}""");
        var refused = await Send("share", """{"to":"copy","link":"spring"}""");

        Assert.That(
            (refused.StatusCode, refused.Headers.RetryAfter!.Delta),
            Is.EqualTo((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(60))));
        Assert.That(
            (string?)JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["type"],
            Is.EqualTo("urn:shortener:problem:too-many"));
        Assert.That(
            (await Send("share", """{"to":"copy","link":"spring"}""", Phone)).StatusCode,
            Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("https://evil.example", null, 403)]
    [TestCase(null, null, 403)]
    [TestCase(Shop, "sk_test_admin_key_0123456789", 401)]
    [TestCase(Shop, "", 401)]
    public async Task Only_pages_of_the_keys_sites_share(string? origin, string? key, int status)
    {
        await Link();

        var answer = await Send("share", """{"to":"copy","link":"spring"}""", origin: origin, key: key);

        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That(answer.Headers.Contains("Access-Control-Allow-Origin"), Is.False);
    }

    [Test]
    public async Task An_address_that_was_copied_is_an_arrival_once_a_visitor_and_no_click()
    {
        await Link();
        var token = await Share();

        await Arrive(token);
        await Arrive(token);
        await Arrive(token, Phone);

        var report = await App.Admin().GetJson("/api/v1/reports/sharing?interval=7d");
        Assert.That(((long)report["arrivals"]!, (long)report["clicksThroughShares"]!), Is.EqualTo((2, 0)));
        var share = await App.Admin().GetJson($"/api/v1/shares/{token}");
        Assert.That(((long)share["arrivals"]!, (long)share["counts"]!["clicks"]!), Is.EqualTo((2, 0)));
        Assert.That(
            (long)(await App.Admin().GetJson($"/api/v1/shares/{token}/tree"))["arrivals"]!, Is.EqualTo(2));
    }

    [Test]
    public async Task Whom_a_redirect_brought_and_who_made_the_share_are_no_arrivals()
    {
        await Link();
        var token = await Share();
        await Follow($"spring.{token}");
        var own = (string?)(await Press($$"""{"to":"copy","share":"{{token}}"}""", Phone))["token"];

        await Arrive(token);
        await Arrive(own!, Phone);

        Assert.That(await Arrivals(), Is.Zero);
    }

    [TestCase("abcdefgh", "an unknown token")]
    [TestCase("foreign", "a share of another site")]
    [TestCase("plain", "a share of a link without the snippet")]
    public async Task Foreign_tokens_are_taken_and_count_nothing(string token, string why)
    {
        await Link();
        await Link("foreign", "https://other.example/");
        await Link("plain", snippet: false);
        if (token is "foreign") token = await Share(2);
        if (token is "plain") token = await Share(3);

        await Arrive(token);

        Assert.That(await Db.Find<long>("select count(*) from share_arrivals"), Is.Zero, why);
    }

    [Test]
    public async Task Programs_do_not_arrive()
    {
        await Link();

        await Arrive(await Share(), "curl/8.5.0");

        Assert.That(await Arrivals(), Is.Zero);
    }

    [Test]
    public async Task An_arrival_that_says_later_who_it_was_is_one_arrival_and_a_touch_before_the_sale()
    {
        var site = new Site(App);
        await Link();
        var token = await Share();

        await Arrive(token);
        await Send("visit", $$"""{"share":"{{token}}","arrivalId":"1-2-3-4","visitorId":"v"}""");
        await Send("visit", $$"""{"share":"{{token}}","arrivalId":"1-2-3-4","visitorId":"v"}""");
        var sale = await site.Told(
            "sale", """{"visitorId":"v","amount":500,"currency":"EUR","invoiceId":"A"}""");

        Assert.That(await Arrivals(), Is.EqualTo(1));
        Assert.That(await site.Journey(sale), Is.EqualTo(new[] { $"share-arrival {token}" }));
    }

    [Test]
    public async Task The_next_day_the_same_visitor_arrives_anew_and_yesterdays_keys_are_gone_in_two()
    {
        await Link();
        var token = await Share();
        await Arrive(token);

        Clock.Advance(TimeSpan.FromDays(1));
        await Arrive(token);
        Clock.Advance(TimeSpan.FromDays(2));
        var days = App.Get<Shortener.Hits.VisitorDays>();
        await App.Get<Shortener.Hits.SaltStore>().Forget(days.Of(Clock.GetUtcNow().ToUnixTimeMilliseconds()));

        Assert.That(await Arrivals(), Is.EqualTo(2));
        Assert.That(await Db.Find<long>("select count(*) from share_landings"), Is.Zero);
    }

    private async Task<long> Arrivals() =>
        (long)(await App.Admin().GetJson("/api/v1/reports/sharing?interval=7d"))["arrivals"]!;

    private async Task Arrive(string token, string userAgent = Site.Browser)
    {
        var answer = await Send("visit", $$"""{"share":"{{token}}","arrivalId":"1-2-3-4"}""", userAgent);
        Assert.That(
            answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent),
            await answer.Content.ReadAsStringAsync());
    }

    private async Task<JsonNode> Press(string json, string userAgent = Site.Browser)
    {
        var answer = await Send("share", json, userAgent);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), body);
        return JsonNode.Parse(body)!;
    }

    private Task<Answer> Shown(JsonNode pressed) => App.Admin().GetJson($"/api/v1/shares/{pressed["token"]}");

    // As the snippet sends it: a script's call to another site.
    private async Task<HttpResponseMessage> Send(
        string what, string json, string userAgent = Site.Browser, string? origin = Shop, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/-/t/{what}?key={key ?? await Key()}")
        {
            Content = new StringContent(json, Encoding.UTF8, "text/plain"),
        };
        if (userAgent.Length > 0) request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "cross-site");
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Mode", "cors");
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Dest", "empty");
        if (origin is not null) request.Headers.TryAddWithoutValidation("Origin", origin);
        return await App.Anonymous().SendAsync(request);
    }

    private async Task<string> Follow(string target) => await new Site(App).Follow(target);

    private async Task Link(
        string slug = "spring", string url = $"{Shop}/offers", bool snippet = true, string more = "")
    {
        var json =
            $$"""{"url":"{{url}}","slug":"{{slug}}","snippet":{{(snippet ? "true" : "false")}}{{more}}}""";
        var made = await App.Admin().PostJson("/api/v1/links", json);
        Assert.That(made.Status, Is.EqualTo(HttpStatusCode.Created), made.Body?.ToString());
    }

    private async Task<string> Share(long link = 1) =>
        (string)(await App.Admin().PostJson($"/api/v1/links/{link}/shares", "{}"))["token"]!;

    private async Task<string> Key()
    {
        var made = await App.Admin().PostJson(
            "/api/v1/keys", $$"""{"name":"shop","scopes":["track:write"],"origins":["{{Shop}}"]}""");
        return (string)made["key"]!;
    }
}
