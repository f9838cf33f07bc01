using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shortener.Links;
using Shortener.Shares;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Shares;

/// <summary>What a share page shows, and which links have one.</summary>
public sealed class SharePageTests(Engine engine) : OnSharePage(engine)
{
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
    public async Task A_link_whose_clicks_are_used_up_has_no_page_either()
    {
        await Make("""{"slug":"spring","url":"https://shop.example/","maxClicks":1}""");
        using var client = App.Anonymous();
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", Phone);

        var before = await client.GetAsync("/-/share/spring");
        await client.GetAsync("/spring");
        var after = await client.GetAsync("/-/share/spring");

        Assert.That(((int)before.StatusCode, (int)after.StatusCode), Is.EqualTo((200, 410)));
        Assert.That((int)(await Press("spring", "whatsapp")).StatusCode, Is.EqualTo(410));
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
    public async Task The_host_is_not_said_again_where_it_is_the_title()
    {
        await Link();
        await Make("""{"slug":"bare","url":"https://shop.example/"}""");

        Assert.That(await Page("spring"), Does.Contain("<p class=\"soft\">shop.example</p>"));
        Assert.That(await Page("bare"), Does.Not.Contain("<p class=\"soft\">shop.example</p>"));
    }

    [Test]
    public async Task It_says_what_its_buttons_are_for()
    {
        await Link();

        Assert.That(
            await Page("spring"),
            Does.Contain("<h2 id=\"how\">Share this</h2>").And.Contain("class=\"to\" aria-labelledby=\"how\""));
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

    /// <summary>A browser that is sent elsewhere by a form stays where it is, and says nothing.</summary>
    [Test]
    public void The_policy_lets_every_button_go_where_it_leads()
    {
        var message = new ShareMessage("Spring", "Look", "https://go.example/spring.abcdefgh");

        var blocked = from button in ShareButton.All
                      let address = button.Target?.Invoke(message)
                      where address is not null
                      let target = new Uri(address)
                      where !button.FormActions.Split(' ').Any(allowed => Allows(allowed, target))
                      select $"{button.Key}: {target}";

        Assert.That(blocked, Is.Empty);
    }

    // As in a policy: a scheme (sms:), an origin, or an origin whose first label is any (https://*.line.me).
    private static bool Allows(string allowed, Uri target)
    {
        if (!allowed.Contains("//")) return allowed == target.Scheme + ":";
        return allowed.StartsWith("https://*.", StringComparison.Ordinal)
            ? target.Scheme is "https" && target.Host.EndsWith(allowed["https://*".Length..], StringComparison.Ordinal)
            : allowed == target.GetLeftPart(UriPartial.Authority);
    }

    [Test]
    public void Links_and_pages_know_the_same_buttons() =>
        Assert.That(ShareButton.All.Select(button => button.Key), Is.EqualTo(LinkShare.AllButtons));
}
