using System.Net;
using Shortener.Channels;
using Shortener.Hits;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Reports;

/// <summary>The dark-social report as it is asked for over HTTP.</summary>
public sealed class DarkReportTests(Engine engine) : OnBothEngines(engine)
{
    private const string Address = "/api/v1/reports/dark-social?interval=30d";

    private static readonly DateTimeOffset Now = new(2026, 11, 21, 17, 16, 39, TimeSpan.Zero);

    private static readonly TestHit Click = new() { At = Now, Os = "Android" };

    private static readonly TestHit InWhatsApp =
        Click with { Channel = "messaging", App = "WhatsApp", Evidence = "in-app", Dark = true };

    private static readonly TestHit Hidden = Click with { Evidence = "fetch-metadata", Dark = true };

    private static readonly TestHit Typed = Click with { Channel = "direct", Evidence = "fetch-metadata" };

    private static readonly TestHit Card =
        new() { At = Now, Kind = HitKind.Preview, Channel = "messaging", App = "WhatsApp", Evidence = "in-app", Dark = true, Shared = true };

    [Test]
    public async Task Confirmed_likely_and_unknown_add_up_to_the_dark_clicks()
    {
        await Log([.. Many(40, InWhatsApp), .. Many(60, Hidden), .. Many(10, Typed)]);
        await using var app = NewApp();

        var totals = (await app.Admin().GetJson(Address))["totals"]!;

        Assert.That((int)totals["clicks"]!, Is.EqualTo(110));
        Assert.That((int)totals["dark"]!, Is.EqualTo(100));
        Assert.That((int)totals["confirmed"]!, Is.EqualTo(40));
        Assert.That((int)totals["typed"]!, Is.EqualTo(10));
        Assert.That(
            (double)totals["likely"]!["expected"]! + (double)totals["unknown"]!, Is.EqualTo(60).Within(0.05));
    }

    /// <summary>
    /// Forty named taps, at a visibility of about two fifths, stand for about as many hidden ones as there
    /// are.
    /// </summary>
    [Test]
    public async Task Hidden_taps_are_given_to_the_app_that_was_seen()
    {
        await Log([.. Many(40, InWhatsApp), .. Many(60, Hidden)]);
        await using var app = NewApp();

        var row = (await app.Admin().GetJson(Address))["apps"]![0]!;

        Assert.That(
            ((string?)row["app"], (string?)row["channel"], (int)row["confirmed"]!),
            Is.EqualTo(("WhatsApp", "messaging", 40)));
        Assert.That((double)row["likely"]!["expected"]!, Is.GreaterThan(30));
        Assert.That((double)row["likely"]!["low"]!, Is.LessThan((double)row["likely"]!["high"]!));
    }

    [Test]
    public async Task Where_nothing_was_seen_of_any_app_all_is_unknown()
    {
        await Log([.. Many(5, Click with { Os = "iOS", Dark = true })]);
        await using var app = NewApp();

        var report = await app.Admin().GetJson(Address);

        Assert.That(report["apps"]!.AsArray(), Is.Empty);
        Assert.That((double)report["totals"]!["unknown"]!, Is.EqualTo(5));
    }

    /// <summary>
    /// Three fetches within ten minutes from one network, and one from another: two people typed it.
    /// </summary>
    [Test]
    public async Task Fetches_are_folded_into_shares_by_window_and_network()
    {
        await Log([Card, Card with { At = Now.AddMinutes(-3) }, Card with { At = Now.AddMinutes(-9) }, Card with { Network = 2 }]);
        await using var app = NewApp();

        var report = await app.Admin().GetJson(Address);

        Assert.That((int)report["totals"]!["sharesSeen"]!, Is.EqualTo(2));
        Assert.That((int)report["apps"]![0]!["sharesSeen"]!, Is.EqualTo(2));
    }

    /// <summary>
    /// A share link minted for WhatsApp: its clicks are confirmed, and what is fetched of it is a share of
    /// its own.
    /// </summary>
    [Test]
    public async Task Clicks_and_cards_of_share_links_are_told_apart_from_those_of_the_link()
    {
        var log = await Log();
        await log.Share(77);
        var shared = Click with { Channel = "messaging", App = "WhatsApp", Evidence = "share", Dark = true, Trigger = HitTrigger.Share, Share = 77, Generation = 1 };
        await log.Add([shared, shared, Card, Card with { Share = 77, Trigger = HitTrigger.Share }]);
        await using var app = NewApp();

        var row = (await app.Admin().GetJson(Address))["apps"]![0]!;

        Assert.That(((int)row["confirmed"]!, (int)row["sharesSeen"]!), Is.EqualTo((2, 2)));
    }

    /// <summary>
    /// Nine unnamed taps through a share made for WhatsApp, one in Telegram, which shows itself: the share
    /// has been carried there, and the nine are confirmed no longer.
    /// </summary>
    [Test]
    public async Task A_share_that_was_seen_in_another_app_confirms_nothing()
    {
        var log = await Log();
        await log.Share(77);
        var shared = Click with { Channel = "messaging", App = "WhatsApp", Evidence = "share", Dark = true, Trigger = HitTrigger.Share, Share = 77, Generation = 1 };
        await log.Add([.. Many(9, shared), shared with { App = "Telegram", Evidence = "in-app" }]);
        await using var app = NewApp();

        var report = await app.Admin().GetJson(Address);

        Assert.That((int)report["totals"]!["confirmed"]!, Is.EqualTo(1));
        Assert.That(
            (double)report["totals"]!["likely"]!["expected"]! + (double)report["totals"]!["unknown"]!,
            Is.EqualTo(9).Within(0.05));
    }

    /// <summary>
    /// Six clicks: two come with a Referer (one of web.whatsapp.com), one with a tag; three have neither, and
    /// are what others call direct.
    /// </summary>
    [Test]
    public async Task Beside_it_stands_what_a_tool_would_say_that_reads_only_referrer_and_tags()
    {
        await Log([
            InWhatsApp, Hidden, Typed,
            InWhatsApp with { Evidence = "referrer", Referrer = "web.whatsapp.com" },
            Click with { Referrer = "www.google.com", Channel = "search", App = "Google", Evidence = "referrer" },
            Hidden with { UtmSource = "newsletter", UtmMedium = "email" }]);
        await using var app = NewApp();

        var report = await app.Admin().GetJson(Address);

        Assert.That((int)report["totals"]!["direct"]!, Is.EqualTo(3));
        Assert.That((int)report["apps"]![0]!["ordinary"]!, Is.EqualTo(1));
    }

    [Test]
    public async Task Evidence_is_counted_over_the_dark_clicks()
    {
        await Log([.. Many(3, InWhatsApp), .. Many(2, Hidden), Typed]);
        await using var app = NewApp();

        var rows = (await app.Admin().GetJson(Address))["evidence"]!.AsArray();

        Assert.That(
            rows.Select(row => ((string)row!["evidence"]!, (int)row["clicks"]!)),
            Is.EqualTo(new[] { ("in-app", 3), ("fetch-metadata", 2) }));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_link_is_reported_by_itself_whether_its_hits_are_settled_or_not(bool settled)
    {
        var log = await Log([.. Many(7, InWhatsApp)]);
        await log.Link("autumn");
        await log.Add([InWhatsApp with { Link = 2 }, Hidden with { Link = 2 }, Card with { Link = 2 }]);
        await using var app = NewApp();
        if (settled)
        {
            await app.Get<Follower>().CatchUp();
            while (await app.Get<Follower>().Settle(all: true, () => Task.CompletedTask, default)) { }
        }

        var totals = (await app.Admin().GetJson(Address + "&link=2"))["totals"]!;

        Assert.That(
            ((int)totals["clicks"]!, (int)totals["confirmed"]!, (int)totals["sharesSeen"]!),
            Is.EqualTo((2, 1, 1)));
    }

    [Test]
    public async Task Filters_and_the_period_choose_the_hits()
    {
        await Log([InWhatsApp, InWhatsApp with { Country = "DE" }, InWhatsApp with { Country = "DE", At = Now.AddDays(-31) }]);
        await using var app = NewApp();

        Assert.That(
            (int)(await app.Admin().GetJson(Address + "&country=DE"))["totals"]!["clicks"]!, Is.EqualTo(1));
        Assert.That((int)(await app.Admin().GetJson("/api/v1/reports/dark-social?interval=all"))["totals"]!["clicks"]!, Is.EqualTo(3));
    }

    [Test]
    public async Task The_parameters_that_were_used_are_part_of_the_answer()
    {
        await Log([.. Many(40, InWhatsApp), .. Many(60, Hidden)]);
        await using var app = NewApp();

        var parameters = (await app.Admin().GetJson(Address))["parameters"]!;

        Assert.That(((double)parameters["interval"]!, (int)parameters["links"]!), Is.EqualTo((0.8, 1)));
        Assert.That((string?)parameters["apps"]![0]!["app"], Is.EqualTo("WhatsApp"));
        Assert.That((double)parameters["apps"]![0]!["platforms"]![0]!["assumed"]!, Is.EqualTo(0.4));
    }

    [Test]
    public async Task As_a_table_it_has_a_row_for_each_app()
    {
        await Log([.. Many(3, InWhatsApp)]);
        await using var app = NewApp();

        var table = await app.Admin().GetStringAsync(new Uri(Address + "&format=csv", UriKind.Relative));

        Assert.That(table, Is.EqualTo("app,channel,confirmed,likely.expected,likely.low,likely.high,sharesSeen,ordinary\r\nWhatsApp,messaging,3,0,0,0,0,0\r\n"));
    }

    [TestCase("&groupBy=day")]
    [TestCase("&channel=")]
    [TestCase("&start=yesterday")]
    public async Task What_is_no_parameter_here_is_refused_and_what_is_empty_is_none(string more)
    {
        await using var app = NewApp();

        var answer = await app.Admin().GetAsync(
            new Uri("/api/v1/reports/dark-social?timezone=UTC" + more, UriKind.Relative));

        Assert.That(
            answer.StatusCode,
            Is.EqualTo(more is "&channel=" ? HttpStatusCode.OK : HttpStatusCode.BadRequest));
    }

    private async Task<TestLog> Log(params IEnumerable<TestHit> hits)
    {
        var log = new TestLog(Db);
        await log.Link("spring");
        await log.Add(hits);
        return log;
    }

    private static IEnumerable<TestHit> Many(int count, TestHit hit) => Enumerable.Repeat(hit, count);

    private App NewApp() => new(Database, clock: new StoppedClock(Now));
}
