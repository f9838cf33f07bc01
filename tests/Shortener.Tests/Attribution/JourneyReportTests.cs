using System.Net;
using Shortener.Accounts;
using Shortener.Channels;
using Shortener.Shares;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Attribution;

/// <summary>The reports of this room as they are asked for over HTTP.</summary>
public sealed class JourneyReportTests(Engine engine) : OnApp(engine)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private const long Ann = 71;

    private TestShop Shop => _shop ??= new TestShop(Db);
    private TestShop? _shop;

    protected override StoppedClock Clock { get; } = new(Now);

    [Test]
    public async Task A_report_has_the_form_of_the_contract()
    {
        await Journey(Ann, "email", "messaging");
        await Shop.Convert(Now, Ann, amount: 84_000);

        var report = await (await App.With(Scopes.ReportsRead)).GetJson("/api/v1/reports/attribution?model=linear&groupBy=channel&interval=30d&lookbackDays=30&currency=EUR");

        Assert.That(report.Body!.ToJsonString(), Is.EqualTo("""
            {"model":"linear","groupBy":"channel","event":"purchase","start":"2026-10-23T00:00:00Z","end":"2026-11-22T00:00:00Z",
            "timezone":"UTC","lookbackDays":30,"totals":{"conversions":1,"revenue":84000,"currency":"EUR","withoutTouch":0},
            "rows":[{"key":"email","conversions":0.5,"revenue":42000},{"key":"messaging","conversions":0.5,"revenue":42000}],"pending":0}
            """.ReplaceLineEndings("")));
    }

    [TestCase("attribution?model=best", "model")]
    [TestCase("attribution?groupBy=colour", "groupBy")]
    [TestCase("attribution?lookbackDays=0", "lookbackDays")]
    [TestCase("attribution?lookbackDays=366", "lookbackDays")]
    [TestCase("attribution?currency=XXQ", "currency")]
    [TestCase("attribution?chanel=email", "chanel")]
    [TestCase("attribution/sharers?model=markov", "model")]
    [TestCase("attribution/paths?limit=x", "limit")]
    [TestCase("funnel?by=country", "by")]
    public async Task What_cannot_be_read_is_refused_and_says_which_parameter(string path, string field)
    {
        var answer = await App.Admin().GetJson($"/api/v1/reports/{path}");

        Assert.That(
            (answer.Status, answer.Error(field) is not null), Is.EqualTo((HttpStatusCode.BadRequest, true)));
    }

    [Test]
    public async Task A_model_that_does_not_answer_says_why()
    {
        var answer = await App.Admin().GetJson("/api/v1/reports/attribution?model=shapley&groupBy=link");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(answer.Error("groupBy"), Does.Contain("channel, app, utm_campaign"));
    }

    [TestCase("attribution", "key,conversions,revenue,currency\r\nemail,1,1000,EUR\r\n")]
    [TestCase("attribution/sharers", "key,conversions,revenue,currency\r\n,1,1000,EUR\r\n")]
    [TestCase("attribution/paths", "path,conversions,share\r\nemail,1,1\r\n")]
    public async Task Every_report_is_a_table_too(string path, string csv)
    {
        await Journey(Ann, "email");
        await Shop.Convert(Now, Ann);

        Assert.That(await App.Admin().GetStringAsync($"/api/v1/reports/{path}?format=csv"), Is.EqualTo(csv));
    }

    [Test]
    public async Task So_is_the_comparison()
    {
        await Journey(Ann, "email");
        await Shop.Convert(Now, Ann);

        var lines = (await App.Admin().GetStringAsync("/api/v1/reports/attribution/compare?format=csv")).Split("\r\n");

        Assert.That(lines[0], Does.StartWith(
            "key,first,first.low,first.high,first.revenue,first.revenueLow,first.revenueHigh,last,")
            .And.EndsWith(
                "shapley,shapley.low,shapley.high,shapley.revenue,shapley.revenueLow,shapley.revenueHigh"));
        // One way of eight models: nothing is left to chance.
        Assert.That(
            lines[1], Is.EqualTo("email" + string.Concat(Enumerable.Repeat(",1,1,1,1000,1000,1000", 8))));
    }

    [Test]
    public async Task The_commonest_ways_how_long_they_take_and_who_helped()
    {
        // Social → email twice, coming back by email once more; direct alone once.
        foreach (var person in new[] { 1L, 2 })
        {
            await Journey(person, "social", "email", "email");
            await Shop.Convert(Now, person);
        }
        await Journey(3, "direct");
        await Shop.Convert(Now, 3);

        var report = await App.Admin().GetJson("/api/v1/reports/attribution/paths");

        Assert.That(report["paths"]!.ToJsonString(), Is.EqualTo("""[{"path":["social","email"],"conversions":2,"share":0.666667},{"path":["direct"],"conversions":1,"share":0.333333}]"""));
        Assert.That(
            report["touches"]!.ToJsonString(),
            Is.EqualTo("""[{"touches":1,"conversions":1},{"touches":3,"conversions":2}]"""));
        // A day, and twice three days.
        Assert.That(report["timeToConvert"]!.ToJsonString(), Is.EqualTo(
            """{"n":3,"p25Seconds":86400,"medianSeconds":259200,"p75Seconds":259200,"p90Seconds":259200}"""));
        Assert.That(report["assists"]!.ToJsonString(), Is.EqualTo("""
            [{"key":"social","conversions":2,"first":2,"last":0,"assisted":2},{"key":"email","conversions":2,"first":0,"last":2,"assisted":0},
            {"key":"direct","conversions":1,"first":1,"last":1,"assisted":0}]
            """.ReplaceLineEndings("")));
    }

    // The link keeps a half; of the other half the friend keeps a half, and the friend's friend gets the
    // rest.
    [Test]
    public async Task A_sharer_hands_up_to_the_one_who_brought_him()
    {
        var link = await Shop.Log.Link("a");
        await Share("aaaaa", null, 1, link);
        await Share("bbbbb", "aaaaa", 2, link);
        await Shop.Join(await Shop.Click(Now.AddDays(-1), "messaging", like: new TestHit { Share = Tokens.Read("bbbbb")!.Value, Generation = 2, Trigger = HitTrigger.Share }), Ann);
        await Shop.Convert(Now, Ann, amount: 1_000);

        var report = await App.Admin().GetJson("/api/v1/reports/attribution/sharers");

        Assert.That(report["rows"]!.ToJsonString(), Is.EqualTo("""
            [{"key":null,"conversions":0.5,"revenue":500},{"key":"aaaaa","conversions":0.25,"revenue":250},{"key":"bbbbb","conversions":0.25,"revenue":250}]
            """));
    }

    [Test]
    public async Task The_funnel_goes_from_share_to_sale()
    {
        var link = await Shop.Log.Link("a");
        await Share("aaaaa", null, 1, link);
        await Shop.Log.Add(
            new TestHit { At = Now.AddDays(-2), Kind = HitKind.Preview, Channel = "messaging" });
        await Shop.Log.Add(new TestHit { At = Now.AddDays(-2), Channel = "messaging" });
        for (var person = 1L; person <= 4; person++)
        {
            await Shop.Join(
                await Shop.Click(
                    Now.AddDays(-1), "messaging", like: new TestHit { Generation = person == 1 ? 1 : 0 }),
                person);
        }
        await Shop.Convert(Now, 1, amount: 0, name: "signup");
        await Shop.Convert(Now, 2, amount: 0, name: "signup");
        await Shop.Convert(Now, 1);

        var report = await App.Admin().GetJson("/api/v1/reports/funnel");
        var byGeneration = await App.Admin().GetJson("/api/v1/reports/funnel?by=generation");

        // Wilson of 1 of 4: 0.0456 to 0.6994; four cases are thin.
        Assert.That(report["rows"]![0]!.ToJsonString(), Does.StartWith("""
            {"key":"messaging","shares":1,"previews":1,"clicks":5,"trackedClicks":4,"leads":2,"sales":1,"leadsPerClick":{"value":0.5,
            """).And.Contain("\"salesPerClick\":{\"value\":0.25,\"low\":0.0455").And.Contain("\"of\":4,\"thin\":true"));
        Assert.That(
            byGeneration["rows"]!.AsArray().Select(
                row => ((long)row!["key"]!, (long)row["clicks"]!, (long)row["sales"]!)),
            Is.EqualTo(new[] { (0L, 4L, 0L), (1L, 1L, 1L) }));
    }

    [Test]
    public async Task A_funnel_reads_settled_hits_and_the_tail_alike()
    {
        await Shop.Click(Now.AddDays(-1), "email");
        var follower = App.Get<Shortener.Hits.Follower>();
        await follower.CatchUp();
        await follower.SettleAll();
        await Shop.Click(Now.AddDays(-1), "email");

        var report = await App.Admin().GetJson("/api/v1/reports/funnel");

        Assert.That(report["totals"]!.ToJsonString(), Does.Contain("\"clicks\":2,\"trackedClicks\":2"));
    }

    private async Task Journey(long person, params string[] channels)
    {
        for (var i = 0; i < channels.Length; i++)
        {
            await Shop.Join(await Shop.Click(Now.AddDays(i - channels.Length), channels[i]), person);
        }
    }

    private Task Share(string token, string? parent, int generation, long link) => Db.Run("""
        insert into shares (id, link_id, parent_id, generation, channel, app, advocate_id, minted_by, button, created_at)
        values (@Id, @Link, @Parent, @Generation, 'messaging', 'WhatsApp', 0, 'page', 'whatsapp', @At)
        """, new { Id = Tokens.Read(token)!.Value, Link = link, Parent = parent is null ? null : Tokens.Read(parent), Generation = generation, At = Now.AddDays(-3) });
}
