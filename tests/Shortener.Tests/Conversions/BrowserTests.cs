using System.Net;
using System.Text;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Conversions;

public sealed class BrowserTests(Engine engine) : OnApp(engine)
{
    private const string Shop = "https://shop.example";

    protected override Dictionary<string, string> Settings =>
        new() { ["Shortener:Conversions:BrowserCallsPerMinute"] = "20" };

    [Test]
    public async Task A_page_of_the_site_tells_of_visits_leads_and_sales_and_reads_nothing()
    {
        var site = new Site(App);
        await site.Link("spring");
        var click = await site.Click("spring");
        var key = await Key();

        var visit = await Tell("visit", key, $$"""{"clickId":"{{click}}","visitorId":"v"}""");
        var lead = await Tell("lead", key, """{"visitorId":"v","event":"signup","eventId":"1"}""");
        var sale = await Tell(
            "sale", key, """{"visitorId":"v","amount":500,"currency":"EUR","invoiceId":"A"}""");

        foreach (var answer in new[] { visit, lead, sale })
        {
            Assert.That(
                (answer.StatusCode, await answer.Content.ReadAsStringAsync()),
                Is.EqualTo((HttpStatusCode.NoContent, "")));
            Assert.That(answer.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(new[] { Shop }));
        }
        var conversions = await site.Conversions();
        Assert.That(
            conversions.Select(c => $"{c!["kind"]} {c["source"]}"),
            Is.EquivalentTo(new[] { "sale browser", "lead browser" }));
        Assert.That(await site.Journey((long)conversions[0]!["id"]!), Is.EqualTo(new[] { "click spring" }));
    }

    [TestCase("https://evil.example", HttpStatusCode.Forbidden)]
    [TestCase("http://shop.example", HttpStatusCode.Forbidden)]
    [TestCase("https://shop.example.evil.example", HttpStatusCode.Forbidden)]
    [TestCase("null", HttpStatusCode.Forbidden)]
    [TestCase(null, HttpStatusCode.Forbidden)]
    [TestCase("https://SHOP.example", HttpStatusCode.NoContent)]
    public async Task Only_the_sites_that_the_key_names_may_use_it(string? origin, HttpStatusCode expected)
    {
        var answer = await Tell("visit", await Key(), """{"visitorId":"v"}""", origin);

        Assert.That(answer.StatusCode, Is.EqualTo(expected));
        Assert.That(
            answer.Headers.Contains("Access-Control-Allow-Origin"),
            Is.EqualTo(expected is HttpStatusCode.NoContent));
    }

    [Test]
    public async Task A_secret_key_is_none_for_browsers_and_a_publishable_one_none_for_the_api()
    {
        var key = await Key();

        var secret = await Tell("visit", App.AdminKey, """{"visitorId":"v"}""");
        var none = await Tell("visit", "", """{"visitorId":"v"}""");
        var reading = await App.WithKey(key).GetAsync("/api/v1/conversions");
        var telling = await App.WithKey(key).PostJson("/api/v1/track/visit", """{"visitorId":"v"}""");

        Assert.That(
            new[] { secret.StatusCode, none.StatusCode }, Is.All.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(new[] { reading.StatusCode, telling.Status }, Is.All.EqualTo(HttpStatusCode.Forbidden));
    }

    [TestCase("https://shop.example", true)]
    [TestCase("https://evil.example", false)]
    public async Task A_browser_that_asks_first_is_told_whether_it_may(string origin, bool may)
    {
        await Key();
        using var request = new HttpRequestMessage(HttpMethod.Options, "/-/t/visit");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");

        var answer = await App.Anonymous().SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(
            answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed)
                ? allowed.Single()
                : null,
            Is.EqualTo(may ? origin : null));
        Assert.That(answer.Headers.Vary, Does.Contain("Origin"));
    }

    [TestCase("visit", """{"visitorId":"v","occurredAt":"2020-01-01T00:00:00Z"}""", 422)]
    [TestCase("sale", """{"amount":1,"currency":"EUR","invoiceId":"1","code":"JANE10"}""", 422)]
    [TestCase("sale", """{"amount":1,"currency":"EUR","invoiceId":"1","lookbackDays":365}""", 422)]
    [TestCase("sale", """{"amount":-1,"currency":"EUR","invoiceId":"1"}""", 422)]
    [TestCase("lead", """{}""", 400)]
    [TestCase("lead", """{"event":"x","zzz":1}""", 400)]
    [TestCase("lead", "", 400)]
    [TestCase("lead", "null", 400)]
    [TestCase("refund", """{"invoiceId":"1"}""", 405)]
    public async Task What_a_browser_may_not_tell_is_refused(string what, string json, int status)
    {
        var answer = await Tell(what, await Key(), json);

        Assert.That((int)answer.StatusCode, Is.EqualTo(status), await answer.Content.ReadAsStringAsync());
        Assert.That(await Db.Find<long>("select count(*) from conversions"), Is.Zero);
    }

    [Test]
    public async Task A_body_of_nine_kilobytes_is_too_large()
    {
        var answer = await Tell("visit", await Key(), $$"""{"visitorId":"{{new string('v', 9000)}}"}""");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [Test]
    public async Task Beyond_so_many_calls_a_minute_a_network_has_to_wait()
    {
        var key = await Key();

        var statuses = new List<HttpStatusCode>();
        // Two minutes' worth and more: of the first 41 calls, one at least is refused, whenever the minute
        // ends.
        for (var i = 0; i < 41; i++)
        {
            statuses.Add((await Tell("visit", key, """{"visitorId":"v"}""")).StatusCode);
        }

        Assert.That(
            statuses, Does.Contain(HttpStatusCode.TooManyRequests).And.Contain(HttpStatusCode.NoContent));
    }

    [Test]
    public async Task The_sites_own_word_takes_the_place_of_a_browsers_and_is_never_contradicted_by_one()
    {
        var site = new Site(App);
        var key = await Key();
        await Tell("sale", key, """{"visitorId":"v","amount":1,"currency":"EUR","invoiceId":"A"}""");

        var server = await site.Tell(
            "sale", """{"visitorId":"v","amount":1999,"currency":"EUR","invoiceId":"A"}""");
        var later = await Tell(
            "sale", key, """{"visitorId":"v","amount":5,"currency":"EUR","invoiceId":"A"}""");

        Assert.That(
            (server.Status, later.StatusCode),
            Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.NoContent)));
        Assert.That(
            (await site.Conversions()).Select(c => $"{c!["source"]} {c["amount"]}"),
            Is.EqualTo(new[] { "server 1999" }));
    }

    [TestCase("""{"name":"x","scopes":["track:write"]}""", "origins")]
    [TestCase("""{"name":"x","scopes":["track:write"],"origins":[]}""", "origins")]
    [TestCase("""{"name":"x","scopes":["track:write"],"origins":["shop.example"]}""", "origins")]
    [TestCase("""{"name":"x","scopes":["track:write"],"origins":["https://shop.example/"]}""", "origins")]
    [TestCase("""{"name":"x","scopes":["track:write"],"origins":["https://shop.example/pay"]}""", "origins")]
    [TestCase("""{"name":"x","scopes":["track:write"],"origins":["*"]}""", "origins")]
    [TestCase("""{"name":"x","scopes":["track:write","links:read"],"origins":["https://shop.example"]}""", "scopes")]
    [TestCase("""{"name":"x","scopes":["links:read"],"origins":["https://shop.example"]}""", "origins")]
    public async Task A_key_is_either_publishable_and_names_its_sites_or_secret(string json, string field)
    {
        var answer = await App.Admin().PostJson("/api/v1/keys", json);

        Assert.That(
            (answer.Status, answer.Error(field) is not null),
            Is.EqualTo((HttpStatusCode.UnprocessableEntity, true)), answer.Body?.ToString());
    }

    private async Task<string> Key()
    {
        var made = await App.Admin().PostJson(
            "/api/v1/keys", $$"""{"name":"shop","scopes":["track:write"],"origins":["{{Shop}}"]}""");
        Assert.That((string?)made["key"], Does.StartWith("pk_"));
        return (string)made["key"]!;
    }

    // As navigator.sendBeacon does: text, and nothing asked before.
    private async Task<HttpResponseMessage> Tell(string what, string key, string json, string? origin = Shop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/-/t/{what}?key={key}") { Content = new StringContent(json, Encoding.UTF8, "text/plain") };
        if (origin is not null) request.Headers.TryAddWithoutValidation("Origin", origin);
        return await App.Anonymous().SendAsync(request);
    }
}
