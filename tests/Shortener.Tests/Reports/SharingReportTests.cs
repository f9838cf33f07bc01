using System.Text.Json.Nodes;
using Shortener.Channels;
using Shortener.Shares;
using Shortener.Storage;
using Shortener.Tests.Audiences;
using Shortener.Tests.Support;

namespace Shortener.Tests.Reports;

/// <summary>The sharing report as it is asked for over HTTP.</summary>
public sealed class SharingReportTests(Engine engine) : OnBothEngines(engine)
{
    private const string Address = "/api/v1/reports/sharing?interval=30d";

    private const string AddShare = """
        insert into shares (id, link_id, parent_id, generation, channel, app, advocate_id, minted_by, button, created_at)
        values (@Id, @Link, @Parent, @Generation, 'messaging', @App, 0, 'api', '', @At)
        """;

    private const string AddArrival = """
        insert into share_arrivals (at, day, share, visitor, customer, person)
        values (@At, 1, @Share, 0, 0, 0)
        """;

    private static readonly DateTimeOffset Now = new(2026, 11, 21, 17, 16, 39, TimeSpan.Zero);

    private static readonly TestHit Click = new() { At = Now.AddHours(-1), Unique = true };

    /// <summary>
    /// Four by the bare link, two through its share, one through that one's child: three of seven were
    /// brought.
    /// </summary>
    [Test]
    public async Task Generations_clicks_per_share_and_K_follow_from_the_clicks()
    {
        await Log();
        await Share(101, parent: null, generation: 1, Now.AddDays(-20));
        await Share(102, parent: 101, generation: 2, Now.AddDays(-20).AddHours(1));
        await new TestLog(Db).Add(
            [Click, Click, Click, Click, Through(101, 1), Through(101, 1), Through(102, 2)]);
        await using var app = NewApp();

        var report = (await app.Admin().GetJson(Address)).Body!;

        Assert.That(Generations(report), Is.EqualTo(new[] { (0, 0, 4), (1, 1, 2), (2, 1, 1) }));
        Assert.That(
            (
                (int)report["sharesMinted"]!,
                (int)report["clicksThroughShares"]!,
                (double)report["clicksPerShare"]!),
            Is.EqualTo((2, 3, 1.5)));
        Assert.That((double)report["k"]!["value"]!, Is.EqualTo(3 / 7.0).Within(0.001));
        Assert.That(((int)report["k"]!["links"]!, (int)report["depth"]!), Is.EqualTo((1, 2)));
        Assert.That(
            ((int)report["cycleTime"]!["medianSeconds"]!, (int)report["cycleTime"]!["n"]!),
            Is.EqualTo((3600, 1)));
    }

    [Test]
    public async Task Shares_are_listed_by_what_they_were_minted_for_and_the_strongest_by_their_token()
    {
        await Log();
        await Share(101, null, 1, Now.AddDays(-3));
        await Share(102, null, 1, Now.AddDays(-3), "Telegram");
        await new TestLog(Db).Add([Through(101, 1), Through(102, 1), Through(102, 1)]);
        await using var app = NewApp();

        var report = (await app.Admin().GetJson(Address)).Body!;

        Assert.That(report["byChannel"]!.AsArray().Select(
            row => ((string?)row!["app"], (int)row["sharesMinted"]!, (int)row["clicks"]!)),
            Is.EqualTo(new[] { ("Telegram", 1, 2), ("WhatsApp", 1, 1) }));
        Assert.That((string?)report["topSharers"]![0]!["token"], Is.EqualTo(Tokens.Write(102)));
    }

    /// <summary>Two shares and an arrival of the first link, one share of the second.</summary>
    [TestCase("link=1", 2, 1)]
    [TestCase("link=-1", 1, 0)]
    [TestCase("tag=-summer", 1, 0)]
    [TestCase("tag=-winter", 2, 1)]
    [TestCase("link=1,2&tag=-summer", 1, 0)]
    [TestCase("link=-1,2", 0, 0)]
    public async Task Shares_and_arrivals_of_links_that_filters_take_away_do_not_count(
        string filter, int minted, int arrivals)
    {
        await new TestLog(Db).Link("spring", tags: "summer");
        await new TestLog(Db).Link("fall", tags: "winter");
        await Share(Tokens.Read("k7f2mqab")!.Value, null, 1, Now.AddDays(-3));
        await Share(102, null, 1, Now.AddDays(-3));
        await Share(103, null, 1, Now.AddDays(-3), link: 2);
        await Arrival("k7f2mqab");
        await using var app = NewApp();

        var report = await app.Admin().GetJson($"{Address}&{filter}");

        Assert.That(((int)report["sharesMinted"]!, (int)report["arrivals"]!), Is.EqualTo((minted, arrivals)));
    }

    [Test]
    public async Task A_link_whose_window_is_open_has_no_part_in_K()
    {
        await Log();
        await Db.Run("update links set created_at = @At", new { At = Now.AddDays(-2) });
        await new TestLog(Db).Add([Click, Click]);
        await using var app = NewApp();

        var k = (await app.Admin().GetJson(Address))["k"]!;

        Assert.That(((double?)k["value"], (int)k["links"]!), Is.EqualTo((default(double?), 0)));
    }

    /// <summary>
    /// Forty clicks in the week from 8:00: ten by 12:00, ten and ten more (through a share) by 16:00. The
    /// twentieth comes in the middle of that watch, at 14:00. Fifty come when the week is over.
    /// </summary>
    [Test]
    public async Task The_half_life_is_the_time_until_half_of_a_links_first_week_had_come()
    {
        await Log();
        await Share(101, null, 1, Now.AddDays(-20));
        var eight = new DateTimeOffset(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);
        await new TestLog(Db).Add(
        [
            .. Enumerable.Repeat(Click with { At = eight.AddHours(7.9) }, 10),
            .. Enumerable.Repeat(Click with { At = eight.AddDays(6) }, 10),
            .. Enumerable.Repeat(Click with { At = eight.AddHours(1) }, 10),
            .. Enumerable.Repeat(Click with { At = eight.AddHours(2), Unique = false }, 90),
            .. Enumerable.Repeat(Through(101, 1) with { At = eight.AddHours(4) }, 10),
            .. Enumerable.Repeat(Click with { At = eight.AddDays(7) }, 50),
        ]);
        await using var app = NewApp();

        Assert.That(HalfLife((await app.Admin().GetJson(Address)).Body!), Is.EqualTo((1, 6.0, 6.0, 6.0)));
    }

    [Test]
    public async Task Links_with_few_clicks_or_of_this_week_have_no_half_life()
    {
        await Log();
        await new TestLog(Db).Link("few");
        await new TestLog(Db).Add([.. Enumerable.Repeat(Click, 50), .. Enumerable.Repeat(
            Click with { Link = 2, At = Now.AddDays(-10) }, 29)]);
        await using var app = NewApp();

        Assert.That(
            HalfLife((await app.Admin().GetJson(Address)).Body!),
            Is.EqualTo((0, default(double?), default(double?), default(double?))));
    }

    [Test]
    public async Task An_arrival_that_no_redirect_made_is_counted_by_itself()
    {
        await Log();
        await Share(Tokens.Read("k7f2mqab")!.Value, null, 1, Now.AddDays(-3));
        await Arrival("k7f2mqab");
        await using var app = NewApp();

        var report = await app.Admin().GetJson(Address + "&link=1");

        Assert.That(((int)report["arrivals"]!, (int)report["clicksThroughShares"]!), Is.EqualTo((1, 0)));
    }

    /// <summary>
    /// A whole audience that shares through share links: every generation is counted as it was played.
    /// </summary>
    [Test]
    public async Task On_an_audience_with_a_known_truth_generations_are_exact_and_K_is_within_a_tenth()
    {
        var audience = Audience.Of(
            Worlds.Judging[0] with { Links = 5, Clicks = 600, ThroughShareLinks = 0.8 });
        var start = Now.AddDays(-29);
        var log = new TestLog(Db);
        for (var link = 1; link <= 5; link++) await log.Link($"link{link}");
        foreach (var share in audience.Shares)
        {
            await Share(
                share.Number, share.Parent == 0 ? null : share.Parent, share.Generation,
                start.AddSeconds(share.At / 2), share.App, share.Link + 1);
        }
        var generation = audience.Shares.ToDictionary(share => share.Number, share => share.Generation);
        var people = audience.Calls.Where(call => call.IsPerson).ToList();
        await log.Add(people.Select(call => Click with
        {
            At = start.AddSeconds(call.At / 2),
            Link = call.Link + 1,
            Share = call.Share,
            Generation = generation.GetValueOrDefault(call.Share),
        }));
        await using var app = NewApp();

        var report = (await app.Admin().GetJson(Address)).Body!;

        var truth = people.GroupBy(call => generation.GetValueOrDefault(call.Share))
            .ToDictionary(same => same.Key, same => same.Count());
        Assert.That(
            Generations(report).Select(row => (row.Generation, row.Unique)).Where(row => row.Unique > 0),
            Is.EqualTo(truth.OrderBy(row => row.Key).Select(row => (row.Key, row.Value))));
        var k = people.Count(call => call.Share > 0) / (double)people.Count;
        Assert.That((double)report["k"]!["value"]!, Is.EqualTo(k).Within(10).Percent);
    }

    private async Task Log() => await new TestLog(Db).Link("spring");

    private Task Share(
        long id, long? parent, long generation, DateTimeOffset at, string app = "WhatsApp", long link = 1) =>
        Db.Run(
            AddShare,
            new { Id = id, Link = link, Parent = parent, Generation = generation, App = app, At = at });

    private Task Arrival(string share) => Db.Run(AddArrival, new { At = Now.AddHours(-2), Share = share });

    private static TestHit Through(long share, int generation) =>
        Click with { Share = share, Generation = generation, Trigger = HitTrigger.Share, Channel = "messaging", Evidence = "share", Dark = true };

    private static (int Generation, int Minted, int Unique)[] Generations(JsonNode report) =>
        [.. report["byGeneration"]!.AsArray().Select(
            row => ((int)row!["generation"]!, (int)row["sharesMinted"]!, (int)row["uniqueClicks"]!))];

    private static (int Links, double? P25, double? Median, double? P75) HalfLife(JsonNode report)
    {
        var half = report["halfLife"]!;
        return (
            (int)half["links"]!, (double?)half["p25"], (double?)half["medianHours"], (double?)half["p75"]);
    }

    private App NewApp() => new(Database, clock: new StoppedClock(Now));
}
