using Shortener.Attribution;
using Shortener.Conversions;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Attribution;

/// <summary>From the tables that the intake writes to the reports.</summary>
public sealed class CreditReportTests(Engine engine) : OnCredits(engine)
{
    [Test]
    public async Task Three_touches_share_a_sale_by_thirds_to_the_cent_and_the_millionth()
    {
        await Journey(Ann, "email", "social", "search");
        await Shop.Convert(Now, Ann, amount: 1_000);

        var report = await Credit("model=linear");

        Assert.That(Rows(report), Is.EqualTo(new[]
        {
            ("email", 0.333334m, 334L), ("search", 0.333333m, 333L), ("social", 0.333333m, 333L),
        }));
        Assert.That(report.Totals, Is.EqualTo(new CreditTotals(1, 1_000, "EUR", 0)));
    }

    [TestCase("first", "email")]
    [TestCase("last", "direct")]
    [TestCase("last-non-direct", "social")]
    public async Task One_touch_takes_all(string model, string channel)
    {
        await Journey(Ann, "email", "social", "direct");
        await Shop.Convert(Now, Ann);

        Assert.That(Rows(await Credit($"model={model}")), Is.EqualTo(new[] { (channel, 1m, 1_000L) }));
    }

    [Test]
    public async Task A_conversion_without_a_touch_has_no_key()
    {
        await Shop.Convert(Now, Ann, amount: 700);
        await Shop.Convert(Now, person: 0, amount: 50);

        var report = await Credit("model=last");

        Assert.That(
            report.Rows.Select(row => (row.Key, row.Conversions, row.Revenue)),
            Is.EqualTo(new[] { ((object?)null, 2m, 750L) }));
        Assert.That(report.AllTotals.Single().WithoutTouch, Is.EqualTo(2));
    }

    [Test]
    public async Task A_code_is_a_touch_where_there_is_no_other()
    {
        await Journey(Ann, "email");
        await Shop.Convert(Now, Ann, code: "ANNA10");
        await Shop.Convert(Now, Bob, code: "BOB10");

        var report = await Credit("model=last&groupBy=trigger");

        Assert.That(Rows(report), Is.EquivalentTo(new[] { ("link", 1m, 1_000L), ("code", 1m, 1_000L) }));
    }

    [Test]
    public async Task Refunds_reduce_the_revenue_of_whom_the_sale_was_credited_to()
    {
        await Journey(Ann, "email");
        await Journey(Bob, "social");
        await Shop.Convert(Now.AddDays(-1), Ann, amount: 1_000, invoice: 5);
        await Shop.Convert(Now, Bob, amount: 500);
        await Shop.Refund(Now, Ann, amount: 400, invoice: 5);

        var report = await Credit("model=last");

        Assert.That(Rows(report), Is.EqualTo(new[] { ("email", 1m, 600L), ("social", 1m, 500L) }));
        Assert.That(report.Totals, Is.EqualTo(new CreditTotals(2, 1_100, "EUR", 0)));
    }

    [TestCase("last")]
    [TestCase("markov")]
    public async Task A_period_may_have_refunds_alone(string model)
    {
        await Journey(Ann, "email");
        await Shop.Convert(Now.AddDays(-1), Ann, amount: 1_000, invoice: 5);
        await Shop.Refund(Now, Ann, amount: 400, invoice: 5);

        var report = await Credit($"model={model}&start=2026-11-21&end=2026-11-22");

        Assert.That(report.Totals, Is.EqualTo(new CreditTotals(0, -400, "EUR", 0)));
        Assert.That(report.Rows.Sum(row => row.Revenue), Is.EqualTo(-400));
    }

    [Test]
    public async Task Several_currencies_stand_by_themselves()
    {
        await Journey(Ann, "email");
        await Shop.Convert(Now, Ann, amount: 1_000);
        await Shop.Convert(Now, Ann, amount: 900, currency: 840);

        var report = await Credit("model=last");

        Assert.That(
            report.Totals,
            Is.EqualTo(new[] { new CreditTotals(1, 900, "USD", 0), new CreditTotals(1, 1_000, "EUR", 0) }));
        Assert.That(
            report.Rows.Select(row => (row.Key, row.Revenue, row.Currency)),
            Is.EqualTo(new[] { ((object)"email", 900L, "USD"), ("email", 1_000L, "EUR") }));
    }

    [Test]
    public async Task One_currency_is_asked_for_by_the_rates_of_the_day_of_the_sale()
    {
        await Rate("2026-11-01", "1.25");
        await Rate("2026-11-21", "2");
        await Journey(Ann, "email");
        await Shop.Convert(Now.AddHours(-13), Ann, amount: 1_000, currency: 840, invoice: 5);
        await Shop.Refund(Now, Ann, amount: 500, invoice: 5, currency: 840);
        await Shop.Convert(Now, Ann, amount: 100);

        var report = await Credit("model=last&currency=EUR");

        Assert.That(report.Totals, Is.EqualTo(new CreditTotals(2, 800 - 400 + 100, "EUR", 0)));
    }

    [Test]
    public async Task Without_a_rate_there_is_no_sum()
    {
        await Shop.Convert(Now, Ann, amount: 1_000, currency: 840);

        var (report, refusal) = await Ask("model=last&currency=EUR");

        Assert.That((report, refusal?.Field), Is.EqualTo(((AttributionReport?)null, "currency")));
        Assert.That(refusal!.Why, Does.Contain("from USD to EUR on 2026-11-21"));
    }

    [TestCase("markov")]
    [TestCase("shapley")]
    public async Task What_nobody_can_do_less_of_is_no_question_for_all_journeys_together(string model)
    {
        var (_, refusal) = await Ask($"model={model}&groupBy=country");

        Assert.That(refusal?.Field, Is.EqualTo("groupBy"));
    }

    // Of three journeys one buys; two clicks of ads are nobody's. Mail alone loses: without mail nothing is
    // lost.
    [Test]
    public async Task Clicks_that_nobody_named_are_journeys_that_led_to_nothing()
    {
        await Journey(Ann, "ads", "email");
        await Shop.Convert(Now, Ann);
        await Journey(Bob, "email");
        await Shop.Click(Now.AddDays(-2), "ads");
        await Shop.Click(Now.AddDays(-2), "ads");

        var use = new PathUse(new Ledgers());
        await Db.Snapshot(async tx =>
        {
            await Worker().CatchUp(100, default);
            return await new TouchStore(tx, new ConversionSettings(), Spelling, "").Read(
                TouchGrouping.Channel, (0, Now.AddDays(1).ToUnixTimeMilliseconds()), "purchase", null, use);
        });

        Assert.That(Enumerable.Range(0, use.Paths.Count).Select(
            path => (use.Paths.Steps(path).Length, use.Paths.Converted[path], use.Paths.Lost[path])),
            Is.EquivalentTo(new[] { (2, 1L, 0L), (1, 0L, 1L), (1, 0L, 2L) }));
    }

    [Test]
    public async Task A_visit_that_is_told_after_the_sale_joins_its_click_late()
    {
        var click = await Shop.Click(Now.AddDays(-1), "social");
        await Shop.Convert(Now, Ann);
        Assert.That(Rows(await Credit("model=last")), Is.EqualTo(new[] { ("", 1m, 1_000L) }));

        await Shop.Join(click, Ann);

        Assert.That(Rows(await Credit("model=last")), Is.EqualTo(new[] { ("social", 1m, 1_000L) }));
    }

    [Test]
    public async Task A_click_that_moves_to_another_person_leaves_the_first()
    {
        await Journey(Ann, "email");
        await Shop.Convert(Now, Ann, amount: 100);
        await Shop.Convert(Now, Bob, amount: 200);
        Assert.That(
            Rows(await Credit("model=last")), Is.EqualTo(new[] { ("", 1m, 200L), ("email", 1m, 100L) }));

        await Db.Run("update click_joins set person = @Bob, customer = @Bob", new { Bob });

        Assert.That(
            Rows(await Credit("model=last")), Is.EqualTo(new[] { ("email", 1m, 200L), ("", 1m, 100L) }));
    }

    [Test]
    public async Task Journeys_keep_their_touches_when_the_log_does_not()
    {
        await Journey(Ann, "email");
        await Shop.Convert(Now, Ann);
        await Credit("model=last");
        await Db.Run("delete from hits");

        // Made anew, because something came to it.
        await Shop.Convert(Now, Ann);

        Assert.That(Rows(await Credit("model=last")), Is.EqualTo(new[] { ("email", 2m, 2_000L) }));
    }

    [Test]
    public async Task A_click_that_a_sale_names_is_its_touch_though_nobody_joined_it()
    {
        var click = await Shop.Click(Now.AddDays(-1), "qr");
        await Shop.Convert(Now, person: click, click: click);

        Assert.That(Rows(await Credit("model=last")), Is.EqualTo(new[] { ("qr", 1m, 1_000L) }));
    }

    [Test]
    public async Task An_arrival_through_a_share_is_a_touch()
    {
        var link = await Shop.Log.Link("a");
        await Db.Run("""
            insert into shares (id, link_id, generation, channel, app, advocate_id, minted_by, button, created_at)
            values (@Id, @Link, 2, 'messaging', 'WhatsApp', 0, 'page', 'whatsapp', 0)
            """, new { Id = Shortener.Shares.Tokens.Read("abcde"), Link = link });
        await Shop.Log.Add(new TestHit { Channel = "messaging", App = "WhatsApp", Evidence = "share", At = Now.AddDays(-9) });
        await Shop.Arrive(Now.AddDays(-1), "abcde", Ann);
        await Shop.Convert(Now, Ann);

        Assert.That(Rows(await Credit("model=last")), Is.EqualTo(new[] { ("messaging", 1m, 1_000L) }));
        Assert.That(
            Rows(await Credit("model=last&groupBy=share")), Is.EqualTo(new[] { ("abcde", 1m, 1_000L) }));
        Assert.That(
            Rows(await Credit("model=last&groupBy=generation")), Is.EqualTo(new[] { ("2", 1m, 1_000L) }));
    }

    [Test]
    public async Task Rows_are_called_as_in_the_other_reports()
    {
        var spring = await Shop.Log.Link("spring", "go.example", "a", "b");
        var plain = await Shop.Log.Link("plain");
        await Shop.Join(
            await Shop.Click(Now.AddDays(-2), "email", campaign: "sale", link: spring, country: "DE"), Ann);
        await Shop.Join(await Shop.Click(Now.AddDays(-1), "email", link: plain), Ann);
        await Shop.Convert(Now, Ann);

        Assert.That(
            Rows(await Credit("model=linear&groupBy=link")),
            Is.EquivalentTo(new[] { ($"{spring}", 0.5m, 500L), ($"{plain}", 0.5m, 500L) }));
        Assert.That((await Credit("model=first&groupBy=link")).Rows.Single().Slug, Is.EqualTo("spring"));
        Assert.That(
            Rows(await Credit("model=linear&groupBy=tag")),
            Is.EquivalentTo(new[] { ("", 0.5m, 500L), ("a", 0.25m, 250L), ("b", 0.25m, 250L) }));
        Assert.That(
            Rows(await Credit("model=linear&groupBy=domain")),
            Is.EquivalentTo(new[] { ("go.example", 0.5m, 500L), ("short.example", 0.5m, 500L) }));
        Assert.That(
            Rows(await Credit("model=linear&groupBy=utm_campaign")),
            Is.EquivalentTo(new[] { ("sale", 0.5m, 500L), ("", 0.5m, 500L) }));
        Assert.That(
            Rows(await Credit("model=linear&groupBy=country")),
            Is.EquivalentTo(new[] { ("DE", 0.5m, 500L), ("", 0.5m, 500L) }));
        Assert.That(
            Rows(await Credit("model=linear&groupBy=none")), Is.EquivalentTo(new[] { ("", 1m, 1_000L) }));
    }

    [Test]
    public async Task Spellings_of_a_source_share_one_row_and_touches_keep_what_was_written()
    {
        foreach (var (source, days) in new[] { ("fb", 3), ("Facebook", 2), ("newsletter", 1) })
        {
            await Shop.Join(
                await Shop.Click(Now.AddDays(-days), "social", like: new TestHit { UtmSource = source }),
                Ann);
        }
        await Shop.Convert(Now, Ann, amount: 900);

        Assert.That(
            Rows(await Credit("model=linear&groupBy=utm_source")),
            Is.EqualTo(new[] { ("facebook", 0.666667m, 600L), ("newsletter", 0.333333m, 300L) }));
        Assert.That(await Db.List<string>(
            "select u.utm_source from touches t join utm_sets u on u.id = t.utm_id order by t.seq"),
            Is.EqualTo(new[] { "fb", "Facebook", "newsletter" }));
    }

    [Test]
    public async Task Every_grouping_is_answered_by_every_simple_model_and_adds_up()
    {
        foreach (var person in new[] { Ann, Bob, 73, 74 })
        {
            await Journey(person, "email", "direct", "social");
            await Shop.Convert(Now, person, amount: 333);
        }
        foreach (var by in TouchGrouping.All)
        {
            foreach (
                var model in new[] { "first", "last", "last-non-direct", "linear", "position", "time-decay" })
            {
                var report = await Credit($"model={model}&groupBy={by.Name}");
                Assert.That(
                    (report.Rows.Sum(row => row.Conversions), report.Rows.Sum(row => row.Revenue)),
                    Is.EqualTo((4m, 4 * 333L)), $"{model} by {by.Name}");
            }
        }
    }
}
