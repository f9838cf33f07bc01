using System.Net;
using System.Text.Json.Nodes;
using Shortener.Storage;
using Shortener.Tests.Faults;
using Shortener.Tests.Support;

namespace Shortener.Tests.Redirect;

public sealed class ShareRedirectTests(Engine engine) : OnApp(engine)
{
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
    private const string InInstagram = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22G86 Instagram 402.0.0.24.75 (iPhone15,2; iOS 18_6; de_DE; de; scale=3.00; 1179x2556)";

    private readonly StoppedClock _clock = new(new DateTimeOffset(2026, 3, 14, 9, 0, 0, TimeSpan.Zero));
    private Dictionary<string, string>? _settings;

    protected override StoppedClock Clock => _clock;

    protected override Dictionary<string, string>? Settings => _settings;

    [Test]
    public async Task A_hit_through_a_share_keeps_the_share_its_generation_and_what_it_was_minted_for()
    {
        await Link("spring");
        var parent = await Share(1);
        var child = await Share(1, $$"""{"parent":"{{parent}}","app":"WhatsApp"}""");

        var answer = await Get($"/spring.{child}");

        Assert.That((int)answer.StatusCode, Is.EqualTo(302));
        var hit = (await Hits()).Single();
        Assert.That(
            Facts(hit), Is.EqualTo(("share", child, 2, "messaging", "WhatsApp", "share", "WhatsApp")));
    }

    [Test]
    public async Task Tapped_elsewhere_it_keeps_both_the_app_of_the_tap_and_that_of_the_share()
    {
        await Link("spring");
        var token = await Share(1, """{"app":"WhatsApp"}""");

        await Get($"/spring.{token}", InInstagram);

        Assert.That(
            Facts((await Hits()).Single()),
            Is.EqualTo(("share", token, 1, "social", "Instagram", "in-app", "WhatsApp")));
    }

    [TestCase("nobody22")]
    [TestCase("x7k2q")]
    [TestCase("not-a-token")]
    [TestCase("webmanifest")]
    public async Task An_unknown_token_breaks_nothing_and_joins_no_chain(string token)
    {
        await Link("spring");

        var answer = await Get($"/spring.{token}");

        Assert.That(
            answer.Headers.Location!.OriginalString,
            Is.EqualTo("https://shop.example/?utm_source=newsletter&utm_medium=email"));
        Assert.That(Facts((await Hits()).Single()), Is.EqualTo(("link", "", 0, "email", "", "link-utm", "")));
    }

    [Test]
    public async Task A_token_of_another_link_breaks_nothing_and_joins_no_chain()
    {
        await Link("spring");
        await Link("summer");
        var foreign = await Share(2);

        await Get($"/summer.{foreign}");
        await Get($"/spring.{foreign}");

        var hits = await Hits();
        Assert.That(
            hits.Select(h => (h["link"]!["slug"]!.GetValue<string>(), h["share"]?.GetValue<string>())),
            Is.EqualTo(new[] { ("spring", null), ("summer", foreign) }));
    }

    [TestCase("/spring.svgz")]
    [TestCase("/spring.a.bcdef")]
    [TestCase("/.abcdef")]
    public async Task Other_names_with_a_dot_are_no_short_links(string path)
    {
        await Link("spring");

        Assert.That(((int)(await Get(path)).StatusCode, (await Hits()).Count), Is.EqualTo((404, 0)));
    }

    [Test]
    public async Task A_shares_tags_take_the_place_of_the_links_and_all_others_stay()
    {
        await Link("spring", "https://shop.example/?utm_medium=page&utm_campaign=page&size=m");
        var token = await Share(1, """{"app":"WhatsApp Business","channel":"messaging"}""");

        var answer = await Get($"/spring.{token}?utm_source=visitor&utm_term=visitor&color=red");

        Assert.That(answer.Headers.Location!.OriginalString, Is.EqualTo(
            "https://shop.example/?utm_medium=share&utm_campaign=page&size=m&utm_source=whatsapp-business&utm_term=visitor&color=red"));
        var hit = (await Hits()).Single();
        Assert.That(
            (hit["utm_source"]!.GetValue<string>(), hit["utm_medium"]!.GetValue<string>()),
            Is.EqualTo(("whatsapp-business", "share")));
    }

    [Test]
    public async Task A_share_for_no_app_leaves_the_links_source()
    {
        await Link("spring");
        var token = await Share(1);

        Assert.That((await Get($"/spring.{token}")).Headers.Location!.OriginalString,
            Is.EqualTo("https://shop.example/?utm_source=newsletter&utm_medium=share"));
    }

    [Test]
    public async Task The_tags_of_shares_follow_the_settings()
    {
        _settings = new() { ["Shortener:Shares:UtmSource"] = "friends", ["Shortener:Shares:UtmMedium"] = "{channel}" };
        await Link("spring");
        var token = await Share(1, """{"app":"WhatsApp"}""");

        Assert.That((await Get($"/spring.{token}")).Headers.Location!.OriginalString,
            Is.EqualTo("https://shop.example/?utm_source=friends&utm_medium=messaging"));
    }

    [Test]
    public async Task A_scanned_share_is_a_scan_and_stays_in_its_chain()
    {
        await Link("spring");
        var token = await Share(1, """{"app":"WhatsApp"}""");

        await Get($"/spring.{token}?qr=1");

        Assert.That(Facts((await Hits()).Single()), Is.EqualTo(("qr", token, 1, "qr", "", "qr", "WhatsApp")));
    }

    [Test]
    public async Task Head_through_a_share_gets_the_same_answer_and_is_a_bot()
    {
        await Link("spring");
        var token = await Share(1);

        var answer = await Get($"/spring.{token}", method: HttpMethod.Head);

        Assert.That((int)answer.StatusCode, Is.EqualTo(302));
        var hit = (await Hits()).Single();
        Assert.That(
            (hit["kind"]!.GetValue<string>(), hit["share"]!.GetValue<string>()), Is.EqualTo(("bot", token)));
    }

    [Test]
    public async Task Clicks_through_shares_take_the_links_places()
    {
        await Link("spring", more: ",\"maxClicks\":2");
        var token = await Share(1);

        var statuses = new List<int>();
        foreach (var path in new[] { "/spring", $"/spring.{token}", $"/spring.{token}", "/spring" })
        {
            statuses.Add((int)(await Get(path)).StatusCode);
        }

        Assert.That(statuses, Is.EqualTo(new[] { 302, 302, 410, 410 }));
    }

    [Test]
    public async Task A_link_that_is_over_is_over_through_its_shares_too()
    {
        await Link("spring", more: ",\"enabled\":false");
        var token = await Share(1);

        Assert.That((int)(await Get($"/spring.{token}")).StatusCode, Is.EqualTo(410));
    }

    [Test]
    public async Task A_token_that_was_asked_for_in_vain_works_within_seconds_of_being_made()
    {
        _settings = new() { ["Shortener:Redirect:ChangesMillis"] = "100" };
        await Link("spring");
        await Get("/spring.julia");
        await Share(1, """{"token":"julia"}""");

        Assert.That(await Wait.Until(async () =>
        {
            await Get("/spring.julia");
            return (await Hits())[0]["share"]?.GetValue<string>() == "julia";
        }));
    }

    [Test]
    public async Task Looking_ahead_works_through_a_share()
    {
        await Link("spring");
        var token = await Share(1);

        var page = await (await Get($"/spring.{token}+")).Content.ReadAsStringAsync();

        Assert.That(page, Does.Contain("shop.example"));
        Assert.That(await Hits(), Is.Empty);
    }

    [Test]
    public async Task Reports_group_and_filter_by_share_and_generation()
    {
        await Link("spring");
        var parent = await Share(1);
        var child = await Share(1, $$"""{"parent":"{{parent}}"}""");
        foreach (
            var path in new[] { "/spring", $"/spring.{parent}", $"/spring.{parent}", $"/spring.{child}" })
        {
            await Get(path);
        }

        Assert.That(
            await Rows("groupBy=share"), Is.EquivalentTo(new[] { (parent, 2L), (child, 1), ("null", 1) }));
        Assert.That(await Rows("groupBy=generation"), Is.EqualTo(new[] { ("1", 2L), ("0", 1), ("2", 1) }));
        Assert.That(await Rows($"groupBy=generation&share={child}"), Is.EqualTo(new[] { ("2", 1L) }));
        Assert.That(
            await Rows("groupBy=share&generation=-0&link=1"), Is.EqualTo(new[] { (parent, 2L), (child, 1) }));
        Assert.That(await Rows("groupBy=advocate"), Is.EqualTo(new[] { ("null", 4L) }));
        using var admin = App.Admin();
        var shown = await admin.GetJson($"/api/v1/shares/{parent}");
        Assert.That(shown["counts"]!["clicks"]!.GetValue<long>(), Is.EqualTo(2));
        Assert.That(shown["counts"]!["uniqueClicks"]!.GetValue<long>(), Is.Zero);
        Assert.That((await admin.GetJson("/api/v1/analytics?share=not+a+token")).Error("share"), Is.Not.Null);
    }

    private async Task<List<(string, long)>> Rows(string query)
    {
        using var admin = App.Admin();
        var report = await admin.GetJson($"/api/v1/analytics?interval=7d&{query}");
        Assert.That(report.Status, Is.EqualTo(HttpStatusCode.OK), report.Body?.ToJsonString());
        return [.. report["rows"]!.AsArray().Select(
            row => (row!["key"]?.ToString() ?? "null", row["clicks"]!.GetValue<long>()))];
    }

    private static (string, string, int, string, string, string, string) Facts(JsonNode hit)
    {
        string Text(string field) => hit[field]?.GetValue<string>() ?? "";
        return (
            Text("trigger"), Text("share"), hit["generation"]!.GetValue<int>(), Text("channel"), Text("app"),
            Text("evidence"), Text("sharedTo"));
    }

    private async Task<List<JsonNode>> Hits()
    {
        using var admin = App.Admin();
        return [.. (await admin.GetJson("/api/v1/hits"))["data"]!.AsArray().Select(hit => hit!)];
    }

    private async Task Link(string slug, string url = "https://shop.example/", string more = "")
    {
        using var admin = App.Admin();
        var made = await admin.PostJson("/api/v1/links",
            $$"""{"slug":"{{slug}}","url":"{{url}}","utm_source":"newsletter"{{(url.Contains('?') ? "" : ",\"utm_medium\":\"email\"")}}{{more}}}""");
        Assert.That(made.Status, Is.EqualTo(HttpStatusCode.Created), made.Body?.ToJsonString());
    }

    private async Task<string> Share(long link, string body = "{}")
    {
        using var admin = App.Admin();
        return (await admin.PostJson($"/api/v1/links/{link}/shares", body))["token"]!.GetValue<string>();
    }

    private async Task<HttpResponseMessage> Get(
        string path, string userAgent = Phone, HttpMethod? method = null)
    {
        using var client = App.Anonymous();
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        return await client.SendAsync(request);
    }
}
