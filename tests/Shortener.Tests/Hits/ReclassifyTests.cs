using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Shortener.Channels;
using Shortener.Hits;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Hits;

public sealed class ReclassifyTests(Engine engine) : OnApp(engine)
{
    private const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
    private const string Odd = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Oddity/1.0";

    private static readonly string[] UserAgents =
    [
        Chrome, "", "curl/8.5.0", "WhatsApp/2.23.20.0 A",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22G86 Instagram 402.0.0.24.75 (iPhone15,2; iOS 18_6; de_DE; de; scale=3.00; 1179x2556)",
    ];

    private static readonly DateTimeOffset Nine = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    private readonly List<string> _told = [];

    protected override StoppedClock Clock { get; } = new(Nine);

    // Few texts are taken a minute, so that some are kept as (other).
    protected override Dictionary<string, string>? Settings =>
        new() { ["Shortener:Hits:NewTextsPerMinute"] = "60" };

    [Test]
    public async Task With_the_same_patterns_nothing_changes()
    {
        await Visit();
        for (var i = 1; i <= 5; i++) await Get($"l{i}", Chrome + " Extra/1");
        for (var i = 0; i < 80; i++) await Get("l1", $"{Chrome} {i}");
        var follower = App.Get<Follower>();
        await follower.CatchUp();
        await follower.SettleAll();
        await Visit();
        var before = await Everything();
        Assert.That(before, Does.Contain("(other)").And.Contain(Behaviour.ManyLinks));

        Assert.That(await App.Get<Reclassify>().Run(_told.Add), Is.Zero);

        Assert.That(await Everything(), Is.EqualTo(before));
        Assert.That(_told, Has.Count.EqualTo(1).And.One.StartsWith("2026-03-14: "));
    }

    [Test]
    public async Task A_better_pattern_changes_the_hits_it_is_about_and_what_was_counted_of_them()
    {
        await Visit();
        await Get("l1", Odd);
        await Get("l1", Odd);
        await App.Get<Follower>().CatchUp();
        await App.Get<Follower>().SettleAll();
        var before = await Db.Find<(long, long)>("select sum(clicks), sum(bots) from link_totals");

        Assert.That(await With("[bots]\npattern,name\noddity/,Oddity\n").Run(), Is.EqualTo(2));

        Assert.That(await Db.List<string>("select c.bot from hits h join clients c on c.id = h.client_id join texts t on t.id = h.user_agent_id where t.text like '%Oddity%'"),
            Is.EqualTo(new[] { "Oddity", "Oddity" }));
        Assert.That(
            await Db.Find<(long, long)>("select sum(clicks), sum(bots) from link_totals"),
            Is.EqualTo((before.Item1 - 2, before.Item2 + 2)));
        await CountsAreRight();
    }

    [Test]
    public async Task Who_was_taken_for_a_bot_is_unique_by_his_first_click()
    {
        await Make();
        for (var i = 0; i < 3; i++) await Get("l1", Odd);
        await With("[bots]\npattern,name\noddity/,Oddity\n").Run();
        await App.Get<Follower>().CatchUp();
        Assert.That(await Uniques(), Is.EqualTo(new[] { 0, 0, 0 }));

        await With("").Run();

        Assert.That(await Uniques(), Is.EqualTo(new[] { 1, 0, 0 }));
        await CountsAreRight();

        // The one after a bot is unique in its place, whatever the writer remembers.
        await With("[bots]\npattern,name\noddity/,Oddity\n").Run();
        await Get("l1", Odd);
        await App.Get<Follower>().CatchUp();
        Assert.That(await Uniques(), Is.EqualTo(new[] { 0, 0, 0, 1 }));
        await CountsAreRight();
    }

    // Made-up hits without a user agent: every one of them changes. Folded, settled and closed is what
    // happened to be.
    [Test]
    public async Task It_may_be_killed_at_any_moment_and_counts_are_right_by_then([Values(1, 2, 3)] int seed)
    {
        var dice = new Random(seed);
        var log = new TestLog(Db);
        var clock = new StoppedClock(Nine);
        var follower = new Follower(
            Db, new FollowerSettings { SettleHits = 100 }, new VisitorDays(TimeZoneInfo.Utc), clock,
            NullLogger<Follower>.Instance);
        for (var i = 0; i < 5; i++) await log.Link($"s{i}");
        for (var batch = 0; batch < 6; batch++)
        {
            await log.Add(Enumerable.Range(0, 200).Select(_ => new TestHit
            {
                At = Nine.AddHours(-dice.Next(24 * 70)),
                Link = dice.Next(1, 6),
                Kind = (HitKind)dice.Next(4),
                Visitor = dice.Next(1, 40),
                Browser = dice.Next(2) == 0 ? "Chrome" : "Firefox",
                Country = dice.Next(2) == 0 ? "DE" : "",
                Reason = dice.Next(20) == 0 ? OrphanReason.Expired : OrphanReason.None,
            }));
            if (dice.Next(2) == 0) await follower.CatchUp();
            if (dice.Next(2) == 0) await follower.SettleAll();
        }
        await follower.CatchUp();
        await SettleHalf(follower);

        var runs = 1;
        for (var reclassify = new Reclassify(Db, Classifier.Load(), follower, new VisitorDays(TimeZoneInfo.Utc)); ; runs++)
        {
            try
            {
                await reclassify.Run(_ => { if (dice.Next(8) == 0) throw new TimeoutException(); });
                break;
            }
            catch (TimeoutException)
            {
                await CountsAreRight();
            }
        }

        Assert.That(runs, Is.GreaterThan(2));
        await CountsAreRight();
        Assert.That(
            await Db.List<int>("select distinct kind from hits"), Is.EqualTo(new[] { (int)HitKind.Bot }));
        Assert.That(await Db.Find<(long, long)>("select sum(clicks), sum(bots) from link_counts"),
            Is.EqualTo((0L, await Db.Find<long>("select count(*) from hits where reason = 0"))));
        Assert.That(await Db.Find<long>("select sum(bots) from hit_days where dimension = 1"), Is.Not.Zero);
    }

    // A part whose rows are written in part.
    private static async Task SettleHalf(Follower follower)
    {
        var writes = 0;
        try
        {
            await follower.Settle(
                all: true,
                () => ++writes > 1 ? Task.FromException(new TimeoutException()) : Task.CompletedTask,
                default);
        }
        catch (TimeoutException)
        {
            // Reclassifying has to end it first.
        }
    }

    private Reclassify With(string rules) =>
        new(
            Db, new Classifier(rules.Length > 0 ? Knowledge.Build(("own.csv", rules)) : Knowledge.Build()),
            App.Get<Follower>(), App.Get<VisitorDays>());

    private async Task CountsAreRight() => Assert.That(await new Rebuild(Db).Run(), Is.Zero);

    private async Task Visit()
    {
        await Make();
        foreach (var userAgent in UserAgents)
        {
            await Get("l1", userAgent);
            await Get("l2?qr=1&utm_source=fb&fbclid=x", userAgent, "https://l.facebook.com/");
            await Get("nothing", userAgent);
            await Get("l1", userAgent, method: "HEAD");
        }
    }

    private async Task Make()
    {
        using var admin = App.Admin();
        for (var i = 1; i <= 5; i++)
        {
            await admin.PostJson(
                "/api/v1/links",
                $$"""{"url":"https://shop.example/","slug":"l{{i}}","utm_medium":"email"}""");
        }
    }

    private async Task Get(string path, string userAgent, string? referer = null, string method = "GET")
    {
        using var client = App.Anonymous();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/{path}");
        if (userAgent.Length > 0) request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        if (referer is not null) request.Headers.TryAddWithoutValidation("Referer", referer);
        await client.SendAsync(request);
    }

    private Task<List<int>> Uniques() => Db.List<int>("select is_unique from hits order by seq");

    private async Task<string> Everything()
    {
        string[] tables =
        [
            $"select seq, {HitRow.Columns} from hits order by seq", "select id, text from texts order by id",
            "select id, browser, os, device, in_app, bot from clients order by id",
            "select id, channel, app, evidence, confidence, dark, shared from origins order by id",
            "select dimension, day, part, key, clicks, unique_clicks, bots from hit_days order by dimension, day, part, key",
            "select link_id, clicks, unique_clicks, bots from link_totals order by link_id",
            "select quarter, clicks, unique_clicks, bots from hit_quarters order by quarter",
        ];
        var rows = new List<string>();
        foreach (var table in tables)
        {
            rows.AddRange((await Db.List<object>(table)).Select(row => JsonSerializer.Serialize(row)));
        }
        return string.Join('\n', rows);
    }
}
