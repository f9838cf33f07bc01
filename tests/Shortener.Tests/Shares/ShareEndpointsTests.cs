using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Shortener.Accounts;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Shares;

public sealed class ShareEndpointsTests(Engine engine) : OnApp(engine)
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    private readonly StoppedClock _clock = new(Nine);

    protected override StoppedClock Clock => _clock;

    [Test]
    public async Task A_share_is_answered_with_its_address_and_found_again()
    {
        using var admin = App.Admin();
        await Make(admin, "spring");

        var made = await admin.PostJson("/api/v1/links/1/shares", """{"app":"WhatsApp"}""");

        Assert.That(made.Status, Is.EqualTo(HttpStatusCode.Created));
        var token = Token(made);
        var host = App.ClientOptions.BaseAddress.Authority;
        Assert.That(token, Has.Length.EqualTo(8));
        Assert.That(made.Message.Headers.Location!.OriginalString, Is.EqualTo($"/api/v1/shares/{token}"));
        var expected = JsonNode.Parse($$$"""
            {"token":"{{{token}}}","shortUrl":"http://{{{host}}}/spring.{{{token}}}","shareUrl":"http://{{{host}}}/-/share/spring.{{{token}}}",
             "link":{"id":1,"slug":"spring","domain":"{{{host}}}"},"channel":"messaging","app":"WhatsApp","parent":null,"generation":1,
             "advocate":null,"mintedBy":"api","createdAt":"2026-03-14T09:00:00Z",
             "counts":{"hits":0,"clicks":0,"uniqueClicks":0,"qrScans":0,"previews":0,"bots":0,"prefetches":0},"arrivals":0}
            """);
        Assert.That(JsonNode.DeepEquals(made.Body, expected), made.Body!.ToJsonString());
        var shown = await admin.GetJson($"/api/v1/shares/{token}");
        Assert.That(JsonNode.DeepEquals(shown.Body, expected), shown.Body!.ToJsonString());
    }

    [Test]
    public async Task A_child_is_one_generation_further_and_names_its_parent()
    {
        using var admin = App.Admin();
        await Make(admin, "spring");
        var parent = Token(await admin.PostJson("/api/v1/links/1/shares", "{}"));

        var child = await admin.PostJson(
            "/api/v1/links/1/shares", $$"""{"parent":"{{parent}}","channel":"email"}""");

        Assert.That(child["generation"]!.GetValue<long>(), Is.EqualTo(2));
        Assert.That(child["parent"]!.GetValue<string>(), Is.EqualTo(parent));
        Assert.That(child["channel"]!.GetValue<string>(), Is.EqualTo("email"));
    }

    [TestCase("whatsapp", "WhatsApp", "messaging")]
    [TestCase("Signal", "Signal", "messaging")]
    [TestCase("microsoft TEAMS", "Microsoft Teams", "collaboration")]
    [TestCase("our own app", "our own app", null)]
    public async Task An_app_that_is_known_is_spelt_as_in_reports_and_brings_its_channel(
        string app, string name, string? channel)
    {
        using var admin = App.Admin();
        await Make(admin, "spring");

        var made = await admin.PostJson("/api/v1/links/1/shares", $$"""{"app":"{{app}}"}""");

        Assert.That((string?)made["app"], Is.EqualTo(name));
        Assert.That((string?)made["channel"], Is.EqualTo(channel));
    }

    [TestCase("""{"parent":"nobody22"}""", 422, "parent")]
    [TestCase("""{"parent":"no token at all"}""", 422, "parent")]
    [TestCase("""{"channel":"carrier-pigeon"}""", 422, "channel")]
    [TestCase("""{"app":"two\nlines"}""", 422, "app")]
    [TestCase("""{"token":"four"}""", 422, "token")]
    [TestCase("""{"token":"eightlet"}""", 422, "token")]
    [TestCase("""{"createdAt":"2026-03-14T09:00:01Z"}""", 422, "createdAt")]
    [TestCase("""{"advocate":7}""", 400, "advocate")]
    public async Task What_breaks_a_rule_is_refused_and_named(string body, int status, string field)
    {
        using var admin = App.Admin();
        await Make(admin, "spring");

        var answer = await admin.PostJson("/api/v1/links/1/shares", body);

        Assert.That((int)answer.Status, Is.EqualTo(status));
        Assert.That(answer.Error(field), Is.Not.Null);
        Assert.That(await Db.Find<long>("select count(*) from shares"), Is.Zero);
    }

    [Test]
    public async Task A_parent_of_another_link_is_refused()
    {
        using var admin = App.Admin();
        await Make(admin, "spring");
        await Make(admin, "summer");
        var foreign = Token(await admin.PostJson("/api/v1/links/2/shares", "{}"));

        var answer = await admin.PostJson("/api/v1/links/1/shares", $$"""{"parent":"{{foreign}}"}""");

        Assert.That((int)answer.Status, Is.EqualTo(422));
        Assert.That(answer.Error("parent"), Does.Contain("another link"));
    }

    [Test]
    public async Task A_child_is_not_made_before_its_parent()
    {
        using var admin = App.Admin();
        await Make(admin, "spring");
        var parent = Token(await admin.PostJson("/api/v1/links/1/shares", "{}"));

        var answer = await admin.PostJson(
            "/api/v1/links/1/shares", $$"""{"parent":"{{parent}}","createdAt":"2026-03-14T08:59:59Z"}""");

        Assert.That((int)answer.Status, Is.EqualTo(422));
        Assert.That(answer.Error("createdAt"), Is.Not.Null);
    }

    [Test]
    public async Task A_chosen_token_is_given_out_once_in_the_instance()
    {
        using var admin = App.Admin();
        await Make(admin, "spring");
        await Make(admin, "summer");

        var first = await admin.PostJson("/api/v1/links/1/shares", """{"token":"julia"}""");
        var second = await admin.PostJson("/api/v1/links/2/shares", """{"token":"julia"}""");

        Assert.That(
            (first.Status, second.Status), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.Conflict)));
        Assert.That(Token(first), Is.EqualTo("julia"));
    }

    [Test]
    public async Task Only_an_admin_says_when_a_share_was_made()
    {
        using var admin = App.Admin();
        await Make(admin, "spring");
        using var writer = await App.With(Scopes.LinksWrite);
        const string body = """{"createdAt":"2026-01-02T03:04:05Z"}""";

        Assert.That(
            (await writer.PostJson("/api/v1/links/1/shares", body)).Status,
            Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(
            (await admin.PostJson("/api/v1/links/1/shares", body))["createdAt"]!.GetValue<string>(),
            Is.EqualTo("2026-01-02T03:04:05Z"));
    }

    [Test]
    public async Task A_link_that_is_not_there_is_404_and_a_deleted_one_410()
    {
        using var admin = App.Admin();
        await Make(admin, "spring");
        await admin.DeleteAsync("/api/v1/links/1");

        Assert.That(
            (await admin.PostJson("/api/v1/links/1/shares", "{}")).Status, Is.EqualTo(HttpStatusCode.Gone));
        Assert.That(
            (await admin.PostJson("/api/v1/links/2/shares", "{}")).Status,
            Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(
            (await admin.GetJson("/api/v1/links/2/shares")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(
            (await admin.GetJson("/api/v1/shares/nobody22")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(
            (await admin.GetJson("/api/v1/shares/x/tree")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_repeated_idempotency_key_makes_one_share()
    {
        using var admin = App.Admin();
        await Make(admin, "spring");
        admin.DefaultRequestHeaders.Add("Idempotency-Key", "once");

        var first = await admin.PostJson("/api/v1/links/1/shares", "{}");
        var second = await admin.PostJson("/api/v1/links/1/shares", "{}");

        Assert.That(Token(second), Is.EqualTo(Token(first)));
        Assert.That(await Db.Find<long>("select count(*) from shares"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_list_shows_every_share_of_its_link_once_newest_first()
    {
        using var admin = App.Admin();
        await Make(admin, "spring");
        await Make(admin, "summer");
        await admin.PostJson("/api/v1/links/2/shares", "{}");
        var tokens = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            // Two in each second.
            if (i % 2 == 0) _clock.Advance(TimeSpan.FromSeconds(1));
            tokens.Add(Token(await admin.PostJson("/api/v1/links/1/shares", "{}")));
        }

        var listed = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = await admin.GetJson($"/api/v1/links/1/shares?limit=2&cursor={cursor}");
            listed.AddRange(page["data"]!.AsArray().Select(share => share!));
            cursor = page["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);

        Assert.That(listed.Select(share => share["token"]!.GetValue<string>()), Is.EquivalentTo(tokens));
        Assert.That(listed.Select(share => share["createdAt"]!.GetValue<string>()), Is.Ordered.Descending);
    }

    [Test]
    public async Task A_tree_goes_as_deep_and_as_wide_as_asked_and_says_where_there_is_more()
    {
        using var admin = App.Admin();
        await Make(admin, "spring");
        // root ─┬─ a ── aa ── aaa
        //       ├─ b
        //       └─ c
        var root = await Child(admin, null);
        var a = await Child(admin, root);
        var b = await Child(admin, root);
        var c = await Child(admin, root);
        var aa = await Child(admin, a);
        var aaa = await Child(admin, aa);

        var whole = (await admin.GetJson($"/api/v1/shares/{root}/tree")).Body!;
        var flat = (await admin.GetJson($"/api/v1/shares/{root}/tree?depth=1")).Body!;
        var small = (await admin.GetJson($"/api/v1/shares/{root}/tree?limit=2")).Body!;
        var rest = (await admin.GetJson($"/api/v1/shares/{root}/tree?limit=2&cursor={small["more"]}")).Body!;

        Assert.That(Outline(whole), Is.EqualTo($"{root}({a}({aa}({aaa})) {b} {c})"));
        Assert.That(Outline(flat), Is.EqualTo($"{root}({a}+ {b} {c})"));
        Assert.That(Outline(small), Is.EqualTo($"{root}+({a}+ {b})"));
        Assert.That(Outline(rest), Is.EqualTo($"{root}({c})"));
        var below =
            (await admin.GetJson($"/api/v1/shares/{a}/tree?cursor={small["children"]![0]!["more"]}")).Body!;
        Assert.That(Outline(below), Is.EqualTo($"{a}({aa}({aaa}))"));
        Assert.That(
            (int)(await admin.GetJson($"/api/v1/shares/{b}/tree?cursor={small["more"]}")).Status,
            Is.EqualTo(400));
    }

    [Test]
    public async Task Shares_are_creations_of_which_a_key_may_make_so_many_a_minute()
    {
        await using var app = new App(
            Database, new() { ["Shortener:Accounts:CreationsPerMinute"] = "2" }, _clock);
        await app.Admin().PostJson("/api/v1/links", """{"url":"https://shop.example/","slug":"spring"}""");
        var writer = await app.With(Scopes.LinksRead, Scopes.LinksWrite);
        _clock.Advance(TimeSpan.FromSeconds(20));

        var answers = new List<Answer>();
        for (var n = 0; n < 4; n++) answers.Add(await writer.PostJson("/api/v1/links/1/shares", "{}"));
        var read = await writer.GetJson("/api/v1/links/1/shares");
        _clock.Advance(TimeSpan.FromSeconds(40));
        var later = await writer.PostJson("/api/v1/links/1/shares", "{}");

        Assert.That(answers.Select(answer => (int)answer.Status), Is.EqualTo(new[] { 201, 201, 429, 429 }));
        Assert.That(answers[2].Message.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(40)));
        Assert.That((string?)answers[2]["type"], Is.EqualTo("urn:shortener:problem:too-many"));
        Assert.That(read["data"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That(later.Status, Is.EqualTo(HttpStatusCode.Created));
    }

    /// <summary>
    /// Refused before its body is read: not even a chosen token that is taken, or nonsense, is free.
    /// </summary>
    [Test]
    public async Task What_is_refused_counts_as_well()
    {
        await using var app = new App(
            Database, new() { ["Shortener:Accounts:CreationsPerMinute"] = "2" }, _clock);
        await app.Admin().PostJson("/api/v1/links", """{"url":"https://shop.example/","slug":"spring"}""");
        var writer = await app.With(Scopes.LinksWrite);

        var nonsense = await writer.PostJson("/api/v1/links/1/shares", """{"token":"four"}""");
        var nowhere = await writer.PostJson("/api/v1/links/99/shares", "{}");
        var refused = await writer.PostJson("/api/v1/links/1/shares", "{}");

        Assert.That(
            new[] { nonsense, nowhere, refused }.Select(answer => (int)answer.Status),
            Is.EqualTo(new[] { 422, 404, 429 }));
    }

    [Test]
    public async Task The_tree_of_a_link_begins_with_the_shares_of_the_bare_link()
    {
        using var admin = App.Admin();
        await Make(admin, "spring");
        await Make(admin, "summer");
        await admin.PostJson("/api/v1/links/2/shares", "{}");
        // spring ─┬─ a ── aa ── aaa
        //         ├─ b
        //         └─ c
        var a = await Child(admin, null);
        var b = await Child(admin, null);
        var aa = await Child(admin, a);
        var c = await Child(admin, null);
        var aaa = await Child(admin, aa);

        const string tree = "/api/v1/links/1/shares/tree";
        var whole = (await admin.GetJson(tree)).Body!;
        var flat = (await admin.GetJson($"{tree}?depth=1")).Body!;
        var bare = (await admin.GetJson($"{tree}?depth=0")).Body!;
        var small = (await admin.GetJson($"{tree}?limit=2")).Body!;
        var rest = (await admin.GetJson($"{tree}?limit=2&cursor={small["more"]}")).Body!;

        Assert.That(Outline(whole), Is.EqualTo($"({a}({aa}({aaa})) {b} {c})"));
        Assert.That(Outline(flat), Is.EqualTo($"({a}+ {b} {c})"));
        Assert.That(Outline(bare), Is.EqualTo("+"));
        Assert.That(Outline(small), Is.EqualTo($"+({a}+ {b})"));
        Assert.That(Outline(rest), Is.EqualTo($"({c})"));
        Assert.That((string?)whole["link"]!["slug"], Is.EqualTo("spring"));
        var below =
            (await admin.GetJson($"/api/v1/shares/{a}/tree?cursor={small["children"]![0]!["more"]}")).Body!;
        Assert.That(Outline(below), Is.EqualTo($"{a}({aa}({aaa}))"));
        Assert.That(
            (int)(await admin.GetJson($"/api/v1/links/2/shares/tree?cursor={small["more"]}")).Status,
            Is.EqualTo(400));
        Assert.That((int)(await admin.GetJson("/api/v1/links/3/shares/tree")).Status, Is.EqualTo(404));
    }

    private async Task<string> Child(HttpClient admin, string? parent)
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        return Token(await admin.PostJson(
            "/api/v1/links/1/shares", parent is null ? "{}" : $$"""{"parent":"{{parent}}"}"""));
    }

    // token, a plus where there are more children, and the children.
    private static string Outline(JsonNode node)
    {
        var children = node["children"]!.AsArray().Select(child => Outline(child!)).ToList();
        return string.Create(CultureInfo.InvariantCulture,
            $"{node["token"]}{(node["more"] is null ? "" : "+")}{(children.Count == 0 ? "" : $"({string.Join(' ', children)})")}");
    }

    private static async Task Make(HttpClient admin, string slug) =>
        Assert.That((await admin.PostJson("/api/v1/links", $$"""{"slug":"{{slug}}","url":"https://shop.example/"}""")).Status, Is.EqualTo(HttpStatusCode.Created));

    private static string Token(Answer answer) => answer["token"]!.GetValue<string>();
}
