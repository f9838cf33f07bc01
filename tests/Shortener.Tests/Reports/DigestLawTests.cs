using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Shortener.Channels;
using Shortener.Hits;
using Shortener.Reports;
using Shortener.Shares;
using Shortener.Storage;
using Shortener.Tests.Support;
using Shortener.Web;

namespace Shortener.Tests.Reports;

/// <summary>
/// The law of the digests: with them the sharing report and the dark-social report say, to the last digit,
/// what they say without, whatever was written, folded, minted, changed and removed before and after they
/// were written.
/// </summary>
public sealed class DigestLawTests(Engine engine) : OnBothEngines(engine)
{
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns"];

    private readonly List<Share> _shares = [];
    private readonly Classifier _classifier = Classifier.Load();

    // Links whose half-life the reports told.
    private int _halfLives;

    // Reports that apportioned something, and those that had shares which were carried on.
    private int _apportioned;
    private int _carried;

    private int _jobs;

    private sealed record BlockRow
    {
        public int Level { get; init; }
        public long Block { get; init; }
    }

    private readonly StoppedClock _clock = new(LawDice.Last);

    [Test]
    public async Task With_digests_the_reports_say_what_they_say_without([Values(1, 2, 3, 4)] int seed)
    {
        var (dice, log) = (new Random(seed), new TestLog(Db));
        await AddLinks(log);
        var counted = 0;
        for (var step = 0; step < 25; step++)
        {
            switch (dice.Next(10))
            {
                case 0 or 1:
                    await Mint(dice);
                    break;
                case 2 or 3:
                    await log.Add(Enumerable.Range(0, dice.Next(1, 300)).Select(_ => Hit(dice)));
                    break;
                case 4:
                    await NewFollower().CatchUp();
                    break;
                case 5:
                    await NewJob().Run();
                    break;
                case 6:
                    await TurnSomeIntoBots(dice);
                    break;
                case 7:
                    await NewFollower().SettleAll();
                    break;
                case 8:
                    await log.Add(Burst(dice));
                    break;
                case 9:
                    // As if another version, or other patterns, had written them.
                    await Db.Run(
                        "update digests set form = 0, head = @Bytes, body = @Bytes where block % 3 = 0",
                        new { Bytes = new byte[] { 1 } });
                    break;
            }
            // Whatever the dice say, there are some.
            if (step == 5) await log.Add(Burst(dice));
            if (step == 10) await NewJob().Run();
            for (var i = 0; i < 3; i++) counted += await Check(dice);
        }
        Assert.That(counted, Is.GreaterThan(100), "digests that a report counted");
        var levels = await Db.List<int>("select distinct level from digests order by level");
        Assert.That(levels, Is.EqualTo(Enumerable.Range(0, Block.Levels)), "levels that a report counted");
        Assert.That(_halfLives, Is.GreaterThan(5), "half-lives that were compared");
        Assert.That(_apportioned, Is.GreaterThan(5), "reports that apportioned clicks");
        Assert.That(_carried, Is.GreaterThan(5), "reports with shares that were carried on");
    }

    [Test]
    public async Task Old_hits_that_are_removed_leave_no_digest()
    {
        var (dice, log) = (new Random(5), new TestLog(Db));
        await AddLinks(log);
        await Mint(dice);
        await log.Add(Enumerable.Range(0, 400).Select(_ => Hit(dice)));
        await NewFollower().CatchUp();
        await NewFollower().SettleAll();
        await NewJob().Run();
        var removed = LawDice.First.AddDays(20);
        await new RetentionJob(Db, NewFollower(), new RetentionSettings { KeepDays = (LawDice.Last - removed).Days }, _clock).Run();

        await NewJob().Run();

        var blocks = await Db.List<BlockRow>("select level, block from digests where about in (0, 2)");
        Assert.That(
            blocks.Select(row => new Block(row.Level, row.Block).From),
            Is.All.GreaterThanOrEqualTo(removed.ToUnixTimeMilliseconds()));
        for (var i = 0; i < 10; i++) await Check(dice);
    }

    [Test]
    public async Task Blocks_of_too_many_bytes_are_left_to_their_parts()
    {
        var (dice, log) = (new Random(7), new TestLog(Db));
        await AddLinks(log);
        await Mint(dice);
        await log.Add(Enumerable.Range(0, 400).Select(_ => Hit(dice)));
        await NewFollower().CatchUp();

        await new DigestJob(Db, _classifier, _clock) { MostBytes = 0 }.Run();

        Assert.That(await Db.Find<int>("select max(level) from digests"), Is.Zero);
        for (var i = 0; i < 10; i++) await Check(dice);
    }

    [Test]
    public async Task What_has_a_digest_is_due_again_only_when_something_has_changed()
    {
        var (dice, log) = (new Random(6), new TestLog(Db));
        await AddLinks(log);
        await Mint(dice);
        await log.Add(Enumerable.Range(0, 100).Select(_ => Hit(dice)));
        await NewFollower().CatchUp();
        await NewJob().Run();

        var again = await NewJob().Run();
        await log.Add(Hit(dice) with { At = LawDice.First.AddDays(3) });
        var unfolded = await NewJob().Run();
        await NewFollower().CatchUp();
        var folded = await NewJob().Run();

        Assert.That((again, unfolded, folded), Is.EqualTo((0, 0, 2 * Block.Levels)), "of each report one of each level");
    }

    /// <summary>How many digests the report with them had; compares it with the one without.</summary>
    private async Task<int> Check(Random dice)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zones[dice.Next(Zones.Length)]);
        var query = new DarkQuery
        {
            Period = new ReportPeriod(zone, LawDice.RandomPeriod(dice, zone), default),
            Conditions = dice.Next(3) > 0
                ? []
                : [new Condition(Grouping.Find("link")!, dice.Next(2) == 0, ["1", "4"])],
            DefaultDomain = "short.example",
        };
        using var scans = new LongScans();
        // Of these few hits, digests would never be worth it for single links.
        var sharing = new SharingStore(Db, scans, new TagSpelling(_classifier), _clock) { FewHits = -1 };
        var dark =
            new DarkStore(Db, scans, new TagSpelling(_classifier), _classifier, _clock) { FewHits = -1 };

        var (sharingWith, darkWith) =
            (SharingShape.Shape(await sharing.Read(query, default)), await dark.Read(query, default));
        var digests = await Db.Run("update digests set about = about + 10");
        var (sharingWithout, darkWithout) =
            (SharingShape.Shape(await sharing.Read(query, default)), await dark.Read(query, default));
        await Db.Run("update digests set about = about - 10");

        _halfLives += sharingWith.HalfLife.Links;
        var report = DarkShape.Shape(darkWith, _classifier);
        if (report.Totals.Likely.Expected > 0) _apportioned++;
        if (darkWith.Clicks.Any(clicks => clicks.Hit is { IsCarried: true, IsUnnamed: true })) _carried++;
        var asked = $"{zone.Id}, {query.Period.Period}, {query.Conditions.Count} filters";
        Assert.That(
            JsonSerializer.Serialize(sharingWith), Is.EqualTo(JsonSerializer.Serialize(sharingWithout)),
            asked);
        Assert.That(
            JsonSerializer.Serialize(report),
            Is.EqualTo(JsonSerializer.Serialize(DarkShape.Shape(darkWithout, _classifier))), asked);
        return digests;
    }

    // Some links are younger than the window.
    private async Task AddLinks(TestLog log)
    {
        for (var link = 1; link <= 5; link++) await log.Link($"link{link}");
        await Db.Run("update links set created_at = @At where id > 3", new { At = LawDice.Last.AddDays(-9) });
    }

    /// <summary>
    /// Shares of any time, the imported among them; children follow within minutes or weeks.
    /// </summary>
    private async Task Mint(Random dice)
    {
        var store = new ShareStore(Db, _clock);
        for (var n = dice.Next(1, 40); n > 0; n--)
        {
            var parent = _shares.Count > 0 && dice.Next(2) == 0 ? _shares[dice.Next(_shares.Count)] : null;
            var at = parent is null
                ? LawDice.At(dice)
                : parent.CreatedAt.AddMinutes(Math.Exp(dice.NextDouble() * 10));
            if (at > LawDice.Last) continue;
            var app = dice.Next(3) switch { 0 => "", 1 => "WhatsApp", _ => "Telegram" };
            var share = await store.Mint(new ShareDraft(parent?.LinkId ?? dice.Next(1, 6), Minter.Api)
            {
                Parent = parent,
                App = app,
                Channel = app.Length > 0 ? "messaging" : "",
                CreatedAt = at,
            }, default);
            _shares.Add(share!);
        }
    }

    private TestHit Hit(Random dice)
    {
        var hit = Origin(dice, LawDice.Hit(dice, LawDice.At(dice))) with
        {
            Share = 0,
            Generation = 0,
            Advocate = 0,
            Shared = true,
            Network = dice.Next(1, 4),
        };
        if (_shares.Count == 0 || dice.Next(3) == 0) return hit;
        var share = _shares[dice.Next(_shares.Count)];
        return hit with { Link = share.LinkId, Share = share.Id, Generation = (int)share.Generation };
    }

    /// <summary>
    /// Named, nameless, typed, and through shares that stayed or were carried on, wherever apps exist and
    /// where not.
    /// </summary>
    private static TestHit Origin(Random dice, TestHit hit)
    {
        var app = dice.Next(2) == 0 ? "WhatsApp" : "Telegram";
        hit = hit with { Os = dice.Next(4) switch { 0 => "", 1 => "iOS", 2 => "Android", _ => "Windows" }, Dark = true };
        return dice.Next(5) switch
        {
            0 => hit with { Channel = "messaging", App = app, Evidence = "in-app" },
            1 => hit with { Channel = "messaging", App = app, Evidence = "share" },
            2 => hit with { Channel = "direct", App = "", Evidence = "fetch-metadata", Dark = false },
            3 => hit with { Channel = "", App = "", Evidence = "fetch-metadata" },
            _ => hit with { Channel = "", App = "", Evidence = "none" },
        };
    }

    /// <summary>So many clicks on all links within some days that they have half-lives.</summary>
    private IEnumerable<TestHit> Burst(Random dice)
    {
        var start = LawDice.First.AddDays(dice.Next(40));
        return Enumerable.Range(0, 400)
            .Select(_ => Hit(dice) with { At = start.AddMinutes(Math.Exp(dice.NextDouble() * 9)), Kind = HitKind.Click, Unique = true });
    }

    /// <summary>
    /// As a run of <c>reclassify</c> does it: hits change, and so does what was counted of them.
    /// </summary>
    private async Task TurnSomeIntoBots(Random dice)
    {
        await Db.Run(
            "update hits set kind = 2, is_unique = 0 where seq % 17 = @Rest", new { Rest = dice.Next(17) });
        await new Rebuild(Db).Run();
    }

    // With room for all links, and with so little that each is looked at by itself.
    private DigestJob NewJob() => new(Db, _classifier, _clock) { Room = ++_jobs % 2 == 0 ? 10 : 1_000_000 };

    private Follower NewFollower() => new(
        Db, new FollowerSettings { FoldAfterSeconds = 0, SettleHits = 100, BotLinks = 0, BotHeadSeconds = 0 }, new VisitorDays(TimeZoneInfo.Utc), _clock, NullLogger<Follower>.Instance);
}
