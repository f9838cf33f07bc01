using System.Net;
using Shortener.Accounts;
using Shortener.Channels;
using Shortener.Hits;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Reports;

/// <summary>Reports as they are asked for over HTTP.</summary>
public sealed class AnalyticsTests(Engine engine) : OnBothEngines(engine)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 17, 16, 39, TimeSpan.Zero);

    [Test]
    public async Task A_report_has_the_form_of_the_contract()
    {
        var log = new TestLog(Db);
        await log.Link("spring");
        await log.Add(
            new TestHit { At = Now, Channel = "messaging", Unique = true },
            new TestHit { At = Now.AddDays(-6), Channel = "messaging", Trigger = HitTrigger.Qr },
            new TestHit { At = Now, Channel = "messaging", Kind = HitKind.Preview },
            new TestHit { At = Now, Kind = HitKind.Bot },
            new TestHit { At = Now.AddDays(-7), Channel = "messaging" });
        await using var app = NewApp();

        var report = await app.Admin().GetJson(
            "/api/v1/analytics?groupBy=channel&interval=7d&timezone=Europe/Berlin");

        Assert.That(report.Body!.ToJsonString(), Is.EqualTo("""
            {"event":"clicks","groupBy":"channel","start":"2026-11-14T23:00:00Z","end":"2026-11-21T23:00:00Z","timezone":"Europe/Berlin","totals":{"hits":4,"clicks":2,"uniqueClicks":1,"qrScans":1,"previews":1,"bots":1,"prefetches":0},"rows":[{"key":"messaging","hits":3,"clicks":2,"uniqueClicks":1,"qrScans":1,"previews":1,"bots":0,"prefetches":0},{"key":null,"hits":1,"clicks":0,"uniqueClicks":0,"qrScans":0,"previews":0,"bots":1,"prefetches":0}],"nextCursor":null}
            """));
    }

    [Test]
    public async Task Links_are_called_by_their_number_and_have_their_slug_beside_it()
    {
        var log = new TestLog(Db);
        await log.Link("spring");
        await log.Add(new TestHit { At = Now });
        await using var app = NewApp();

        var row = (await app.Admin().GetJson("/api/v1/analytics?groupBy=link"))["rows"]![0]!;

        Assert.That(
            (row["key"]!.GetValue<long>(), row["slug"]!.GetValue<string>()), Is.EqualTo((1L, "spring")));
    }

    [Test]
    public async Task Spellings_of_a_source_are_one_in_reports_and_filters_and_stay_as_they_were_in_hits(
        [Values] bool isSettled)
    {
        var log = new TestLog(Db);
        await log.Link("spring");
        await log.Add(
            new TestHit { At = Now, UtmSource = "fb", UtmMedium = "Social" },
            new TestHit { At = Now, UtmSource = "Facebook", UtmMedium = "social" },
            new TestHit { At = Now, UtmSource = "facebook", UtmMedium = "social" },
            new TestHit { At = Now, UtmSource = "partner-7" });
        await using var app = NewApp();
        if (isSettled)
        {
            await app.Get<Follower>().CatchUp();
            await app.Get<Follower>().SettleAll();
        }
        async Task<IEnumerable<(string?, int)>> Rows(string query) =>
            (await app.Admin().GetJson($"/api/v1/analytics?{query}"))["rows"]!.AsArray()
                .Select(row => ((string?)row!["key"], (int)row["clicks"]!));

        Assert.That(
            await Rows("groupBy=utm_source"), Is.EqualTo(new[] { ("facebook", 3), ("partner-7", 1) }));
        Assert.That(
            await Rows("groupBy=utm_medium"), Is.EqualTo(new (string?, int)[] { ("social", 3), (null, 1) }));
        Assert.That(await Rows("groupBy=utm_source&utm_source=FB"), Is.EqualTo(new[] { ("facebook", 3) }));
        Assert.That(
            await Rows("groupBy=none&utm_source=facebook"), Is.EqualTo(new (string?, int)[] { (null, 3) }));
        Assert.That(
            await Rows("groupBy=utm_medium&utm_source=-Facebook"),
            Is.EqualTo(new (string?, int)[] { (null, 1) }));
        var hits = (await app.Admin().GetJson("/api/v1/hits?utm_source=facebook"))["data"]!.AsArray();
        Assert.That(
            hits.Select(hit => (string?)hit!["utm_source"]),
            Is.EquivalentTo(new[] { "fb", "Facebook", "facebook" }));
    }

    [Test]
    public async Task A_link_counts_in_each_of_its_tags_and_once_in_the_totals()
    {
        var log = new TestLog(Db);
        await log.Link("spring", "", "mail", "sale");
        await log.Add(new TestHit { At = Now }, new TestHit { At = Now });
        await using var app = NewApp();

        var report = await app.Admin().GetJson("/api/v1/analytics?groupBy=tag");

        Assert.That(
            report["rows"]!.AsArray().Select(row => ((string?)row!["key"], (int)row["clicks"]!)),
            Is.EqualTo(new[] { ("mail", 2), ("sale", 2) }));
        Assert.That((int)report["totals"]!["clicks"]!, Is.EqualTo(2));
    }

    [Test]
    public async Task The_default_domain_has_the_name_that_the_request_came_to()
    {
        var log = new TestLog(Db);
        await log.Link("spring");
        await log.Add(new TestHit { At = Now });
        await using var app = NewApp();
        var client = app.Admin();
        var host = client.BaseAddress!.Authority;

        Assert.That(
            (string?)(await client.GetJson("/api/v1/analytics?groupBy=domain"))["rows"]![0]!["key"],
            Is.EqualTo(host));
        Assert.That(
            (int)(await client.GetJson($"/api/v1/analytics?domain={host}"))["totals"]!["clicks"]!,
            Is.EqualTo(1));
    }

    [Test]
    public async Task The_zone_of_the_instance_is_used_where_none_is_asked_for()
    {
        await using var app = NewApp(new() { ["Shortener:TimeZone"] = "Asia/Kolkata" });

        var report = await app.Admin().GetJson("/api/v1/analytics?groupBy=day&interval=7d");

        Assert.That(((string?)report["timezone"], (string?)report["start"], report["rows"]!.AsArray().Count),
            Is.EqualTo(("Asia/Kolkata", "2026-11-14T18:30:00Z", 7)));
    }

    [Test]
    public async Task All_time_begins_with_the_first_hit_folded_or_not()
    {
        var log = new TestLog(Db);
        await log.Add(new TestHit { At = Now.AddDays(-2) });
        await using var app = NewApp();
        await app.Get<Follower>().CatchUp();
        Assert.That(await Rows("/api/v1/analytics?groupBy=day&interval=all"), Is.EqualTo(3));

        await log.Add(new TestHit { At = Now.AddDays(-4) });
        Assert.That(await Rows("/api/v1/analytics?groupBy=day&interval=all"), Is.EqualTo(5));

        async Task<int> Rows(string path) => (await app.Admin().GetJson(path))["rows"]!.AsArray().Count;
    }

    [Test]
    public async Task An_earlier_period_stands_beside_this_one()
    {
        await new TestLog(Db).Add(
            new TestHit { At = Now, Country = "DE" }, new TestHit { At = Now.AddDays(-7), Country = "DE" },
            new TestHit { At = Now.AddDays(-8), Country = "AT" });
        await using var app = NewApp();

        var report = await app.Admin().GetJson(
            "/api/v1/analytics?groupBy=country&interval=7d&compare=previous");

        Assert.That((string?)report["previous"]!["start"], Is.EqualTo("2026-11-08T00:00:00Z"));
        Assert.That((int)report["previous"]!["totals"]!["clicks"]!, Is.EqualTo(2));
        Assert.That(report["rows"]!.AsArray().Select(
            row => ((string?)row!["key"], (int)row["clicks"]!, (int)row["previous"]!["clicks"]!)),
            Is.EqualTo(new[] { ("DE", 1, 1), ("AT", 0, 1) }));
    }

    [Test]
    public async Task A_cursor_goes_on_where_the_page_ended()
    {
        await new TestLog(Db).Add(
            Enumerable.Range(0, 5).Select(i => new TestHit { At = Now, Country = $"C{i}" }));
        await using var app = NewApp();

        var first = await app.Admin().GetJson("/api/v1/analytics?groupBy=country&limit=3");
        var second = await app.Admin().GetJson(
            $"/api/v1/analytics?groupBy=country&limit=3&cursor={first["nextCursor"]}");

        Assert.That(
            first["rows"]!.AsArray().Concat(second["rows"]!.AsArray()).Select(row => (string?)row!["key"]),
            Is.EqualTo(new[] { "C0", "C1", "C2", "C3", "C4" }));
        Assert.That(second["nextCursor"], Is.Null);
    }

    [Test]
    public async Task CSV_has_all_rows_and_no_cell_that_a_spreadsheet_would_run()
    {
        await new TestLog(Db).Add([.. Enumerable.Range(0, 60).Select(i => new TestHit { At = Now, UtmCampaign = $"c{i:00}" }), new TestHit { At = Now, UtmCampaign = "=cmd(1, 2)" }, new TestHit { At = Now, UtmCampaign = "=cmd(1, 2)" }]);
        await using var app = NewApp();
        var client = app.Admin();
        client.DefaultRequestHeaders.Accept.ParseAdd("text/csv");

        var answer = await client.GetAsync("/api/v1/analytics?groupBy=utm_campaign");

        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n");
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/csv"));
        Assert.That(lines[..3], Is.EqualTo(new[] { "key,hits,clicks,uniqueClicks,qrScans,previews,bots,prefetches", "\"'=cmd(1, 2)\",2,2,0,0,0,0,0", "c00,1,1,0,0,0,0,0" }));
        Assert.That(lines, Has.Length.EqualTo(1 + 61 + 1));
    }

    [Test]
    public async Task What_needs_removed_hits_says_since_when_it_counts()
    {
        await new TestLog(Db).Add(
            new TestHit { At = Now.AddDays(-5), Country = "DE" }, new TestHit { At = Now, Country = "DE" });
        await using var app = NewApp(new() { ["Shortener:Hits:KeepDays"] = "2" });
        await app.Get<Follower>().CatchUp();
        await app.Get<RetentionJob>().Run();

        var whole = await app.Admin().GetJson("/api/v1/analytics?groupBy=country");
        var filtered = await app.Admin().GetJson("/api/v1/analytics?groupBy=day&country=DE");

        Assert.That(((int)whole["totals"]!["clicks"]!, whole["since"]), Is.EqualTo((2, (object?)null)));
        Assert.That(
            ((int)filtered["totals"]!["clicks"]!, (string?)filtered["since"]),
            Is.EqualTo((1, "2026-11-19T00:00:00Z")));
    }

    [TestCase("groupBy=variant", "groupBy")]
    [TestCase("groupBy=colour", "groupBy")]
    [TestCase("event=sales", "event")]
    [TestCase("event=likes", "event")]
    [TestCase("share=abc", "share")]
    [TestCase("interval=1y", "interval")]
    [TestCase("timezone=Mars/Olympus", "timezone")]
    [TestCase("compare=never", "compare")]
    [TestCase("interval=all&compare=year", "compare")]
    [TestCase("limit=many", "limit")]
    [TestCase("cursor=abc", "cursor")]
    [TestCase("format=xml", "format")]
    [TestCase("contry=DE", "contry")]
    [TestCase("link=spring", "link")]
    [TestCase("groupBy=hour&start=1970-01-01", "groupBy")]
    public async Task What_cannot_be_answered_is_refused_and_says_which_parameter(string query, string name)
    {
        await using var app = NewApp();

        var answer = await app.Admin().GetJson("/api/v1/analytics?" + query);

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(answer.Error(name), Is.Not.Null);
    }

    [Test]
    public async Task Reports_take_a_key_with_their_scope()
    {
        await using var app = NewApp();

        Assert.That(
            (await app.Anonymous().GetJson("/api/v1/analytics")).Status,
            Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(
            (await (await app.With(Scopes.LinksWrite)).GetJson("/api/v1/hits")).Status,
            Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(
            (await (await app.With(Scopes.ReportsRead)).GetJson("/api/v1/hits")).Status,
            Is.EqualTo(HttpStatusCode.OK));
    }

    private App NewApp(Dictionary<string, string>? settings = null) =>
        new(Database, settings, new StoppedClock(Now));
}
