using System.Net;
using System.Text.Json.Nodes;
using Shortener.Accounts;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Links;

public sealed class LinkCreationTests(Engine engine) : OnApp(engine)
{
    protected override StoppedClock Clock { get; } = new(new(2026, 11, 21, 17, 16, 39, TimeSpan.Zero));

    [Test]
    public async Task A_new_link_is_answered_as_the_contract_shows_it()
    {
        var admin = App.Admin();
        var host = admin.BaseAddress!.Authority;

        var made = await admin.PostJson("/api/v1/links", """
            { "url": "https://shop.example/spring", "slug": "k7f2mq",
              "utm_source": "newsletter", "utm_medium": "email", "utm_campaign": "spring" }
            """);

        Assert.That(made.Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(made.Message.Headers.Location!.OriginalString, Is.EqualTo("/api/v1/links/1"));
        Assert.That(JsonNode.DeepEquals(made.Body, JsonNode.Parse($$"""
            { "id": 1, "domain": "{{host}}", "slug": "k7f2mq", "shortUrl": "http://{{host}}/k7f2mq",
              "url": "https://shop.example/spring",
              "destination": "https://shop.example/spring?utm_source=newsletter&utm_medium=email&utm_campaign=spring",
              "utm_source": "newsletter", "utm_medium": "email", "utm_campaign": "spring", "utm_term": null,
              "utm_content": null, "ref": null, "title": null, "tags": [], "externalId": null, "validSince": null,
              "validUntil": null, "maxClicks": null, "expiredUrl": null, "status": 302, "forwardQuery": true, "trackConversions": false,
              "snippet": false, "qr": null, "share": null, "notes": null,
              "qrUrl": "http://{{host}}/k7f2mq.svg", "shareUrl": "http://{{host}}/-/share/k7f2mq",
              "createdAt": "2026-11-21T17:16:39Z", "updatedAt": "2026-11-21T17:16:39Z", "enabled": true, "archived": false,
              "counts": { "hits": 0, "clicks": 0, "uniqueClicks": 0, "qrScans": 0, "previews": 0, "bots": 0, "prefetches": 0 } }
            """)), made.Body!.ToJsonString());
        Assert.That(JsonNode.DeepEquals((await admin.GetJson("/api/v1/links/1")).Body, made.Body));
    }

    [Test]
    public async Task A_link_comes_back_with_every_field_that_was_sent()
    {
        var sent = JsonNode.Parse("""
            { "url": "https://shop.example/?a=1#f", "slug": "Käse", "title": "T", "tags": ["b", "a"], "utm_source": "1",
              "utm_medium": "2", "utm_campaign": "3", "utm_term": "4", "utm_content": "5", "ref": "6", "externalId": "crm-7",
              "validSince": "2026-01-01T00:00:00Z", "validUntil": "2027-01-01T00:00:00.500Z", "maxClicks": 10,
              "expiredUrl": "https://shop.example/over", "status": 307, "forwardQuery": false, "enabled": false,
              "qr": { "style": { "foreground": "#112233", "background": "#ffffff", "correction": "H" } },
              "share": { "title": "A", "message": "B", "image": "https://cdn.shop.example/a.jpg", "buttons": ["copy", "line"] },
              "notes": "n\nm", "createdAt": "2020-02-29T12:00:00Z" }
            """)!.AsObject();

        var made = await App.Admin().PostJson("/api/v1/links", sent.ToJsonString());

        Assert.That(made.Status, Is.EqualTo(HttpStatusCode.Created), made.Body?.ToJsonString());
        Assert.That(sent.Where(f => !JsonNode.DeepEquals(f.Value, made[f.Key])).Select(f => f.Key), Is.Empty);
        Assert.That(made["shortUrl"]!.GetValue<string>(), Does.EndWith("/K%C3%A4se"));
        Assert.That(made["destination"]!.GetValue<string>(), Is.EqualTo(
            "https://shop.example/?a=1&utm_source=1&utm_medium=2&utm_campaign=3&utm_term=4&utm_content=5&ref=6#f"));
    }

    [Test]
    public async Task A_slug_that_nobody_chose_has_six_letters_of_the_alphabet()
    {
        var made = await App.Admin().PostJson("/api/v1/links", """{ "url": "https://shop.example/" }""");

        Assert.That(made["slug"]!.GetValue<string>(), Does.Match("^[2-9a-hjkmnp-z]{6}$"));
    }

    [Test]
    public async Task A_field_of_a_later_capability_is_refused_in_words_and_never_ignored()
    {
        string[] fields =
        [
            "\"templateId\": 1", "\"password\": \"x\"",
            "\"rules\": []", "\"variants\": []", "\"preview\": {}",
        ];
        var link = await Made("""{ "url": "https://x.example/" }""");

        foreach (var field in fields)
        {
            var name = field.Split('"')[1];
            var made = await App.Admin().PostJson(
                "/api/v1/links", $$"""{ "url": "https://x.example/", {{field}} }""");
            var changed = await App.Admin().PatchJson($"/api/v1/links/{link}", $$"""{ {{field}} }""");

            Assert.That(
                (made.Status, changed.Status),
                Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest)), field);
            Assert.That(
                made.Error(name), Does.StartWith("Shortener does not know").And.EqualTo(changed.Error(name)));
        }
    }

    [Test]
    public async Task What_cannot_be_read_as_a_link_is_refused_by_the_name_of_its_field()
    {
        (string Body, string Field)[] rows =
        [
            ("""{ "url": "https://x.example/", "colour": 1 }""", "colour"),
            ("""{ "url": "https://x.example/", "utmSource": "a" }""", "utmSource"),
            ("""{ "url": "https://x.example/", "URL": "https://x.example/" }""", "URL"),
            ("""{ "url": 5 }""", "url"),
            ("""{ "url": null }""", "url"),
            ("""{ }""", "url"),
            ("""{ "url": "https://x.example/", "maxClicks": "3" }""", "maxClicks"),
            ("""{ "url": "https://x.example/", "maxClicks": 1.5 }""", "maxClicks"),
            ("""{ "url": "https://x.example/", "maxClicks": 1e999 }""", "maxClicks"),
            ("""{ "url": "https://x.example/", "maxClicks": 99999999999999999999 }""", "maxClicks"),
            ("""{ "url": "https://x.example/", "validUntil": "tomorrow" }""", "validUntil"),
            ("""{ "url": "https://x.example/", "validUntil": "2026-01-01T00:00:00" }""", "validUntil"),
            ("""{ "url": "https://x.example/", "tags": "a" }""", "tags"),
            ("""{ "url": "https://x.example/", "qr": { "style": { "size": 1 } } }""", "qr.style.size"),
            ("""{ "url": "https://x.example/\u0000" }""", "url"),
            ("""{ "url": "https://x.example/", "title": "\ud800" }""", "title"),
        ];
        var admin = App.Admin();

        foreach (var (body, field) in rows)
        {
            var answer = await admin.PostJson("/api/v1/links", body);

            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest), body);
            Assert.That(
                answer.Message.Content.Headers.ContentType!.MediaType,
                Is.EqualTo("application/problem+json"));
            Assert.That(answer.Error(field), Is.Not.Null.And.Not.Empty, answer.Body?.ToJsonString());
        }
    }

    [Test]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        var answer = await App.Admin().PostJson(
            "/api/v1/links", """{ "url": "x", "slug": "a/b", "status": 1, "maxClicks": -1 }""");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(
            answer["errors"]!.AsObject().Select(e => e.Key),
            Is.EquivalentTo(new[] { "url", "slug", "status", "maxClicks" }));
        Assert.That(answer["detail"]!.GetValue<string>(), Does.Contain("https://").And.Contain("301, 302"));
    }

    [Test]
    public async Task A_destination_on_the_host_of_the_request_would_lead_in_a_circle()
    {
        var admin = App.Admin();

        var answer = await admin.PostJson("/api/v1/links", $$"""{ "url": "{{admin.BaseAddress}}k7f2mq" }""");

        Assert.That(answer.Error("url"), Does.Contain("circle"));
    }

    [Test]
    public async Task A_taken_slug_is_a_conflict_and_so_is_one_that_differs_by_case()
    {
        await Made("""{ "url": "https://x.example/", "slug": "Spring" }""");

        var same = await App.Admin().PostJson(
            "/api/v1/links", """{ "url": "https://y.example/", "slug": "Spring" }""");
        var other = await App.Admin().PostJson(
            "/api/v1/links", """{ "url": "https://y.example/", "slug": "spring" }""");

        Assert.That(
            (same.Status, other.Status), Is.EqualTo((HttpStatusCode.Conflict, HttpStatusCode.Conflict)));
        Assert.That(same.Error("slug"), Is.EqualTo("'Spring' is taken by link 1."));
        Assert.That(other.Error("slug"), Does.Contain("differs only by case from 'Spring'"));
    }

    [TestCase("new", 201, 2)]
    [TestCase("return", 200, 1)]
    public async Task A_second_link_to_the_same_place_is_what_was_asked_for(
        string ifExists, int status, int id)
    {
        await Made("""{ "url": "https://x.example/", "utm_source": "a" }""");

        var second = await App.Admin().PostJson(
            $"/api/v1/links?ifExists={ifExists}", """{ "url": "https://x.example/?utm_source=a", "title": "other" }""");

        Assert.That(((int)second.Status, second["id"]!.GetValue<int>()), Is.EqualTo((status, id)));
    }

    [Test]
    public async Task A_second_link_to_the_same_place_can_be_an_error()
    {
        await Made("""{ "url": "https://x.example/" }""");

        var second = await App.Admin().PostJson(
            "/api/v1/links?ifExists=error", """{ "url": "https://x.example/" }""");
        var unknown = await App.Admin().PostJson(
            "/api/v1/links?ifExists=maybe", """{ "url": "https://x.example/" }""");

        Assert.That(second.Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(second.Error("url"), Does.Contain("Link 1"));
        Assert.That(unknown.Error("ifExists"), Does.Contain("new, return, error"));
    }

    [Test]
    public async Task The_moment_of_creation_is_set_by_admins_only()
    {
        const string body = """{ "url": "https://x.example/", "createdAt": "2020-01-01T00:00:00Z" }""";
        var writer = await App.With(Scopes.LinksWrite);

        Assert.That(
            (await writer.PostJson("/api/v1/links", body)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(
            (await App.Admin().PostJson("/api/v1/links", body))["createdAt"]!.GetValue<string>(),
            Is.EqualTo("2020-01-01T00:00:00Z"));
    }

    private async Task<long> Made(string body)
    {
        var made = await App.Admin().PostJson("/api/v1/links", body);
        Assert.That(made.Status, Is.EqualTo(HttpStatusCode.Created), made.Body?.ToJsonString());
        return made["id"]!.GetValue<long>();
    }
}
