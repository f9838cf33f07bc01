using Microsoft.Extensions.Logging.Abstractions;
using Shortener.Channels;
using Shortener.Hits;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Hits;

/// <summary>Clicks that turn out to be a bot's after they are in the log.</summary>
public sealed class MarkTests(Engine engine) : OnBothEngines(engine)
{
    private static readonly DateTimeOffset Nine = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    private sealed record Row
    {
        public long Seq { get; init; }
        public short Kind { get; init; }
        public short IsUnique { get; init; }
        public string Bot { get; init; } = "";
        public string Device { get; init; } = "";
        public string Evidence { get; init; } = "";
    }

    [Test]
    public async Task A_burst_is_a_bots_in_the_log_and_in_the_counts()
    {
        await new TestLog(Db).Add([.. Burst(Nine, visitor: 7), Click(Nine.AddMinutes(1), 1, visitor: 8)]);

        await NewFollower().CatchUp();

        var rows = await Rows();
        Assert.That(
            rows.Select(r => (r.Kind, r.IsUnique, r.Bot, r.Device, r.Evidence)),
            Is.EqualTo(new (short, short, string, string, string)[]
        {
            (2, 0, "many-links", "bot", "none"),
            (2, 0, "many-links", "bot", "none"),
            (2, 0, "many-links", "bot", "none"),
            (2, 0, "many-links", "bot", "none"),
            (2, 0, "many-links", "bot", "none"),
            (0, 1, "", "desktop", "none"),
        }));
        Assert.That(await Totals(), Is.EqualTo((1L, 1L, 5L)));
    }

    [Test]
    public async Task A_GET_after_a_HEAD_is_a_bots_and_an_app_that_shows_its_name_is_none()
    {
        await new TestLog(Db).Add(
            Head(Nine, 1, visitor: 7), Click(Nine.AddSeconds(1), 1, visitor: 7),
            Head(Nine, 1, visitor: 8), Click(Nine.AddSeconds(1), 1, visitor: 8) with { Evidence = "in-app" });

        await NewFollower().CatchUp();

        Assert.That(
            (await Rows()).Select(r => r.Bot), Is.EqualTo(new[] { "head", "head-then-get", "head", "" }));
    }

    [Test]
    public async Task Hits_wait_for_what_follows_as_long_as_they_are_in_the_log_whatever_time_they_carry()
    {
        var clock = new StoppedClock(Nine);
        var log = new TestLog(Db);
        var follower = NewFollower(clock);
        await log.Add(Click(Nine.AddHours(1), 1, visitor: 7), Click(Nine.AddYears(-1), 1, visitor: 8));
        Assert.That(await follower.Fold(Follower.NoRest, default), Is.Zero);

        clock.Advance(TimeSpan.FromSeconds(29));
        await log.Add(Click(Nine.AddYears(-1), 2, visitor: 8));
        Assert.That(await follower.Fold(Follower.NoRest, default), Is.Zero);

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await follower.Fold(Follower.NoRest, default), Is.EqualTo(2));
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.That(await follower.Fold(Follower.NoRest, default), Is.EqualTo(1));
    }

    [Test]
    public async Task The_next_click_is_unique_in_place_of_the_bots()
    {
        var log = new TestLog(Db);
        await log.Add(Burst(Nine, visitor: 7));
        await NewFollower().CatchUp();
        // The writer remembers the visitor of the first; one that was started anew does not.
        await log.Add(
            Click(Nine.AddHours(1), 1, visitor: 7) with { Unique = false },
            Click(Nine.AddHours(2), 1, visitor: 7) with { Unique = true },
            Click(Nine.AddHours(3), 2, visitor: 7) with { Unique = true }, Click(Nine.AddHours(4), 9, visitor: 7) with { Unique = false });
        await NewFollower().CatchUp();
        await log.Add(
            Click(Nine.AddHours(5), 1, visitor: 7) with { Unique = true },
            Click(Nine.AddDays(1), 1, visitor: 7) with { Unique = true });
        await NewFollower().CatchUp();

        Assert.That(
            (await Rows()).Skip(5).Select(r => (int)r.IsUnique), Is.EqualTo(new[] { 1, 0, 1, 0, 0, 1 }));
        Assert.That(await Totals(), Is.EqualTo((6L, 3L, 5L)));
    }

    [Test]
    public async Task Two_followers_at_once_mark_and_count_every_hit_once()
    {
        await new TestLog(Db).Add(
            Enumerable.Range(0, 300).SelectMany(i => Burst(Nine.AddSeconds(i), visitor: 100 + i)));

        await Task.WhenAll(NewFollower().CatchUp(), NewFollower().CatchUp());

        Assert.That(await Totals(), Is.EqualTo((0L, 0L, 1_500L)));
        Assert.That(await Db.Find<long>("select count(*) from hits where kind = 2"), Is.EqualTo(1_500));
    }

    // Live, hits come one after the other and are folded after half a minute; replayed, they come all at
    // once.
    [Test]
    public async Task A_replay_is_judged_as_it_was_live([Values(1, 2)] int seed)
    {
        var traffic = Traffic(new Random(seed)).OrderBy(hit => hit.At).ToList();
        var clock = new StoppedClock(Nine.AddSeconds(-1));
        var follower = NewFollower(clock);
        var log = new TestLog(Db);
        foreach (var second in traffic.GroupBy(hit => hit.At.ToUnixTimeSeconds()))
        {
            while (clock.GetUtcNow().ToUnixTimeSeconds() < second.Key)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                while (await follower.Fold(Follower.NoRest, default) > 0)
                {
                }
            }
            await log.Add(second);
            if (second.Key % 97 == 0) follower = NewFollower(clock);
        }
        await follower.CatchUp();
        var live = (await Rows()).Select(r => r.Bot).ToList();

        // Another day's salt: the same people are other visitors.
        await log.Add(traffic.Select(hit => hit with { Visitor = hit.Visitor + 1_000 }));
        await NewFollower().CatchUp();
        var replayed = (await Rows()).Skip(traffic.Count).Select(r => r.Bot);

        Assert.That(live.Count(bot => bot == "many-links"), Is.GreaterThan(20));
        Assert.That(live.Count(bot => bot == "head-then-get"), Is.GreaterThan(5));
        Assert.That(replayed, Is.EqualTo(live));
    }

    [Test]
    public async Task It_is_told_how_many_places_bots_had_taken()
    {
        var told = new List<(long, int, long)>();
        await new TestLog(Db).Add(Burst(Nine, visitor: 7));
        var follower = NewFollower();
        follower.Unmasked += (link, places, final) => told.Add((link, places, final));

        await follower.CatchUp();

        Assert.That(
            told, Is.EquivalentTo(new[] { (1L, 1, 5L), (2L, 1, 5L), (3L, 1, 5L), (4L, 1, 5L), (5L, 1, 5L) }));
    }

    private static IEnumerable<TestHit> Traffic(Random dice)
    {
        for (var i = 0; i < 60; i++)
        {
            var at = Nine.AddMilliseconds(dice.Next(600_000));
            var visitor = dice.Next(1, 20);
            if (dice.Next(4) == 0)
            {
                foreach (var hit in Burst(at, visitor: 100 + i)) yield return hit;
            }
            if (dice.Next(4) == 0)
            {
                yield return Head(at, 1, visitor);
                yield return Click(at.AddSeconds(dice.Next(10)), 1, visitor);
            }
            yield return Click(at, dice.Next(1, 6), visitor);
        }
    }

    private static IEnumerable<TestHit> Burst(DateTimeOffset at, long visitor) =>
        Enumerable.Range(0, 5).Select(i => Click(at.AddMilliseconds(i * 300), i + 1, visitor));

    private static TestHit Click(DateTimeOffset at, long link, long visitor) =>
        new() { At = at, Link = link, Visitor = visitor, Unique = true, Device = "desktop" };

    private static TestHit Head(DateTimeOffset at, long link, long visitor) =>
        new() { At = at, Link = link, Visitor = visitor, Kind = HitKind.Bot, Bot = "head", Device = "bot" };

    private Task<List<Row>> Rows() => Db.List<Row>("""
        select h.seq, h.kind, h.is_unique, c.bot, c.device, o.evidence
        from hits h
        join clients c on c.id = h.client_id
        join origins o on o.id = h.origin_id
        order by h.seq
        """);

    private async Task<(long Clicks, long Unique, long Bots)> Totals()
    {
        var quarters = await Db.Find<(long, long, long)>(
            "select sum(clicks), sum(unique_clicks), sum(bots) from hit_quarters");
        Assert.That(
            await Db.Find<(long, long, long)>(
                "select sum(clicks), sum(unique_clicks), sum(bots) from link_totals"),
            Is.EqualTo(quarters));
        return quarters;
    }

    private Follower NewFollower(TimeProvider? clock = null) =>
        new(
            Db, new FollowerSettings(), new VisitorDays(TimeZoneInfo.Utc), clock ?? TimeProvider.System,
            NullLogger<Follower>.Instance);
}
