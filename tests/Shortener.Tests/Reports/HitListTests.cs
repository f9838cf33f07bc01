using Microsoft.Extensions.Logging.Abstractions;
using Shortener.Channels;
using Shortener.Hits;
using Shortener.Reports;
using Shortener.Storage;
using Shortener.Tests.Support;
using Shortener.Values;
using Shortener.Web;

namespace Shortener.Tests.Reports;

public sealed class HitListTests(Engine engine) : OnBothEngines(engine)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 17, 16, 39, TimeSpan.Zero);

    [Test]
    public async Task A_hit_shows_all_that_is_known_and_null_for_what_is_not()
    {
        var log = new TestLog(Db);
        await log.Link("spring", "go.example");
        await log.Add(new TestHit
        {
            At = Now.AddMilliseconds(7),
            Trigger = HitTrigger.Qr,
            Unique = true,
            Channel = "qr",
            Evidence = "qr",
            Browser = "Safari",
            Os = "iOS",
            Device = "mobile",
            Language = "de",
            Country = "DE",
            UtmSource = "poster",
        });
        await using var app = new App(Database, clock: new StoppedClock(Now));

        var page = await app.Admin().GetJson("/api/v1/hits");

        Assert.That(page.Body!.ToJsonString(), Is.EqualTo("""
            {"data":[{"id":1,"at":"2026-11-21T17:16:39.007Z","link":{"id":1,"slug":"spring","domain":"go.example"},"kind":"click","trigger":"qr","channel":"qr","app":null,"evidence":"qr","confidence":0.95,"browser":"Safari","os":"iOS","device":"mobile","inApp":null,"bot":null,"language":"de","referrer":null,"country":"DE","region":null,"city":null,"share":null,"generation":0,"sharedTo":null,"variant":null,"utm_source":"poster","utm_medium":null,"utm_campaign":null,"utm_term":null,"utm_content":null,"ref":null,"unique":true,"imported":false,"orphan":false,"reason":null}],"nextCursor":null}
            """));
    }

    [Test]
    public async Task Orphans_are_found_only_when_asked_for_with_their_slug_and_reason()
    {
        await new TestLog(Db).Add(
            new TestHit { At = Now.AddMinutes(-2), Link = 0, Reason = OrphanReason.UnknownSlug, Slug = "srping" },
            new TestHit { At = Now.AddMinutes(-1) },
            new TestHit { At = Now, Link = 0, Reason = OrphanReason.UnknownSlug, Slug = "spirng" });
        await using var app = new App(Database, clock: new StoppedClock(Now));
        await app.Get<Follower>().CatchUp();

        var hits = await app.Admin().GetJson("/api/v1/hits");
        var orphans = await app.Admin().GetJson("/api/v1/hits?orphan=true");

        Assert.That(hits["data"]!.AsArray().Select(hit => (long)hit!["id"]!), Is.EqualTo(new[] { 2L }));
        Assert.That(orphans["data"]!.AsArray().Select(
            hit => ((string?)hit!["slug"], (string?)hit["reason"], hit["link"])),
            Is.EqualTo(
                new[] { ("spirng", "unknown-slug", (object?)null), ("srping", "unknown-slug", null) }));
    }

    [Test]
    public async Task CSV_goes_on_over_all_pages()
    {
        await new TestLog(Db).Add(Enumerable.Range(0, 1_203).Select(
            i => new TestHit { At = Now.AddSeconds(-i), UtmSource = "@home" }));
        await using var app = new App(Database, clock: new StoppedClock(Now));
        await app.Get<Follower>().CatchUp();

        var lines = (await app.Admin().GetStringAsync("/api/v1/hits?format=csv")).Split(
            "\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.That(lines, Has.Length.EqualTo(1_204));
        Assert.That(
            lines[0], Does.StartWith("id,at,link.id,link.slug,link.domain,slug,kind,trigger,channel"));
        Assert.That(lines[1], Does.StartWith("1,2026-11-21T17:16:39Z,").And.Contain(",'@home,"));
        Assert.That(
            (await app.Admin().GetStringAsync("/api/v1/hits?format=csv&limit=1100")).Split(
                "\r\n", StringSplitOptions.RemoveEmptyEntries),
            Has.Length.EqualTo(1_101));
    }

    // Whatever is folded, replayed and filtered: page by page the list is what sorting all hits gives.
    [Test]
    public async Task Pages_follow_time_backwards_without_a_gap_or_a_repetition([Values(1, 2, 3)] int seed)
    {
        var dice = new Random(seed);
        var log = new TestLog(Db);
        var hits = new List<TestHit>();
        using var follower = new Follower(
            Db, new FollowerSettings(), new VisitorDays(TimeZoneInfo.Utc), TimeProvider.System,
            NullLogger<Follower>.Instance);
        for (var batch = 0; batch < 6; batch++)
        {
            // Seconds, so that many hits share one.
            var added = Enumerable.Range(0, 300).Select(_ => new TestHit
            {
                At = Now.AddSeconds(-dice.Next(batch % 2 == 0 ? 100 : 40_000)),
                Link = dice.Next(1, 4),
                Country = dice.Next(2) == 0 ? "DE" : "AT",
                Reason = dice.Next(4) == 0 ? OrphanReason.Expired : OrphanReason.None,
            }).ToList();
            await log.Add(added);
            hits.AddRange(added);
            if (batch is 1 or 3 or 4) await follower.CatchUp();
        }

        foreach (var query in Queries())
        {
            var expected = hits.Select((hit, i) => (hit, seq: i + 1L))
                .Where(h => query.Orphans == (h.hit.Reason != OrphanReason.None) && query.Conditions.All(
                    c => Passes(c, h.hit)))
                .Where(h => query.Period.Period is not { } period || (
                    h.hit.At >= period.Start && h.hit.At < period.End))
                .OrderByDescending(h => h.hit.At).ThenByDescending(h => h.seq).Select(h => h.seq);

            Assert.That(await All(query, dice.Next(50, 400)), Is.EqualTo(expected), query.ToString());
        }
    }

    private static IEnumerable<HitQuery> Queries()
    {
        var all =
            new HitQuery { Period = new ReportPeriod(TimeZoneInfo.Utc, null, default), Conditions = [] };
        yield return all;
        yield return all with { Orphans = true };
        yield return all with { Conditions = [new(Grouping.Find("country")!, false, ["DE"])] };
        yield return all with { Conditions = [new(Grouping.Link, false, ["2"])] };
        yield return all with { Conditions = [new(Grouping.Link, false, ["1", "3"]), new(Grouping.Find("country")!, true, ["DE"])] };
        yield return all with { Conditions = [new(Grouping.Link, true, ["2"])], Orphans = true };
        yield return all with { Period = new ReportPeriod(TimeZoneInfo.Utc, new Period(Now.AddHours(-5), Now.AddSeconds(-50), TimeZoneInfo.Utc), default) };
    }

    private static bool Passes(Condition condition, TestHit hit) =>
        condition.Values.Contains(condition.By == Grouping.Link ? $"{hit.Link}" : hit.Country) != condition.Except;

    private async Task<List<long>> All(HitQuery query, int pageLength)
    {
        var (store, seen) =
            (new HitListStore(Db, new LongScans(), new TagSpelling(Classifier.Load())), new List<long>());
        while (true)
        {
            var (page, next) = await store.Page(query, pageLength, default);
            seen.AddRange(page.Select(hit => hit.Id));
            if (next is null) return seen;
            query = query with { After = next };
        }
    }
}
