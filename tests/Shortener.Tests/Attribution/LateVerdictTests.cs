using Microsoft.Extensions.Logging.Abstractions;
using Shortener.Attribution;
using Shortener.Links;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Attribution;

/// <summary>Hits that turn out to be something else after journeys were made of them.</summary>
public sealed class LateVerdictTests(Engine engine) : OnBothEngines(engine)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private const long Ann = 71;

    private TestShop Shop => _shop ??= new TestShop(Db);
    private TestShop? _shop;

    [Test]
    public async Task A_click_that_was_a_bots_is_no_touch_any_more()
    {
        var link = await Shop.Log.Link("a");
        await Shop.Join(await Shop.Click(Now.AddDays(-2), "email", link: link), Ann);
        await Shop.Join(await Shop.Click(Now.AddDays(-1), "social", link: link), Ann);
        await Shop.Convert(Now, Ann);
        await CatchUp();

        await Change(seq: 2, kind: 2, "social");

        Assert.That(await Touches(), Is.EqualTo(new[] { "1 email" }));
        Assert.That(
            await Db.List<string>("select cast(seq as text) from conversion_clicks"),
            Is.EqualTo(new[] { "1" }));
    }

    [Test]
    public async Task A_sale_that_named_a_bots_click_counts_for_the_person_s_last_click()
    {
        var (first, second) = (await Shop.Log.Link("first"), await Shop.Log.Link("second"));
        await Shop.Join(await Shop.Click(Now.AddDays(-2), link: first), Ann);
        await Shop.Convert(Now, Ann, click: await Shop.Click(Now.AddDays(-1), link: second));
        await CatchUp();
        Assert.That(await LinksOfSales(), Is.EqualTo(new[] { second }));

        await Db.Run("update hits set kind = 2 where seq = 2");

        Assert.That(await LinksOfSales(), Is.EqualTo(new[] { first }));
        await CatchUp();
        Assert.That(await LinksOfSales(), Is.EqualTo(new[] { first }));
    }

    [Test]
    public async Task A_click_of_another_channel_changes_its_journey()
    {
        await Shop.Join(await Shop.Click(Now.AddDays(-2), "direct"), Ann);
        await Shop.Log.Add(new TestHit { At = Now, Channel = "messaging" });
        await CatchUp();

        await Change(seq: 1, kind: 0, "messaging");

        Assert.That(await Touches(), Is.EqualTo(new[] { "1 messaging" }));
    }

    // Clicks, joins and sales; then hits of any kind and channel become others, with journeys made in
    // between, and with the log's older rows removed or not: what is there at the end is what would be made
    // from nothing.
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    public async Task Whatever_changes_journeys_are_those_of_a_fresh_build(int seed)
    {
        var dice = new Random(seed);
        string[] channels = ["email", "social", "direct"];
        long[] links = [await Shop.Log.Link("a"), await Shop.Log.Link("b")];
        foreach (var channel in channels) await Shop.Log.Add(new TestHit { At = Now, Channel = channel });
        for (var step = 0; step < 80; step++)
        {
            var at = Now.AddHours(-dice.Next(24 * 40));
            switch (dice.Next(6))
            {
                case 0 or 1:
                    var click = await Shop.Click(at, channels[dice.Next(3)], link: links[dice.Next(2)]);
                    if (dice.Next(2) == 0) await Shop.Join(click, Ann + dice.Next(3));
                    if (dice.Next(4) == 0) await Shop.Convert(Now, click, click: click);
                    break;
                case 2: await Shop.Convert(at, Ann + dice.Next(3), amount: dice.Next(100)); break;
                case 3: await CatchUp(); break;
                default: await Change(1 + dice.Next((int)await Db.Find<long>("select max(seq) from hits")), dice.Next(3), channels[dice.Next(3)]); break;
            }
        }
        await CatchUp();
        var grown = await Everything();

        foreach (
            var table in new[] { "touches", "timelines", "tracked_days", "conversion_clicks", "link_sales" })
        {
            await Db.Run($"delete from {table}");
        }
        await Db.Run("update tracked_mark set seq = 0");
        await Db.Run(
            "insert into person_changes (person, conversion_id) select distinct person, 0 from click_joins");
        await Db.Run("insert into person_changes (person, conversion_id) select distinct person, 0 from conversions where person <> 0");
        await CatchUp();

        Assert.That(await Everything(), Is.EqualTo(grown));
    }

    private Task Change(long seq, int kind, string channel) => Db.Run(
        "update hits set kind = @Kind, is_unique = 0, origin_id = (select min(id) from origins where channel = @Channel) where seq = @Seq",
        new { Seq = seq, Kind = kind, Channel = channel });

    private async Task<List<string>> Touches()
    {
        await CatchUp();
        return await Db.List<string>("select cast(t.seq as text) || ' ' || o.channel from touches t join origins o on o.id = t.origin_id order by t.seq");
    }

    private async Task<IEnumerable<long>> LinksOfSales() =>
        (await new LinkListStore(Db).CountsOf([1, 2], default)).Where(link => link.Value.Conversions > 0)
            .Select(link => link.Key);

    private async Task<List<string>> Everything() =>
    [
        .. await Db.List<string>("select 't ' || seq || ' ' || at || ' ' || link_id || ' ' || client_id || ' ' || origin_id from touches order by seq"),
        .. await Db.List<string>(new Sql(
            "select 'l ' || person || ' ' || last_at || ' ' || first_at || ' ' || lower(hex(events)) from timelines order by person, conversion_id",
            "select 'l ' || person || ' ' || last_at || ' ' || first_at || ' ' || encode(events, 'hex') from timelines order by person, conversion_id")),
        .. await Db.List<string>("select 'd ' || day || ' ' || origin_id || ' ' || utm_id || ' ' || clicks from tracked_days order by day, origin_id, utm_id"),
        .. await Db.List<string>("select 'c ' || conversion_id || ' ' || seq || ' ' || link_id || ' ' || revenue from conversion_clicks order by conversion_id"),
        .. await Db.List<string>("select 's ' || link_id || ' ' || conversions || ' ' || revenue from link_sales where conversions <> 0 order by link_id, currency"),
    ];

    private async Task CatchUp()
    {
        using var worker = new TimelineWorker(
            new TimelineStore(Db), new TrackedClickStore(Db), new StoppedClock(Now),
            NullLogger<TimelineWorker>.Instance);
        await worker.CatchUp(100_000, default);
    }
}
