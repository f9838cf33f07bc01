using System.Data.Common;
using Shortener.Channels;
using Shortener.Hits;
using Shortener.Storage;
using Shortener.Tests.Faults;
using Shortener.Tests.Support;

namespace Shortener.Tests.Hits;

public sealed class HitStoreTests(Engine engine) : OnBothEngines(engine)
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    private readonly HitBuilder _a = new();

    [Test]
    public async Task Hits_are_in_the_log_in_the_order_of_their_batches()
    {
        using var store = Store();

        store.Append([_a.Click(1, Nine), _a.Click(2, Nine)]);
        store.Append([_a.Click(3, Nine)]);

        Assert.That(
            await Db.List<long>("select link_id from hits order by seq"), Is.EqualTo(new[] { 1L, 2, 3 }));
    }

    [Test]
    public async Task A_text_that_repeats_is_kept_once()
    {
        using var store = Store();

        store.Append([_a.Click(1, Nine, userAgent: "Firefox"), _a.Click(1, Nine, userAgent: "Chrome"), _a.Click(1, Nine, userAgent: "Firefox")]);

        var userAgents = await Db.List<string>(
            "select t.text from hits h join texts t on t.id = h.user_agent_id order by h.seq");
        Assert.That(userAgents, Is.EqualTo(new[] { "Firefox", "Chrome", "Firefox" }));
        Assert.That(await Db.Find<long>("select count(*) from texts where text = 'Firefox'"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_visitors_first_click_on_a_link_that_day_is_unique_and_no_other()
    {
        using var store = Store();

        store.Append(
        [
            _a.Click(1, Nine, visitor: 7),
            _a.Click(1, Nine.AddHours(1), visitor: 7),
            _a.Click(2, Nine, visitor: 7),
            _a.Click(1, Nine, visitor: 8),
            _a.Click(1, Nine.AddDays(1), visitor: 7),
        ]);

        Assert.That(await Uniques(), Is.EqualTo(new[] { 1L, 0, 1, 1, 1 }));
    }

    [Test]
    public async Task Only_clicks_that_were_sent_on_can_be_unique()
    {
        using var store = Store();

        store.Append(
        [
            _a.Click(1, Nine, kind: HitKind.Bot), _a.Click(1, Nine, kind: HitKind.Preview),
            _a.Click(1, Nine, reason: OrphanReason.Expired), _a.Click(1, Nine),
        ]);

        Assert.That(await Uniques(), Is.EqualTo(new[] { 0L, 0, 0, 1 }));
    }

    [Test]
    public async Task After_a_restart_the_visitors_of_the_day_are_still_known()
    {
        using (var store = Store()) store.Append([_a.Click(1, Nine, visitor: 7)]);

        using var restarted = Store();
        restarted.Append([_a.Click(1, Nine.AddHours(2), visitor: 7)]);

        Assert.That(await Uniques(), Is.EqualTo(new[] { 1L, 0 }));
    }

    [Test]
    public async Task Two_processes_agree_on_who_was_first()
    {
        using var here = Store();
        using var there = Store();

        here.Append([_a.Click(1, Nine, visitor: 7)]);
        there.Append([_a.Click(1, Nine, visitor: 7), _a.Click(1, Nine, visitor: 8)]);
        here.Append([_a.Click(1, Nine, visitor: 8), _a.Click(1, Nine, visitor: 9)]);

        Assert.That(await Uniques(), Is.EqualTo(new[] { 1L, 0, 1, 0, 1 }));
    }

    [Test]
    public async Task A_batch_the_database_refuses_leaves_nothing_and_can_be_stored_without_its_bad_hit()
    {
        await Refuse(link: 666);
        using var store = Store();
        var good = _a.Click(1, Nine);

        Assert.That(() => store.Append([good, _a.Click(666, Nine)]), Throws.InstanceOf<DbException>());
        Assert.That(await Db.Find<long>("select count(*) from hits"), Is.Zero);

        store.Append([good]);
        Assert.That(await Uniques(), Is.EqualTo(new[] { 1L }));
        Assert.That(
            await Db.Find<string>("select t.text from hits h join texts t on t.id = h.user_agent_id"),
            Is.EqualTo("Firefox"));
    }

    [Test]
    public async Task Beyond_the_bound_of_a_minute_new_texts_are_other_until_the_next()
    {
        var clock = new StoppedClock(Nine);
        // Signals, referrer and language of the first hit are three texts; its user agent is the fourth.
        using var store = Store(new HitSettings { NewTextsPerMinute = 4 }, clock);

        store.Append([_a.Click(1, Nine, userAgent: "first"), _a.Click(1, Nine, userAgent: "second")]);
        clock.Advance(TimeSpan.FromMinutes(1));
        store.Append([_a.Click(1, Nine, userAgent: "second")]);

        var userAgents = await Db.List<string>(
            "select t.text from hits h join texts t on t.id = h.user_agent_id order by h.seq");
        Assert.That(userAgents, Is.EqualTo(new[] { "first", "(other)", "second" }));
    }

    [Test]
    public async Task A_replayed_line_is_stored_once()
    {
        using var store = Store();

        var first = store.AppendReplayed([_a.Click(1, Nine, uid: 41), _a.Click(1, Nine, uid: 42)]);
        var again = store.AppendReplayed([_a.Click(1, Nine, uid: 42), _a.Click(1, Nine, uid: 43)]);

        Assert.That((first, again), Is.EqualTo((2, 1)));
        Assert.That(
            await Db.List<long>("select uid from hits order by seq"), Is.EqualTo(new[] { 41L, 42, 43 }));
    }

    [Test]
    public async Task Of_a_batch_that_may_be_in_the_log_only_what_is_missing_is_stored()
    {
        using var store = Store();
        store.Append([_a.Click(1, Nine, uid: 41)]);
        var after = store.Committed;
        store.Append([_a.Click(1, Nine, uid: 42)]);

        var stored = store.AppendMissing([_a.Click(1, Nine, uid: 42), _a.Click(1, Nine, uid: 43)], after);

        Assert.That(stored, Is.EqualTo(1));
        Assert.That(
            await Db.List<long>("select uid from hits order by seq"), Is.EqualTo(new[] { 41L, 42, 43 }));
    }

    [Test]
    public async Task What_another_process_is_still_committing_is_waited_for_before_it_is_stored_again()
    {
        // SQLite's commits end with their process: there the lock is gone, and so is the question.
        if (Engine is Engine.Sqlite) return;
        using var store = Store();
        store.Append([_a.Click(1, Nine, uid: 41)]);
        await using var other = await Db.Open();
        await Execute(other, "begin");
        await Execute(other, Locks.Hits);
        await Execute(other, "insert into hits select nextval(pg_get_serial_sequence('hits', 'seq')), 42, at, link_id, kind, trigger, is_unique, is_imported, reason, visitor, network, user_agent_id, signals_id, referrer_id, language_id, place_id, utm_id, client_id, origin_id, slug_id, share_id, generation, advocate_id from hits");

        var storing = Task.Run(() => store.AppendMissing([_a.Click(1, Nine, uid: 42)], 0));
        await Wait.Until(async () => storing.IsCompleted || await Db.Find<long>(Waiting) > 0);
        await Execute(other, "commit");

        Assert.That(await storing, Is.Zero);
    }

    // Each test has a database of its own: nobody else waits there.
    private const string Waiting = """
        select count(*)
        from pg_locks l
        join pg_database d on d.oid = l.database
        where not l.granted and d.datname = current_database()
        """;

    private static async Task Execute(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private HitStore Store(HitSettings? settings = null, TimeProvider? clock = null) =>
        new(
            Db, settings ?? new HitSettings(), new VisitorDays(TimeZoneInfo.Utc),
            clock ?? TimeProvider.System);

    private Task<List<long>> Uniques() => Db.List<long>("select is_unique from hits order by seq");

    private Task Refuse(long link) => Db.Run(new Sql(
        $"create trigger refuse before insert on hits when new.link_id = {link} begin select raise(abort, 'refused'); end",
        $"alter table hits add constraint refuse check (link_id <> {link})"));
}
