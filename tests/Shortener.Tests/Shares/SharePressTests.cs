using System.Net;
using System.Text.Json.Nodes;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Shares;

/// <summary>What the buttons of a share page do, for whom, and for whom not.</summary>
public sealed class SharePressTests(Engine engine) : OnSharePage(engine)
{
    private Dictionary<string, string>? _settings;

    protected override Dictionary<string, string>? Settings => _settings;

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
        await Press($"spring.{parent}", "telegram", Firefox);

        var child = (await SharesOf()).Single(share => share["app"]!.GetValue<string>() == "Telegram");
        Assert.That(
            (child["parent"]!.GetValue<string>(), child["generation"]!.GetValue<int>()),
            Is.EqualTo((parent, 2)));
    }

    [Test]
    public async Task Whoever_comes_back_by_their_own_share_is_no_friend_of_themselves()
    {
        await Link();
        await Press("spring", "whatsapp");
        var own = (await SharesOf()).Single()["token"]!.GetValue<string>();

        await Press($"spring.{own}", "telegram");

        var second = (await SharesOf()).Single(share => share["app"]!.GetValue<string>() == "Telegram");
        Assert.That((second["parent"], second["generation"]!.GetValue<int>()), Is.EqualTo(((JsonNode?)null, 1)));
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

    [Test]
    public async Task Who_is_taken_for_a_program_still_gets_the_link_as_it_is()
    {
        await Link();

        var refused = await Press("spring", "whatsapp", "curl/8.5.0");

        Assert.That(
            await refused.Content.ReadAsStringAsync(),
            Does.Contain($"readonly autofocus value=\"{App.ClientOptions.BaseAddress}spring\""));
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

    [TestCase("application/x-www-form-urlencoded; charset=utf-7")]
    [TestCase("multipart/form-data")]
    [TestCase("application/json")]
    public async Task A_form_that_cannot_be_read_mints_nothing(string contentType)
    {
        await Link();

        using var answer = await Send("spring", "to=copy", contentType: contentType);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
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
}
