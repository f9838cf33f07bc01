using System.Net;
using System.Text.Json.Nodes;
using Shortener.Accounts;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Links;

public sealed class LinkBulkTests(Engine engine) : OnApp(engine)
{
    [Test]
    public async Task Each_link_is_made_or_refused_by_itself()
    {
        var writer = await App.With(Scopes.LinksRead, Scopes.LinksWrite);

        var answer = await writer.PostJson("/api/v1/links/bulk", """
            [ { "url": "https://x.example/1", "slug": "one", "tags": ["a"] },
              { "url": "https://x.example/2", "slug": "ONE" },
              { "url": "ftp://x.example/" },
              { "url": "https://x.example/3", "colour": 1 },
              { "url": 3 },
              { },
              null,
              "https://x.example/",
              { "url": "https://x.example/4", "password": "x" },
              { "url": "https://x.example/5", "createdAt": "2020-01-01T00:00:00Z" },
              { "url": "https://x.example/6" } ]
            """);

        Assert.That((int)answer.Status, Is.EqualTo(207), answer.Body?.ToJsonString());
        var items = answer.Body!.AsArray();
        Assert.That(items.Select(i => i!["index"]!.GetValue<int>()), Is.EqualTo(Enumerable.Range(0, 11)));
        Assert.That(
            items.Select(i => i!["status"]!.GetValue<int>()),
            Is.EqualTo(new[] { 201, 409, 422, 400, 400, 400, 400, 400, 400, 403, 201 }));
        Assert.That(
            items.Select(i => i!["link"] is null),
            Is.EqualTo(items.Select(i => i!["status"]!.GetValue<int>() != 201)));
        Assert.That(
            items.Select(i => i!["problem"]?["status"]?.GetValue<int>() ?? 201),
            Is.EqualTo(items.Select(i => i!["status"]!.GetValue<int>())));
        Assert.That(
            items[6]!["problem"]!["detail"]!.GetValue<string>(),
            Is.EqualTo("A link must be an object, not null."));
        Assert.That(
            items[3]!["problem"]!["errors"]!["colour"]![0]!.GetValue<string>(),
            Is.EqualTo("is not a known field"));
        Assert.That(JsonNode.DeepEquals((await writer.GetJson("/api/v1/links/1")).Body, items[0]!["link"]));
        Assert.That((await writer.GetJson("/api/v1/links"))["data"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_dry_run_answers_the_same_and_makes_nothing()
    {
        const string body = """[ { "url": "https://x.example/", "slug": "a" }, { "url": "https://x.example/", "slug": "A" } ]""";
        var admin = App.Admin();

        var rehearsal = await admin.PostJson("/api/v1/links/bulk?dryRun=true", body);
        var left = (await admin.GetJson("/api/v1/links"))["data"]!.AsArray();
        var deed = await admin.PostJson("/api/v1/links/bulk", body);

        Assert.That(left, Is.Empty);
        Assert.That(Statuses(rehearsal), Is.EqualTo(new[] { 201, 409 }));
        Assert.That(Statuses(deed), Is.EqualTo(new[] { 201, 409 }));
        Assert.That(rehearsal.Body![0]!["link"]!["id"]!.GetValue<int>(), Is.Zero);
    }

    [Test]
    public async Task Repetitions_are_found_within_the_list_too()
    {
        const string body = """[ { "url": "https://x.example/" }, { "url": "https://x.example/" } ]""";

        var found = await App.Admin().PostJson("/api/v1/links/bulk?ifExists=return", body);
        var refused = await App.Admin().PostJson("/api/v1/links/bulk?ifExists=error", body);

        Assert.That(Statuses(found), Is.EqualTo(new[] { 201, 200 }));
        Assert.That(found.Body![1]!["link"]!["id"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That(Statuses(refused), Is.EqualTo(new[] { 409, 409 }));
    }

    [Test]
    public async Task A_thousand_links_are_taken_and_one_more_is_too_many()
    {
        var thousand = string.Join(
            ',', Enumerable.Range(0, 1000).Select(i => $$"""{ "url": "https://x.example/{{i}}" }"""));

        var taken = await App.Admin().PostJson("/api/v1/links/bulk", $"[{thousand}]");
        var refused = await App.Admin().PostJson("/api/v1/links/bulk", $"[{thousand},{{}}]");

        Assert.That(Statuses(taken), Has.Length.EqualTo(1000).And.All.EqualTo(201));
        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await Db.Find<long>("select count(*) from links"), Is.EqualTo(1000));
    }

    [TestCase("{}")]
    [TestCase("[")]
    [TestCase("7")]
    public async Task What_is_no_list_is_refused(string body) =>
        Assert.That(
            (await App.Admin().PostJson("/api/v1/links/bulk", body)).Status,
            Is.EqualTo(HttpStatusCode.BadRequest));

    private static int[] Statuses(Answer answer) =>
        [.. answer.Body!.AsArray().Select(i => i!["status"]!.GetValue<int>())];
}
