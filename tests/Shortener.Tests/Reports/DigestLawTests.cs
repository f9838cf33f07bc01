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
/// The law of the digests: with them the sharing report says, to the last digit, what it says without, whatever was written,
/// folded, minted, changed and removed before and after they were written.
/// </summary>
public sealed class DigestLawTests(Engine engine) : OnBothEngines(engine)
{
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns"];

    private readonly List<Share> _shares = [];
    // Links whose half-life the reports told.
    private int _halfLives;

    private readonly StoppedClock _clock = new(LawDice.Last);

    [Test]
    public async Task With_digests_the_sharing_report_says_what_it_says_without([Values(1, 2, 3, 4)] int seed)
    {
        var (dice, log) = (new Random(seed), new TestLog(Db));
        await AddLinks(log);
        var counted = 0;
        for (var step = 0; step < 25; step++)
        {
            switch (dice.Next(9))
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
            }
            // Whatever the dice say, there are some.
            if (step == 5) await log.Add(Burst(dice));
            if (step == 10) await NewJob().Run();
            for (var i = 0; i < 3; i++) counted += await Check(dice);
        }
        Assert.That(counted, Is.GreaterThan(100), "digests that a report counted");
        Assert.That(_halfLives, Is.GreaterThan(5), "half-lives that were compared");
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

        var first = await Db.Find<long>("select min(watch) from digests where about = 0");
        Assert.That(first * Slots.WatchMillis, Is.GreaterThanOrEqualTo(removed.ToUnixTimeMilliseconds()));
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

        Assert.That((again, unfolded, folded), Is.EqualTo((0, 0, 1)));
    }

    /// <summary>How many digests the report with them had; compares it with the one without.</summary>
    private async Task<int> Check(Random dice)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zones[dice.Next(Zones.Length)]);
        var query = new DarkQuery
        {
            Period = new ReportPeriod(zone, LawDice.RandomPeriod(dice, zone), default),
            Conditions = dice.Next(3) > 0 ? [] : [new Condition(Grouping.Find("link")!, dice.Next(2) == 0, ["1", "4"])],
            DefaultDomain = "short.example",
        };
        using var scans = new LongScans();
        // Of these few hits, digests would never be worth it for single links.
        var store = new SharingStore(Db, scans, new TagSpelling(Classifier.Load()), _clock) { FewHits = -1 };

        var with = SharingShape.Shape(await store.Read(query, default));
        var digests = await Db.Run("update digests set about = about + 10");
        var without = SharingShape.Shape(await store.Read(query, default));
        await Db.Run("update digests set about = about - 10");

        _halfLives += with.HalfLife.Links;
        Assert.That(JsonSerializer.Serialize(with), Is.EqualTo(JsonSerializer.Serialize(without)), $"{zone.Id}, {query.Period.Period}");
        return digests;
    }

    // Some links are younger than the window.
    private async Task AddLinks(TestLog log)
    {
        for (var link = 1; link <= 5; link++) await log.Link($"link{link}");
        await Db.Run("update links set created_at = @At where id > 3", new { At = LawDice.Last.AddDays(-9) });
    }

    /// <summary>Shares of any time, the imported among them; children follow within minutes or weeks.</summary>
    private async Task Mint(Random dice)
    {
        var store = new ShareStore(Db, _clock);
        for (var n = dice.Next(1, 40); n > 0; n--)
        {
            var parent = _shares.Count > 0 && dice.Next(2) == 0 ? _shares[dice.Next(_shares.Count)] : null;
            var at = parent is null ? LawDice.At(dice) : parent.CreatedAt.AddMinutes(Math.Exp(dice.NextDouble() * 10));
            if (at > LawDice.Last) continue;
            var app = dice.Next(3) switch { 0 => "", 1 => "WhatsApp", _ => "Telegram" };
            var minted = await store.Mint(new ShareDraft(parent?.LinkId ?? dice.Next(1, 6), Minter.Api)
            {
                Parent = parent,
                App = app,
                Channel = app.Length > 0 ? "messaging" : "",
                CreatedAt = at,
            }, default);
            _shares.Add(minted.Share!);
        }
    }

    private TestHit Hit(Random dice)
    {
        var hit = LawDice.Hit(dice, LawDice.At(dice)) with { Share = 0, Generation = 0, Advocate = 0, Shared = true, Network = dice.Next(1, 4) };
        if (_shares.Count == 0 || dice.Next(3) == 0) return hit;
        var share = _shares[dice.Next(_shares.Count)];
        return hit with { Link = share.LinkId, Share = share.Id, Generation = (int)share.Generation };
    }

    /// <summary>So many clicks on all links within some days that they have half-lives.</summary>
    private IEnumerable<TestHit> Burst(Random dice)
    {
        var start = LawDice.First.AddDays(dice.Next(40));
        return Enumerable.Range(0, 400)
            .Select(_ => Hit(dice) with { At = start.AddMinutes(Math.Exp(dice.NextDouble() * 9)), Kind = HitKind.Click, Unique = true });
    }

    /// <summary>As a run of <c>reclassify</c> does it: hits change, and so does what was counted of them.</summary>
    private async Task TurnSomeIntoBots(Random dice)
    {
        await Db.Run("update hits set kind = 2, is_unique = 0 where seq % 17 = @Rest", new { Rest = dice.Next(17) });
        await new Rebuild(Db).Run();
    }

    private DigestJob NewJob() => new(Db, _clock);

    private Follower NewFollower() => new(
        Db, new FollowerSettings { FoldAfterSeconds = 0, SettleHits = 100, BotLinks = 0, BotHeadSeconds = 0 }, new VisitorDays(TimeZoneInfo.Utc), _clock, NullLogger<Follower>.Instance);
}
