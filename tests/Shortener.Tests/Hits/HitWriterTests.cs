using System.Data.Common;
using Microsoft.Extensions.Logging.Abstractions;
using Shortener.Hits;
using Shortener.Storage;
using Shortener.Tests.Support;
using Shortener.Values;

namespace Shortener.Tests.Hits;

public sealed class HitWriterTests : OnBothEngines
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HitBuilder _a = new();
    private readonly Health _told = new(TimeProvider.System);
    private readonly HitHealth _health;
    private string _spill = "";

    public HitWriterTests(Engine engine) : base(engine) => _health = new(_told);

    [SetUp]
    public void NameSpill() =>
        _spill = Path.Combine(Path.GetTempPath(), $"shortener-{Guid.NewGuid():n}.spill");

    [TearDown]
    public void DropSpill() => File.Delete(_spill);

    [Test]
    public async Task A_hit_is_in_the_log_when_its_redirect_may_be_answered()
    {
        await using var writer = await Running.Start(this, new HitSettings { DeadlineMillis = 10_000 });

        await writer.Queue.Offer(_a.Click(1, Nine)).WaitAsync(Patience);

        Assert.That(await Uids(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task While_the_log_is_locked_redirects_are_answered_and_later_every_hit_is_there_once()
    {
        await using var writer = await Running.Start(this);
        await writer.Queue.Offer(_a.Click(1, Nine)).WaitAsync(Patience);
        var before = _health.Spilled;

        await using (await LockTheLog())
        {
            var answers = Enumerable.Range(0, 50).Select(_ => writer.Queue.Offer(_a.Click(1, Nine))).ToList();
            await Task.WhenAll(answers).WaitAsync(Patience);
            Assert.That(_health.Spilled - before, Is.EqualTo(50));
        }

        await Until(async () => (await Uids()).Count >= 51);
        Assert.That(await Uids(), Is.Unique.And.Count.EqualTo(51));
    }

    [Test]
    public async Task Without_log_and_spill_redirects_go_on_and_the_health_says_how_many_hits_wait_in_memory()
    {
        // A folder of that name: no file can be written there.
        Directory.CreateDirectory(_spill);
        await using var writer = await Running.Start(this);

        await using (await LockTheLog())
        {
            var answers = Enumerable.Range(0, 7).Select(_ => writer.Queue.Offer(_a.Click(1, Nine))).ToList();
            await Task.WhenAll(answers).WaitAsync(Patience);
            Assert.That(
                _told.Troubles().Single(t => t.Name == "spill").Detail,
                Does.Contain("in memory (7 so far)."));
        }

        await Until(async () => (await Uids()).Count >= 7);
        Assert.That(await Uids(), Is.Unique.And.Count.EqualTo(7));
        Directory.Delete(_spill);
    }

    [Test]
    public async Task One_bad_hit_does_not_sink_the_others()
    {
        await Db.Run(new Sql(
            "create trigger refuse before insert on hits when new.link_id = 666 begin select raise(abort, 'refused'); end",
            "alter table hits add constraint refuse check (link_id <> 666)"));
        await using var writer = await Running.Start(this);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(n => writer.Queue.Offer(_a.Click(n == 50 ? 666 : 1, Nine)))).WaitAsync(Patience);

        await Until(async () => (await Uids()).Count >= 99 && _health.Refused > 0);
        Assert.That(await Uids(), Is.Unique.And.Count.EqualTo(99));
        Assert.That(_health.Refused, Is.EqualTo(1));
    }

    [Test]
    public async Task Stopping_writes_what_is_still_in_the_queue()
    {
        var writer = await Running.Start(this);
        var answers = Enumerable.Range(0, 5_000).Select(_ => writer.Queue.Offer(_a.Click(1, Nine))).ToList();

        await writer.DisposeAsync();

        await Task.WhenAll(answers).WaitAsync(Patience);
        Assert.That((await Uids()).Count + _health.Spilled, Is.EqualTo(5_000));
        Assert.That(await Uids(), Is.Unique);
    }

    /// <summary>Every thread of the pool is busy while the writer starts and stops.</summary>
    [Test]
    public async Task A_writer_that_is_stopped_before_the_pool_had_time_for_it_writes_what_was_offered()
    {
        ThreadPool.GetMinThreads(out var threads, out _);
        using var release = new ManualResetEventSlim();
        for (var n = 0; n < 4 * threads; n++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => release.Wait(Patience), null);
        }

        var writer = await Running.Start(this);
        var answer = writer.Queue.Offer(_a.Click(1, Nine));
        var stopped = writer.DisposeAsync();
        release.Set();
        await stopped;

        await answer.WaitAsync(Patience);
        Assert.That((await Uids()).Count + _health.Spilled, Is.EqualTo(1));
    }

    [Test]
    public async Task A_start_reads_the_spill_of_the_last_run_without_doubling_what_the_log_has()
    {
        var both = _a.Click(1, Nine);
        var onlySpilled = _a.Click(2, Nine);
        using (var store = new HitStore(
            Db, new HitSettings(), new VisitorDays(TimeZoneInfo.Utc), TimeProvider.System))
        {
            store.Append([both]);
        }
        using (var spill = new Spill(_spill, 1 << 20, _health))
        {
            spill.TryAppend([both, onlySpilled], after: 0);
        }

        await using var writer = await Running.Start(this);

        await Until(async () => (await Uids()).Count == 2);
        Assert.That(await Uids(), Is.EquivalentTo(new[] { both.Uid, onlySpilled.Uid }));
    }

    [Test]
    public async Task A_queue_that_is_full_sends_the_next_hits_to_the_spill_at_once()
    {
        await using var writer = await Running.Start(
            this, new HitSettings { QueueLength = 5, DeadlineMillis = 10_000 });
        await writer.Queue.Offer(_a.Click(1, Nine)).WaitAsync(Patience);

        await using (await LockTheLog())
        {
            // The writer holds one to five of them, five more wait; the rest finds the queue full.
            _ = writer.Queue.Offer(_a.Click(1, Nine));
            for (var n = 0; n < 20; n++) _ = writer.Queue.Offer(_a.Click(1, Nine));
            Assert.That(_health.Spilled, Is.InRange(11, 16));
        }

        await Until(async () => (await Uids()).Count >= 22);
        Assert.That(await Uids(), Is.Unique.And.Count.EqualTo(22));
    }

    private Task<List<long>> Uids() => Db.List<long>("select uid from hits order by seq");

    private async Task<Held> LockTheLog()
    {
        var connection = await Db.Open();
        await Execute(
            connection, new Sql("begin immediate", "begin; lock table hits in exclusive mode").For(Engine));
        return new Held(connection);
    }

    private static async Task Execute(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A lock on the log, held by somebody else until disposed.</summary>
    private sealed class Held(DbConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Execute(connection, "rollback");
            await connection.DisposeAsync();
        }
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition()) await Task.Delay(20, patience.Token);
    }

    /// <summary>A writer at work, with its queue.</summary>
    private sealed class Running(HitWriter writer, HitQueue queue) : IAsyncDisposable
    {
        public HitQueue Queue => queue;

        public static async Task<Running> Start(HitWriterTests test, HitSettings? settings = null)
        {
            settings = (settings ?? new HitSettings { DeadlineMillis = 100 }) with { SpillFile = test._spill, SpillMegabytes = 1 };
            var queue = new HitQueue(settings);
            var writer = new HitWriter(
                test.Db, queue, new Dictionaries(settings), settings, test._health,
                new VisitorDays(TimeZoneInfo.Utc),
                TimeProvider.System, NullLogger<HitWriter>.Instance);
            await writer.StartAsync(default);
            return new Running(writer, queue);
        }

        public async ValueTask DisposeAsync()
        {
            await writer.StopAsync(default);
            writer.Dispose();
        }
    }
}
