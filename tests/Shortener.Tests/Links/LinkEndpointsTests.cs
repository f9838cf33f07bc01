using System.Net;
using System.Text.Json.Nodes;
using Shortener.Accounts;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Links;

public sealed class LinkEndpointsTests(Engine engine) : OnApp(engine)
{
    protected override StoppedClock Clock { get; } = new(new(2026, 11, 21, 17, 16, 39, TimeSpan.Zero));

    [Test]
    public async Task A_patch_keeps_what_is_absent_and_clears_what_is_null()
    {
        var id = await Made("""
            { "url": "https://x.example/", "title": "T", "tags": ["a"], "utm_source": "s", "maxClicks": 5, "enabled": false, "status": 301,
              "qr": { "style": { "foreground": "#112233", "correction": "H" } } }
            """);
        Clock.Advance(TimeSpan.FromMinutes(1));

        var changed = await App.Admin().PatchJson($"/api/v1/links/{id}", """
            { "title": null, "tags": null, "utm_medium": "m", "enabled": null, "status": null, "archived": true,
              "qr": { "style": { "foreground": "#000000" } } }
            """);

        Assert.That(changed.Status, Is.EqualTo(HttpStatusCode.OK), changed.Body?.ToJsonString());
        Assert.That(JsonNode.DeepEquals(changed["qr"], JsonNode.Parse(
            """{ "style": { "foreground": "#000000", "background": "#ffffff", "correction": "H" } }""")));
        var values = new[] { "title", "tags", "utm_source", "utm_medium", "maxClicks", "enabled", "status", "archived", "updatedAt" }
            .Select(f => changed[f]?.ToJsonString() ?? "null");
        Assert.That(values, Is.EqualTo(new[]
            { "null", "[]", "\"s\"", "\"m\"", "5", "true", "302", "true", "\"2026-11-21T17:17:39Z\"" }));
        Assert.That(
            JsonNode.DeepEquals((await App.Admin().GetJson($"/api/v1/links/{id}")).Body, changed.Body));
    }

    [Test]
    public async Task A_patch_that_leaves_no_sound_link_changes_nothing()
    {
        (string Body, int Status, string Field)[] rows =
        [
            ("""{ "url": null }""", 422, "url"),
            ("""{ "url": "x" }""", 422, "url"),
            ("""{ "createdAt": "2020-01-01T00:00:00Z" }""", 400, "createdAt"),
            ("""{ "colour": 1 }""", 400, "colour"),
            ("""{ "tags": 1 }""", 400, "tags"),
            ("""{ "tags": [1] }""", 400, "tags[0]"),
            ("""{ "validUntil": "soon" }""", 400, "validUntil"),
            ("""{ "qr": { "style": { "size": 1 } } }""", 400, "qr.style.size"),
            ("""{ "qr": { "style": { "foreground": 1 } } }""", 400, "qr.style.foreground"),
            ("""{ "slug": null }""", 422, "slug"),
            ("""{ "validSince": "2027-01-01T00:00:00Z" }""", 422, "validUntil"),
            ("""{ "qr": { "style": { "foreground": "#ffffff" } } }""", 422, "qr.style.foreground"),
            ("""{ "title": "new", "externalId": "first" }""", 409, "externalId"),
        ];
        await Made("""{ "url": "https://x.example/1", "externalId": "first" }""");
        var id = await Made("""{ "url": "https://x.example/2", "validUntil": "2026-12-01T00:00:00Z" }""");
        var before = await App.Admin().GetJson($"/api/v1/links/{id}");

        foreach (var (body, status, field) in rows)
        {
            var answer = await App.Admin().PatchJson($"/api/v1/links/{id}", body);

            Assert.That((int)answer.Status, Is.EqualTo(status), answer.Body?.ToJsonString());
            Assert.That(answer.Error(field), Is.Not.Null.And.Not.Empty, answer.Body?.ToJsonString());
            Assert.That(
                JsonNode.DeepEquals((await App.Admin().GetJson($"/api/v1/links/{id}")).Body, before.Body),
                body);
        }
    }

    [Test]
    public async Task A_slug_does_not_change()
    {
        var id = await Made("""{ "url": "https://x.example/", "slug": "spring" }""");

        var other = await App.Admin().PatchJson($"/api/v1/links/{id}", """{ "slug": "summer" }""");
        var same = await App.Admin().PatchJson(
            $"/api/v1/links/{id}", """{ "slug": "spring", "title": "T" }""");

        Assert.That(
            (other.Status, same.Status), Is.EqualTo((HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK)));
    }

    [Test]
    public async Task A_deleted_link_is_gone_for_ever_and_keeps_its_history()
    {
        var id = await Made("""{ "url": "https://x.example/", "slug": "spring" }""");
        var admin = App.Admin();

        var deleted = await admin.DeleteAsync($"/api/v1/links/{id}");

        Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await admin.GetJson($"/api/v1/links/{id}")).Status, Is.EqualTo(HttpStatusCode.Gone));
        Assert.That(
            (await admin.PatchJson($"/api/v1/links/{id}", """{ "title": "T" }""")).Status,
            Is.EqualTo(HttpStatusCode.Gone));
        Assert.That(
            (await admin.DeleteAsync($"/api/v1/links/{id}")).StatusCode, Is.EqualTo(HttpStatusCode.Gone));
        Assert.That((await admin.GetJson("/api/v1/links"))["data"]!.AsArray(), Is.Empty);
        Assert.That(
            (await admin.GetJson($"/api/v1/links/{id}/history"))["data"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That((await admin.PostJson(
            "/api/v1/links", """{ "url": "https://x.example/", "slug": "SPRING" }""")).Error("slug"),
            Does.Contain("never given out again"));
    }

    [Test]
    public async Task The_history_says_who_changed_what_and_when()
    {
        var id = await Made("""{ "url": "https://x.example/" }""");
        Clock.Advance(TimeSpan.FromHours(1));
        var writer = await App.With(Scopes.LinksWrite);
        await writer.PatchJson($"/api/v1/links/{id}", """{ "url": "https://y.example/", "maxClicks": 3 }""");

        var first = await App.Admin().GetJson($"/api/v1/links/{id}/history?limit=1");
        var second = await App.Admin().GetJson(
            $"/api/v1/links/{id}/history?limit=1&cursor={first["nextCursor"]}");

        Assert.That(JsonNode.DeepEquals(first["data"]![0], JsonNode.Parse($$"""
            { "id": 2, "at": "2026-11-21T18:16:39Z", "by": { "keyId": 2, "name": "test" }, "action": "changed", "changes": [
                { "field": "url", "from": "https://x.example/", "to": "https://y.example/" },
                { "field": "maxClicks", "from": null, "to": 3 } ] }
            """)), first.Body!.ToJsonString());
        Assert.That(second["data"]![0]!["action"]!.GetValue<string>(), Is.EqualTo("created"));
        Assert.That(second["nextCursor"], Is.Null);
    }

    [Test]
    public async Task An_external_id_makes_a_link_once_and_then_replaces_it()
    {
        var admin = App.Admin();

        var made = await admin.PutJson(
            "/api/v1/links/by-external-id/crm-7",
            """{ "url": "https://x.example/", "title": "T", "slug": "spring" }""");
        var replaced = await admin.PutJson(
            "/api/v1/links/by-external-id/crm-7", """{ "url": "https://y.example/" }""");
        var moved = await admin.PutJson(
            "/api/v1/links/by-external-id/crm-7", """{ "url": "https://y.example/", "slug": "summer" }""");
        var unlike = await admin.PutJson(
            "/api/v1/links/by-external-id/crm-7",
            """{ "url": "https://y.example/", "externalId": "crm-8" }""");

        Assert.That((made.Status, replaced.Status), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.OK)));
        Assert.That(
            new[] { "id", "slug", "url", "title", "externalId" }.Select(
                f => replaced[f]?.ToJsonString() ?? "null"),
            Is.EqualTo(new[] { "1", "\"spring\"", "\"https://y.example/\"", "null", "\"crm-7\"" }));
        Assert.That(
            (moved.Status, unlike.Status),
            Is.EqualTo((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity)));
    }

    [TestCase("gid%3A%2F%2Fshop%2FProduct%2F1")]
    [TestCase("gid%3A//shop/Product/1")]
    public async Task An_external_id_may_hold_slashes(string inAddress)
    {
        var made = await App.Admin().PutJson(
            "/api/v1/links/by-external-id/" + inAddress, """{ "url": "https://x.example/" }""");

        Assert.That(made["externalId"]!.GetValue<string>(), Is.EqualTo("gid://shop/Product/1"));
    }

    [TestCase("9223372036854775808")]
    [TestCase("-1")]
    [TestCase("x")]
    public async Task What_is_no_number_of_a_link_is_not_found(string id) =>
        Assert.That(
            (await App.Admin().GetJson($"/api/v1/links/{id}")).Status, Is.EqualTo(HttpStatusCode.NotFound));

    private async Task<long> Made(string body)
    {
        var made = await App.Admin().PostJson("/api/v1/links", body);
        Assert.That(made.Status, Is.EqualTo(HttpStatusCode.Created), made.Body?.ToJsonString());
        return made["id"]!.GetValue<long>();
    }
}
