using System.Diagnostics;
using System.Globalization;
using System.Net;
using Shortener.Hits;
using Shortener.Storage;
using Shortener.Tests.Faults;
using Shortener.Tests.Support;

namespace Shortener.Tests.Conversions;

/// <summary>Customers are erased while their clicks are not in the log yet.</summary>
public sealed class LateClickTests(Engine engine) : OnApp(engine)
{
    private const string Jane = "/api/v1/customers/jane";
    private static readonly DateTimeOffset Nine = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    // The database takes everything but hits, and refuses those in a way that may pass.
    private static readonly Sql CloseTheLog = new(
        "create trigger closed before insert on hits begin select 1 from nowhere; end",
        """
        create function closed() returns trigger language plpgsql as $$ begin raise 'closed' using errcode = '55000'; end $$;
        create trigger closed before insert on hits for each row execute function closed();
        """);

    private static readonly Sql OpenTheLog = new("drop trigger closed", "drop trigger closed on hits");

    protected override Dictionary<string, string> Settings => new()
    {
        ["Shortener:Hits:SpillFile"] = SpillFile,
        ["Shortener:Hits:SpillMegabytes"] = "1",
        ["Shortener:Hits:DeadlineMillis"] = "20",
    };

    private string SpillFile => Path.Combine(Folder, "hits.spill");

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_click_that_waits_in_the_spill_file_names_nobody_once_its_customer_is_erased(
        bool isRestartedThen)
    {
        var site = new Site(App);
        await site.Link("a");
        await Db.Run(CloseTheLog);
        var click = await site.Click("a");
        var hash = App.Get<ClickIds>().HashOf(click);
        Assert.That(Spilled(), Does.Contain(Text(hash)), "the click waits");
        await site.Told(
            "sale",
            $$"""{"clickId":"{{click}}","customerId":"jane","amount":5,"currency":"EUR","invoiceId":"A"}""");

        Assert.That((await site.Admin.DeleteAsync(Jane)).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));

        Assert.That(Spilled(), Does.Contain("\"kind\":\"Click\"").And.Not.Contain(Text(hash)));
        Assert.That(await Everything.With(Db, Text(hash)), Is.Empty);
        if (isRestartedThen) await DisposeAsync();
        await Db.Run(OpenTheLog);
        await using var next = isRestartedThen ? new App(Database, Settings) : null;
        Assert.That(await Wait.Until(async () => await Hits() == 1), "the click is in the log");
        Assert.That(await Everything.With(Db, Text(hash)), Is.Empty);
    }

    [Test]
    public async Task Of_clicks_that_wait_only_those_of_the_erased_customer_lose_their_ids()
    {
        var site = new Site(App);
        await site.Link("a");
        await Db.Run(CloseTheLog);
        var (janes, joes) = (await site.Click("a"), await site.Click("a"));
        foreach (var (click, customer) in new[] { (janes, "jane"), (joes, "joe") })
        {
            await site.Tell("visit", $$"""{"clickId":"{{click}}","customerId":"{{customer}}"}""");
        }

        await site.Admin.DeleteAsync(Jane);
        await Db.Run(OpenTheLog);

        Assert.That(await Wait.Until(async () => await Hits() == 2), "both clicks are in the log");
        Assert.That(await Ids(), Is.EqualTo(new[] { App.Get<ClickIds>().HashOf(joes) }));
    }

    // Another process, on another machine, has the click in its own spill file.
    [Test]
    public async Task A_click_that_another_process_keeps_waiting_comes_without_its_id_however_late()
    {
        var clock = new StoppedClock(Nine);
        await Erase(4711, Nine);

        for (var day = 0; day <= 30; day++)
        {
            Append(clock, Click(4711, Nine));
            clock.Advance(TimeSpan.FromDays(1));
            await new ErasedClickJob(Db, clock).Run(default);
        }

        Assert.That((await Hits(), await Ids()), Is.EqualTo((31L, Array.Empty<long>())));
        Assert.That(
            await Db.Find<long>("select count(*) from erased_clicks"), Is.Zero,
            "what recognises it goes as well");
    }

    [TestCase(6, true)]
    [TestCase(8, false)]
    public async Task A_click_keeps_its_id_for_a_week_of_waiting(int days, bool isKept)
    {
        Append(new StoppedClock(Nine.AddDays(days)), Click(4711, Nine));

        Assert.That(await Ids(), Is.EqualTo(isKept ? new[] { 4711L } : []));
    }

    [Test]
    public async Task An_erasure_and_a_batch_of_hits_at_the_same_moment_leave_no_id_behind()
    {
        using var store = Store(new StoppedClock(Nine));
        for (var click = 1L; click <= 200; click++)
        {
            var number = click;
            var append = Task.Run(() => store.Append([Click(number, Nine)]));
            await Task.WhenAll(append, Erase(number, Nine));
        }

        Assert.That(await Hits(), Is.EqualTo(200));
        Assert.That(await Ids(), Has.All.Negative, "each gave way to its substitute, or never came");
    }

    private Task Erase(long click, DateTimeOffset now) => Db.Atomically(async tx =>
    {
        await tx.Run(ClickIdStore.NoneMeanwhile);
        await ClickIdStore.Disown(tx, new Dictionary<long, long> { [click] = -click }, now);
    });

    private HitStore Store(TimeProvider clock) =>
        new(Db, new HitSettings(), new VisitorDays(TimeZoneInfo.Utc), clock);

    private void Append(TimeProvider clock, Hit hit)
    {
        using var store = Store(clock);
        store.Append([hit]);
    }

    private static Hit Click(long id, DateTimeOffset at)
    {
        var hit = new HitBuilder().Click(1, at);
        hit.Click = id;
        return hit;
    }

    private Task<long> Hits() => Db.Find<long>("select count(*) from hits");

    private Task<List<long>> Ids() => Db.List<long>("select hash from click_ids order by seq");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    // By a program that does not ask for the lock, which the process holds.
    private string Spilled()
    {
        using var cat =
            Process.Start(new ProcessStartInfo("cat", SpillFile) { RedirectStandardOutput = true })!;
        return cat.StandardOutput.ReadToEnd().TrimEnd('\0');
    }
}
