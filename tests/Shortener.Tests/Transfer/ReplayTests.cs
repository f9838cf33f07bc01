using System.Net.Http.Json;
using Shortener.Hits;
using Shortener.Links;
using Shortener.Redirect;
using Shortener.Storage;
using Shortener.Tests.Support;
using Shortener.Transfer;

namespace Shortener.Tests.Transfer;

public sealed class ReplayTests(Engine engine) : OnBothEngines(engine)
{
    private const string Click = """
        {"at":"2026-03-14T09:00:00.120Z","method":"GET","host":"go.example","target":"/spring?qr=1","address":"203.0.113.7","headers":{"user-agent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0","referer":"https://news.example.org/x","accept-language":"de"}}
        """;

    private static readonly DateTimeOffset Noon = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);

    private App _app = null!;

    [SetUp]
    public void StartApp() => _app = new App(Database, clock: new StoppedClock(Noon));

    [TearDown]
    public async Task StopApp() => await _app.DisposeAsync();

    [Test]
    public async Task A_line_becomes_a_hit_at_the_time_it_carries()
    {
        await MakeSpring();

        var report = await Run(Click);

        Assert.That((report.Read, report.Added), Is.EqualTo((1L, 1L)));
        var hit = await Db.Find<(long At, long Trigger, long Imported, long Unique, string Referrer)>("""
            select h.at, h.trigger, h.is_imported, h.is_unique, r.text from hits h join texts r on r.id = h.referrer_id
            """);
        // 2026-03-14T09:00:00.120Z
        Assert.That(hit, Is.EqualTo((1773478800120L, 1L, 1L, 1L, "news.example.org")));
    }

    [Test]
    public async Task A_second_replay_adds_nothing_and_equal_lines_count_as_often_as_they_stand_there()
    {
        await MakeSpring();

        var first = await Run(Click, Click, Click);
        var again = await Run(Click, Click, Click, Click);

        Assert.That((first.Added, first.Known), Is.EqualTo((3L, 0L)));
        Assert.That((again.Added, again.Known), Is.EqualTo((1L, 3L)));
        Assert.That(await Db.Find<long>("select count(*) from hits"), Is.EqualTo(4));
    }

    [Test]
    public async Task What_is_passed_over_is_counted_by_its_reason()
    {
        var report = await Run(
            "no json", "{}", Click.Replace("GET", "POST"), Click.Replace("/spring", "/a/b"),
            Click.Replace("/spring", "/favicon.ico"),
            Click.Replace("2026-03-14", "2026-03-16"), Click.Replace("203.0.113.7", "nowhere"));

        Assert.That(report.Added, Is.Zero);
        Assert.That(report.Skipped, Is.EquivalentTo(new Dictionary<string, long>
        {
            ["not JSON"] = 1,
            ["'at' is missing or no time"] = 1,
            ["neither GET nor HEAD"] = 1,
            ["not the address of a short link"] = 2,
            ["in the future"] = 1,
            ["'address' is missing or no address"] = 1,
        }));
    }

    [Test]
    public async Task A_slug_that_no_link_has_is_an_orphan()
    {
        await Run(Click);

        Assert.That(await Db.Find<(long, long)>("select link_id, reason from hits"), Is.EqualTo((0L, 1L)));
    }

    // 8.8.8.8 is registered in the United States.
    [TestCase("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0", "US")]
    [TestCase("WhatsApp/2.23.20.0 A", "US")]
    [TestCase("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "")]
    public async Task A_preview_fetched_by_an_apps_servers_has_no_country(string userAgent, string country)
    {
        await MakeSpring();

        await Run($$$"""
            {"at":"2026-03-14T09:00:00Z","target":"/spring","address":"8.8.8.8","headers":{"user-agent":"{{{userAgent}}}"}}
            """);

        Assert.That(
            await Db.Find<string>("select p.country from hits h join places p on p.id = h.place_id"),
            Is.EqualTo(country));
    }

    private async Task<ReplayReport> Run(params string[] lines)
    {
        using var store = new HitStore(
            Db, _app.Get<HitSettings>(), _app.Get<VisitorDays>(), TimeProvider.System);
        var replay = new Replay(
            _app.Get<VisitReader>(), _app.Get<Redirects>(), _app.Get<Domains>(), _app.Get<SaltStore>(),
            _app.Get<VisitorDays>(),
            store, _app.Get<TimeProvider>());
        return await replay.Run(lines.ToAsyncEnumerable(), ReplayLine.ParseJson, static _ => { }, default);
    }

    private async Task MakeSpring()
    {
        using var admin = _app.Admin();
        var made = await admin.PostAsJsonAsync(
            "/api/v1/links", new { url = "https://shop.example/", slug = "spring" });
        Assert.That((int)made.StatusCode, Is.EqualTo(201));
    }
}
