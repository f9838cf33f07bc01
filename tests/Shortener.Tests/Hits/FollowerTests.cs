using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shortener.Channels;
using Shortener.Hits;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Hits;

public sealed class FollowerTests(Engine engine) : OnBothEngines(engine)
{
    private static readonly DateTimeOffset Nine = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    private sealed record Quarter
    {
        public long Number { get; init; }
        public long Clicks { get; init; }
        public long Bots { get; init; }
    }

    private sealed record Stretch
    {
        public long FirstSeq { get; init; }
        public long LastSeq { get; init; }
    }

    [Test]
    public async Task Hits_are_folded_once_by_quarter_of_an_hour_and_orphans_not_at_all()
    {
        await new TestLog(Db).Add(
            new TestHit { At = Nine },
            new TestHit { At = Nine.AddMinutes(14.9), Kind = HitKind.Bot },
            new TestHit { At = Nine.AddMinutes(15) },
            new TestHit { At = Nine.AddMinutes(16), Reason = OrphanReason.UnknownSlug });
        var follower = NewFollower();

        Assert.That((await follower.CatchUp(), await follower.CatchUp()), Is.EqualTo((4L, 0L)));

        var quarters = await Db.List<Quarter>(
            "select quarter as number, clicks, bots from hit_quarters order by quarter");
        var first = Nine.ToUnixTimeSeconds() / 900;
        Assert.That(
            quarters.Select(q => (q.Number, q.Clicks, q.Bots)),
            Is.EqualTo(new[] { (first, 1L, 1L), (first + 1, 1L, 0L) }));
    }

    [Test]
    public async Task Two_followers_at_once_fold_every_hit_once()
    {
        await new TestLog(Db).Add(
            Enumerable.Range(0, 3_000).Select(i => new TestHit { At = Nine.AddSeconds(i) }));

        await Task.WhenAll(NewFollower().CatchUp(), NewFollower().CatchUp());
        await Task.WhenAll(NewFollower().SettleAll(), NewFollower().SettleAll());

        Assert.That(
            await Db.Find<long>("select clicks from link_totals where link_id = 1"), Is.EqualTo(3_000));
        Assert.That(await Db.Find<long>("select count(*) from link_hits"), Is.EqualTo(3_000));
        Assert.That(
            await Db.Find<long>("select sum(clicks) from hit_days where dimension = 1"), Is.EqualTo(3_000));
    }

    [Test]
    public async Task A_replay_begins_another_stretch_of_the_log_for_its_quarters()
    {
        var log = new TestLog(Db);
        await log.Add(new TestHit { At = Nine }, new TestHit { At = Nine.AddMinutes(1) });
        await log.Add(Enumerable.Range(0, 2_100).Select(_ => new TestHit { At = Nine.AddDays(1) }));
        await log.Add(new TestHit { At = Nine.AddMinutes(2) });
        await NewFollower().CatchUp();

        var stretches = await Db.List<Stretch>(
            "select first_seq, last_seq from hit_spans where quarter = @Quarter order by first_seq",
            new { Quarter = Nine.ToUnixTimeSeconds() / 900 });

        Assert.That(
            stretches.Select(s => (s.FirstSeq, s.LastSeq)), Is.EqualTo(new[] { (1L, 2L), (2_103L, 2_103L) }));
    }

    [Test]
    public async Task Hits_are_settled_when_there_are_enough_of_them()
    {
        var log = new TestLog(Db);
        await log.Add(Enumerable.Range(0, 99).Select(i => new TestHit { At = Nine.AddSeconds(i) }));
        var follower = NewFollower(new FollowerSettings { SettleHits = 100 });
        await follower.CatchUp();
        Assert.That(await follower.Settle(all: false, Rest, default), Is.False);

        await log.Add(new TestHit { At = Nine });
        await follower.CatchUp();
        Assert.That(await follower.Settle(all: false, Rest, default), Is.True);
        Assert.That(await Db.Find<long>("select count(*) from link_hits"), Is.EqualTo(100));
    }

    [Test]
    public async Task A_month_is_closed_two_days_after_its_end_and_what_comes_late_is_in_it_too()
    {
        var clock = new StoppedClock(new DateTimeOffset(2026, 12, 2, 23, 59, 0, TimeSpan.Zero));
        var log = new TestLog(Db);
        var follower = NewFollower(clock: clock);
        await log.Add(
            new TestHit { At = Nine }, new TestHit { At = Nine.AddDays(1) },
            new TestHit { At = Nine.AddDays(10) });
        await follower.CatchUp();
        await follower.SettleAll();
        Assert.That(await MonthClicks(), Is.Null);

        clock.Advance(TimeSpan.FromMinutes(1));
        await follower.SettleAll();
        Assert.That(await MonthClicks(), Is.EqualTo(2));

        await log.Add(new TestHit { At = Nine.AddDays(2) });
        await follower.CatchUp();
        await follower.SettleAll();
        Assert.That(await MonthClicks(), Is.EqualTo(3));

        Task<long?> MonthClicks() => Db.Find<long?>("select sum(clicks) from hit_months where dimension = 1");
    }

    [Test]
    public async Task Old_hits_go_and_their_counts_stay()
    {
        await new TestLog(Db).Add(
            new TestHit { At = Nine.AddDays(-3) }, new TestHit { At = Nine.AddDays(-2) },
            new TestHit { At = Nine });
        await NewFollower().CatchUp();

        await Retention(Nine, keepDays: 2).Run();

        Assert.That(await Db.List<long>("select seq from hits order by seq"), Is.EqualTo(new[] { 2L, 3L }));
        Assert.That(await Db.Find<long>("select count(*) from link_hits"), Is.EqualTo(2));
        Assert.That(
            await Db.Find<long>("select sum(clicks) from hit_days where dimension = 1"), Is.EqualTo(3));
    }

    // Were the log emptied, SQLite would number the next hit 1 again, below the watermark, and it would never
    // be folded.
    [Test]
    public async Task A_hit_after_all_others_went_is_still_folded()
    {
        var log = new TestLog(Db);
        await log.Add(new TestHit { At = Nine }, new TestHit { At = Nine });
        await NewFollower().CatchUp();
        await Retention(Nine.AddDays(30), keepDays: 1).Run();

        await log.Add(new TestHit { At = Nine.AddDays(30) });
        await NewFollower().CatchUp();
        await Retention(Nine.AddDays(30), keepDays: 1).Run();

        Assert.That(await Db.Find<long>("select clicks from link_totals where link_id = 1"), Is.EqualTo(3));
        Assert.That(await Db.List<long>("select seq from hits"), Is.EqualTo(new[] { 3L }));
    }

    [Test]
    public async Task Hits_that_are_not_folded_are_not_removed()
    {
        await new TestLog(Db).Add(new TestHit { At = Nine }, new TestHit { At = Nine });

        Assert.That(await Retention(Nine.AddDays(30), keepDays: 1).Run(), Is.Zero);
        Assert.That(await Db.Find<long>("select count(*) from hits"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_row_that_cannot_be_folded_does_not_end_the_follower()
    {
        // A time that no calendar has: nothing of ours writes it, and a disk may.
        await new TestLog(Db).Add(new TestHit { At = Nine });
        await Db.Run("update hits set at = @At", new { At = long.MaxValue });
        var log = new FirstLine();
        using var follower = NewFollower(
            new FollowerSettings { FoldAfterSeconds = 0, BotLinks = 0, BotHeadSeconds = 0, SettleHits = 1 },
            log: log);

        await follower.StartAsync(default);
        await Task.WhenAny(log.Written, follower.ExecuteTask!);

        Assert.That(follower.ExecuteTask!.IsCompleted, Is.False);
        await follower.StopAsync(default);
    }

    private static Task Rest() => Task.CompletedTask;

    private Follower NewFollower(
        FollowerSettings? settings = null, TimeProvider? clock = null, ILogger<Follower>? log = null) =>
        new(
        Db, settings ?? new FollowerSettings(), new VisitorDays(TimeZoneInfo.Utc),
        clock ?? TimeProvider.System,
        log ?? NullLogger<Follower>.Instance);

    private RetentionJob Retention(DateTimeOffset now, int keepDays) =>
        new(Db, NewFollower(), new RetentionSettings { KeepDays = keepDays }, new StoppedClock(now));

    /// <summary>Waits for the first thing that the follower has to say.</summary>
    private sealed class FirstLine : ILogger<Follower>
    {
        private readonly TaskCompletionSource _written = new(
            TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Written => _written.Task;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            _written.TrySetResult();
    }
}
