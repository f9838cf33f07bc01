using System.Net;
using System.Text.Json.Nodes;
using Shortener.Links;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Links;

public sealed class LinkListTests(Engine engine) : OnApp(engine)
{
    private HttpClient Admin => App.Admin();

    protected override StoppedClock Clock { get; } = new(new(2026, 11, 21, 17, 16, 39, TimeSpan.Zero));

    [Test]
    public async Task Pages_hold_every_link_once_newest_first_even_where_many_were_made_in_one_moment()
    {
        await Make("a", "b", "c");
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Make("d", "e");

        var pages = await Pages("/api/v1/links?limit=2");

        Assert.That(pages, Is.EqualTo(new[] { "e d", "c b", "a" }));
    }

    [TestCase("createdAt", "a b c")]
    [TestCase("-createdAt", "c b a")]
    [TestCase("updatedAt", "b c a")]
    [TestCase("-updatedAt", "a c b")]
    [TestCase("slug", "a b c")]
    [TestCase("-slug", "c b a")]
    public async Task A_list_is_sorted_as_asked(string sort, string expected)
    {
        await Make("a", "b", "c");
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Admin.PatchJson("/api/v1/links/3", """{ "title": "T" }""");
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Admin.PatchJson("/api/v1/links/1", """{ "title": "T" }""");

        Assert.That(await Pages($"/api/v1/links?sort={sort}"), Is.EqualTo(new[] { expected }));
        Assert.That(await Pages($"/api/v1/links?sort={sort}&limit=1"), Is.EqualTo(expected.Split(' ')));
    }

    [TestCase("slug=SPRING", "Spring")]
    [TestCase("slug=spring2", "")]
    [TestCase("search=kä", "Spring")]
    [TestCase("search=X.Example/SPRING", "Spring")]
    [TestCase("search=summer", "sum_mer")]
    [TestCase("search=_", "sum_mer")]
    [TestCase("search=%25", "")]
    [TestCase("tag=red", "sum_mer Spring")]
    [TestCase("tag=blue,green", "sum_mer Spring")]
    [TestCase("tag=blue", "Spring")]
    [TestCase("tag=re", "")]
    [TestCase("archived=false", "sum_mer Spring")]
    [TestCase("archived=true", "old")]
    [TestCase("tag=red&search=summer", "sum_mer")]
    public async Task A_list_holds_what_was_asked_for(string query, string expected)
    {
        await Admin.PostJson("/api/v1/links", """{ "url": "https://x.example/spring", "slug": "Spring", "title": "Käse", "tags": ["red", "blue"] }""");
        await Admin.PostJson("/api/v1/links", """{ "url": "https://x.example/", "slug": "sum_mer", "title": "Summer", "tags": ["red", "green"] }""");
        await Admin.PostJson(
            "/api/v1/links",
            """{ "url": "https://x.example/", "slug": "old", "tags": ["red"], "archived": true }""");

        Assert.That(await Pages($"/api/v1/links?{query}"), Is.EqualTo(new[] { expected }));
    }

    [TestCase("sort=clicks", 400, "sort")]
    [TestCase("sort=--slug", 400, "sort")]
    [TestCase("limit=many", 400, "limit")]
    [TestCase("archived=perhaps", 400, "archived")]
    [TestCase("cursor=AAAA", 400, "cursor")]
    [TestCase("cursor=!", 400, "cursor")]
    public async Task A_question_that_makes_no_sense_is_refused(string query, int status, string field)
    {
        var answer = await Admin.GetJson($"/api/v1/links?{query}");

        Assert.That((int)answer.Status, Is.EqualTo(status));
        Assert.That(answer.Error(field), Is.Not.Empty);
    }

    [TestCase("limit=0", 1)]
    [TestCase("limit=-5", 1)]
    [TestCase("limit=100000", 3)]
    public async Task A_limit_is_brought_to_what_is_possible(string query, int links)
    {
        await Make("a", "b", "c");

        Assert.That(
            (await Admin.GetJson($"/api/v1/links?{query}"))["data"]!.AsArray(), Has.Count.EqualTo(links));
    }

    [Test]
    public async Task A_cursor_of_another_list_is_refused()
    {
        await Make("a", "b");
        var cursor = (await Admin.GetJson("/api/v1/links?limit=1"))["nextCursor"]!.GetValue<string>();

        Assert.That(
            (await Admin.GetJson($"/api/v1/links?limit=1&cursor={cursor}")).Status,
            Is.EqualTo(HttpStatusCode.OK));
        Assert.That(
            (await Admin.GetJson($"/api/v1/links?limit=1&sort=slug&cursor={cursor}")).Status,
            Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(
            (await Admin.GetJson($"/api/v1/links?tag=x&cursor={cursor}")).Status,
            Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(
            (await Admin.GetJson($"/api/v1/links/1/history?cursor={cursor}")).Status,
            Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Counts_are_those_of_the_view()
    {
        await Make("a", "b");
        await Db.Run("""
            insert into link_totals (link_id, clicks, unique_clicks, qr_scans, previews, bots, prefetches)
            values (2, 10, 7, 3, 4, 2, 1)
            """);

        var counts = await new LinkListStore(Db).CountsOf([1, 2], default);
        var answer = await Admin.GetJson("/api/v1/links/2");

        Assert.That((counts[1], counts[2].Hits), Is.EqualTo((LinkCounts.None, 17)));
        Assert.That(JsonNode.DeepEquals(answer["counts"], JsonNode.Parse(
            """{ "hits": 17, "clicks": 10, "uniqueClicks": 7, "qrScans": 3, "previews": 4, "bots": 2, "prefetches": 1 }""")));
    }

    private async Task Make(params string[] slugs)
    {
        foreach (var slug in slugs)
        {
            await Admin.PostJson(
                "/api/v1/links", $$"""{ "url": "https://x.example/", "slug": "{{slug}}" }""");
        }
    }

    private async Task<List<string>> Pages(string path)
    {
        var pages = new List<string>();
        var admin = Admin;
        for (string? cursor = ""; cursor is not null;)
        {
            var answer = await admin.GetJson(cursor.Length > 0 ? $"{path}&cursor={cursor}" : path);
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), answer.Body?.ToJsonString());
            pages.Add(
                string.Join(' ', answer["data"]!.AsArray().Select(l => l!["slug"]!.GetValue<string>())));
            cursor = answer["nextCursor"]?.GetValue<string>();
        }
        return pages;
    }
}
