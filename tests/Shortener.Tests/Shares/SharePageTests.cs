using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shortener.Links;
using Shortener.Shares;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Shares;

public sealed class SharePageTests(Engine engine) : OnApp(engine)
{
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
    private const string Firefox =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";

    private Dictionary<string, string>? _settings;

    protected override Dictionary<string, string>? Settings => _settings;

    protected override StoppedClock Clock { get; } = new(
        new DateTimeOffset(2026, 3, 14, 9, 0, 0, TimeSpan.Zero));

    [TestCase("whatsapp", "https://wa.me/?text=Look%20%26%20see%20{url}", "WhatsApp", "messaging")]
    [TestCase("telegram", "https://t.me/share/url?url={url}&text=Look%20%26%20see", "Telegram", "messaging")]
    [TestCase("messenger", "fb-messenger://share?link={url}", "Messenger", "messaging")]
    [TestCase("line", "https://line.me/R/share?text=Look%20%26%20see%20{url}", "LINE", "messaging")]
    [TestCase("sms", "sms:?&body=Look%20%26%20see%20{url}", null, "sms")]
    [TestCase("mail", "mailto:?subject=Spring&body=Look%20%26%20see%20{url}", null, "email")]
    [TestCase("x", "https://x.com/intent/post?text=Look%20%26%20see&url={url}", "X", "social")]
    [TestCase("facebook", "https://www.facebook.com/sharer/sharer.php?u={url}", "Facebook", "social")]
    [TestCase("linkedin", "https://www.linkedin.com/sharing/share-offsite/?url={url}", "LinkedIn", "social")]
    [TestCase("reddit", "https://www.reddit.com/submit?url={url}&title=Spring", "Reddit", "social")]
    public async Task A_button_leads_to_its_app_with_a_fresh_share(
        string key, string target, string? app, string channel)
    {
        await Link("""{"message":"Look & see"}""");

        var answer = await Press("spring", key);

        var share = (await SharesOf()).Single();
        var url = Uri.EscapeDataString($"{App.ClientOptions.BaseAddress}spring.{share["token"]}");
        Assert.That((int)answer.StatusCode, Is.EqualTo(303));
        Assert.That(
            answer.Headers.Location!.OriginalString,
            Is.EqualTo(target.Replace("{url}", url, StringComparison.Ordinal)));
        Assert.That((
            share["app"]?.GetValue<string>(), share["channel"]!.GetValue<string>(),
            share["mintedBy"]!.GetValue<string>()),
            Is.EqualTo((app, channel, "page")));
    }

    [TestCase("copy")]
    [TestCase("native")]
    public async Task Without_scripts_the_other_buttons_show_the_fresh_link_in_a_field(string key)
    {
        await Link();

        var answer = await Press("spring", key);

        var token = (await SharesOf()).Single()["token"];
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(
            await answer.Content.ReadAsStringAsync(),
            Does.Contain($"readonly autofocus value=\"{App.ClientOptions.BaseAddress}spring.{token}\""));
    }

    [Test]
    public async Task A_script_gets_the_fresh_link_as_json()
    {
        await Link("""{"message":"Look"}""");

        var answer = await Press("spring", "copy", accept: "application/json");

        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.That(
            body["url"]!.GetValue<string>(), Does.EndWith($"/spring.{(await SharesOf()).Single()["token"]}"));
        Assert.That(
            (body["title"]!.GetValue<string>(), body["text"]!.GetValue<string>()),
            Is.EqualTo(("Spring", "Look")));
    }

    [Test]
    public async Task The_same_button_gives_the_same_share_and_another_button_or_visitor_another()
    {
        await Link();

        var locations = new List<string>();
        foreach (var (key, agent) in new[] { ("whatsapp", Phone), ("whatsapp", Phone), ("telegram", Phone), ("whatsapp", Firefox) })
        {
            locations.Add((await Press("spring", key, agent)).Headers.Location!.OriginalString);
        }

        Assert.That(locations[1], Is.EqualTo(locations[0]));
        Assert.That(await SharesOf(), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task On_the_next_visitor_day_the_same_button_gives_another_share()
    {
        await Link();
        await Press("spring", "whatsapp");
        Clock.Advance(TimeSpan.FromDays(1));
        await Press("spring", "whatsapp");

        Assert.That(await SharesOf(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Presses_at_the_same_moment_make_one_share()
    {
        await Link();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Press("spring", "whatsapp")));

        Assert.That(await SharesOf(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Opened_through_a_share_what_it_mints_is_that_ones_child()
    {
        await Link();
        await Press("spring", "whatsapp");
        var parent = (await SharesOf()).Single()["token"]!.GetValue<string>();

        Assert.That(await Page($"spring.{parent}"), Does.Contain($"action=\"/-/share/spring.{parent}\""));
        await Press($"spring.{parent}", "telegram");

        var child = (await SharesOf()).Single(share => share["app"]!.GetValue<string>() == "Telegram");
        Assert.That(
            (child["parent"]!.GetValue<string>(), child["generation"]!.GetValue<int>()),
            Is.EqualTo((parent, 2)));
    }

    [TestCase("spring.nobody22")]
    [TestCase("spring.rubbish-beyond-words")]
    [TestCase("spring.")]
    public async Task A_forged_token_begins_no_chain(string name)
    {
        await Link();

        Assert.That(await Page(name), Does.Contain("action=\"/-/share/spring\""));
        await Press(name, "whatsapp");

        Assert.That((await SharesOf()).Single()["generation"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_token_of_another_link_begins_no_chain()
    {
        await Link();
        await Make("""{"slug":"summer","url":"https://shop.example/"}""");
        using var admin = App.Admin();
        var foreign = (await admin.PostJson("/api/v1/links/2/shares", "{}"))["token"]!.GetValue<string>();

        await Press($"spring.{foreign}", "whatsapp");

        Assert.That((await SharesOf()).Single()["parent"], Is.Null);
    }

    [Test]
    public async Task Looking_never_mints_and_is_no_hit()
    {
        await Link();

        await Page("spring");
        using var client = App.Anonymous();
        await client.GetAsync("/-/share/spring?to=whatsapp");
        await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/-/share/spring"));

        Assert.That(await SharesOf(), Is.Empty);
        Assert.That(await Db.Find<long>("select count(*) from hits"), Is.Zero);
    }

    [TestCase("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")]
    [TestCase("WhatsApp/2.23.20.0 A")]
    [TestCase("curl/8.5.0")]
    [TestCase("")]
    public async Task Who_is_no_person_mints_nothing(string userAgent)
    {
        await Link();

        Assert.That(
            (await Press("spring", "whatsapp", userAgent)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await SharesOf(), Is.Empty);
    }

    [TestCase("cross-site", null)]
    [TestCase("same-site", null)]
    [TestCase("none", null)]
    [TestCase(null, "https://evil.example")]
    [TestCase(null, "null")]
    [TestCase(null, null)]
    public async Task A_form_of_another_page_mints_nothing(string? site, string? origin)
    {
        await Link();

        Assert.That(
            (await Press("spring", "whatsapp", site: site, origin: origin)).StatusCode,
            Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await SharesOf(), Is.Empty);
    }

    [Test]
    public async Task A_browser_without_fetch_metadata_is_known_by_its_origin()
    {
        await Link();

        var answer = await Press(
            "spring", "whatsapp", site: null,
            origin: App.ClientOptions.BaseAddress.GetLeftPart(UriPartial.Authority));

        Assert.That((int)answer.StatusCode, Is.EqualTo(303));
    }

    [TestCase("to=carrier-pigeon")]
    [TestCase("")]
    public async Task A_button_that_the_page_does_not_have_mints_nothing(string body)
    {
        await Link();

        Assert.That((await Send("spring", body)).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await SharesOf(), Is.Empty);
    }

    [TestCase("Shortener:Shares:PressesPerMinute")]
    [TestCase("Shortener:Shares:NetworkPressesPerMinute")]
    public async Task Too_many_presses_have_to_wait_for_the_next_minute(string setting)
    {
        _settings = new() { [setting] = "2" };
        await Link();
        await Press("spring", "whatsapp");
        await Press("spring", "telegram");

        var refused = await Press("spring", "line");
        Clock.Advance(TimeSpan.FromMinutes(1));
        var again = await Press("spring", "line");

        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(refused.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(60)));
        Assert.That(refused.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/html"));
        Assert.That((int)again.StatusCode, Is.EqualTo(303));
    }

    [TestCase("""{"enabled":false}""", 410)]
    [TestCase("""{"archived":true}""", 410)]
    [TestCase("""{"validUntil":"2026-03-14T09:00:00Z"}""", 410)]
    [TestCase("""{"validSince":"2026-03-14T09:00:01Z"}""", 404)]
    public async Task A_link_that_leads_nowhere_has_no_page(string change, int status)
    {
        await Link();
        using var admin = App.Admin();
        await admin.PatchJson("/api/v1/links/1", change);
        using var client = App.Anonymous();

        Assert.That((int)(await client.GetAsync("/-/share/spring")).StatusCode, Is.EqualTo(status));
        Assert.That((int)(await Press("spring", "whatsapp")).StatusCode, Is.EqualTo(status));
        Assert.That((int)(await client.GetAsync("/-/share/unknown")).StatusCode, Is.EqualTo(404));
    }

    [Test]
    public async Task What_the_marketer_wrote_is_text_wherever_it_stands()
    {
        const string evil = "\"><script>alert(1)</script>&'";
        await Make(JsonSerializer.Serialize(new { slug = "spring", url = "https://shop.example/", share = new { title = evil, message = evil } }));

        var page = await Page("spring");
        var copied = await (await Press("spring", "copy")).Content.ReadAsStringAsync();
        var mail = (await Press("spring", "mail")).Headers.Location!.OriginalString;

        Assert.That(page, Does.Contain("&quot;&gt;&lt;script&gt;alert(1)").And.Not.Contain("<script>alert"));
        Assert.That(copied, Does.Not.Contain("<script>alert"));
        Assert.That(mail, Does.Contain("%3Cscript%3E").And.Not.Contain("<").And.Not.Contain("\""));
    }

    [Test]
    public async Task The_page_is_small_and_nothing_is_loaded_beside_it()
    {
        await Link();
        using var client = App.Anonymous();

        var answer = await client.GetAsync("/-/share/spring");

        var page = await answer.Content.ReadAsStringAsync();
        Assert.That(Encoding.UTF8.GetByteCount(page), Is.LessThan(30 * 1024));
        Assert.That(page, Does.Not.Contain("src=").And.Not.Contain("@import").And.Not.Contain("<link"));
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.That(
            policy,
            Does.StartWith("default-src 'none';").And.Contain("form-action 'self' https://wa.me").And
                .Contain("mailto:").And.Not.Contain("unsafe"));
    }

    [Test]
    public async Task It_shows_the_picture_that_its_link_chose_and_loads_none_from_elsewhere()
    {
        await Link("{\"image\":\"https://cdn.shop.example/spring.jpg?w=\\\"800\"}");
        using var client = App.Anonymous();

        var answer = await client.GetAsync("/-/share/spring");

        Assert.That(
            await answer.Content.ReadAsStringAsync(),
            Does.Contain("src=\"https://cdn.shop.example/spring.jpg?w=&quot;800\" alt=\"\""));
        Assert.That(
            answer.Headers.GetValues("Content-Security-Policy").Single(),
            Does.Contain("; img-src 'self' https://cdn.shop.example; "));
    }

    [TestCase("de-AT,de;q=0.9,en;q=0.8", "lang=\"de\" dir=\"ltr\"", "Link kopieren")]
    [TestCase("ar", "lang=\"ar\" dir=\"rtl\"", "&#x")]
    [TestCase("tlh,fr;q=0.9", "lang=\"en\" dir=\"ltr\"", "Copy link")]
    [TestCase(null, "lang=\"en\" dir=\"ltr\"", "Copy link")]
    public async Task It_speaks_the_visitors_language_where_it_can(
        string? accepted, string attributes, string word)
    {
        await Link();

        Assert.That(await Page("spring", accepted), Does.Contain(attributes).And.Contain(word));
    }

    [Test]
    public async Task It_has_the_buttons_that_its_link_chose_in_their_order()
    {
        await Link("""{"buttons":["copy","line"]}""");

        var page = await Page("spring");

        Assert.That(
            page.IndexOf("value=\"copy\"", StringComparison.Ordinal),
            Is.Positive.And.LessThan(page.IndexOf("value=\"line\"", StringComparison.Ordinal)));
        Assert.That(page, Does.Not.Contain("value=\"whatsapp\""));
        Assert.That((await Press("spring", "whatsapp")).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [TestCase("""{"buttons":["fax"]}""", "share.buttons")]
    [TestCase("""{"buttons":[]}""", "share.buttons")]
    [TestCase("""{"message":"two\nlines"}""", "share.message")]
    [TestCase("""{"image":"http://shop.example/a.jpg"}""", "share.image")]
    [TestCase("""{"image":"javascript:alert(1)"}""", "share.image")]
    [TestCase("""{"image":"https://a:b@shop.example/a.jpg"}""", "share.image")]
    public async Task A_share_page_that_cannot_be_is_refused(string share, string field)
    {
        using var admin = App.Admin();

        var answer = await admin.PostJson(
            "/api/v1/links", $$"""{"url":"https://shop.example/","share":{{share}}}""");

        Assert.That((int)answer.Status, Is.EqualTo(422));
        Assert.That(answer.Error(field), Is.Not.Null);
    }

    [Test]
    public async Task What_the_page_says_can_be_changed_piece_by_piece_and_is_in_the_history()
    {
        await Link("""{"title":"Offers","message":"Look"}""");
        using var admin = App.Admin();

        var changed = await admin.PatchJson(
            "/api/v1/links/1", """{"share":{"message":null,"buttons":["copy"]}}""");

        Assert.That(
            JsonNode.DeepEquals(
                changed["share"],
                JsonNode.Parse("""{"title":"Offers","message":null,"image":null,"buttons":["copy"]}""")),
            changed.Body!.ToJsonString());
        Assert.That((await admin.GetJson("/api/v1/links/1/history"))["data"]![0]!["changes"]![0]!["field"]!.GetValue<string>(), Is.EqualTo("share"));
        Assert.That((await admin.PatchJson("/api/v1/links/1", """{"share":null}"""))["share"], Is.Null);
    }

    [Test]
    public void Links_and_pages_know_the_same_buttons() =>
        Assert.That(ShareButton.All.Select(button => button.Key), Is.EqualTo(LinkShare.AllButtons));

    private Task Link(string share = "null") =>
        Make($$"""{"slug":"spring","url":"https://shop.example/","title":"Spring","share":{{share}}}""");

    private async Task Make(string link)
    {
        using var admin = App.Admin();
        var made = await admin.PostJson("/api/v1/links", link);
        Assert.That(made.Status, Is.EqualTo(HttpStatusCode.Created), made.Body?.ToJsonString());
    }

    private async Task<List<JsonNode>> SharesOf(long link = 1)
    {
        using var admin = App.Admin();
        return [.. (await admin.GetJson($"/api/v1/links/{link}/shares"))["data"]!.AsArray().Select(
            share => share!)];
    }

    private async Task<string> Page(string name, string? language = null)
    {
        using var client = App.Anonymous();
        if (language is not null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", language);
        }
        return await client.GetStringAsync($"/-/share/{name}");
    }

    private Task<HttpResponseMessage> Press(
        string name, string key, string userAgent = Phone, string? site = "same-origin",
        string? origin = null, string? accept = null) =>
        Send(name, $"to={key}", userAgent, site, origin, accept);

    private async Task<HttpResponseMessage> Send(
        string name, string body, string userAgent = Phone, string? site = "same-origin",
        string? origin = null, string? accept = null)
    {
        using var client = App.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/-/share/{name}");
        request.Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");
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
