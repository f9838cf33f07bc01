using Shortener.Attribution;
using Shortener.Storage;

namespace Shortener.Tests.Attribution;

/// <summary>All models side by side.</summary>
public sealed class ComparisonTests(Engine engine) : OnCredits(engine)
{
    [Test]
    public async Task Models_stand_side_by_side_with_intervals_that_hold_them()
    {
        for (var person = 100; person < 140; person++)
        {
            await Journey(person, person % 4 == 0 ? ["social"] : ["social", "email"]);
            if (person % 2 == 0) await Shop.Convert(Now, person);
        }

        var report = (await Reports().Compare(Query("groupBy=channel"), "", default)).Report!;

        Assert.That(report.Models.Select(model => model.Refused), Is.All.Null);
        foreach (var model in Models.Names)
        {
            Assert.That(report.Rows.Sum(row => row.Credits[model].Conversions), Is.EqualTo(20m), model);
            Assert.That(
                report.Rows.Select(row => row.Credits[model]),
                Is.All.Matches<ComparedCredit>(
                    credit => credit.Low <= credit.Conversions && credit.Conversions <= credit.High),
                model);
        }
        // 10 of the 20 buyers saw social alone.
        Assert.That(
            report.Rows.Single(row => (string?)row.Key == "email").Credits["last"].Conversions,
            Is.EqualTo(10m));
        Assert.That(report.Notes, Has.Some.StartsWith("email ends journeys more often than it begins them"));
    }

    [Test]
    public async Task Every_model_credits_the_revenue_in_a_comparison_that_it_credits_by_itself()
    {
        for (var person = 100; person < 120; person++)
        {
            await Journey(
                person,
                person % 4 == 0 ? ["social"] : person % 3 == 0 ? ["social", "email", "direct"] :
                [
                    "email", "social",
                ]);
            if (person % 2 == 0)
            {
                await Shop.Convert(Now.AddHours(-person), person, amount: 10 * person, invoice: person);
            }
        }
        await Shop.Convert(Now, person: 0, amount: 77);
        await Shop.Refund(Now, 102, amount: 333, invoice: 102);

        var compared = (await Reports().Compare(Query("groupBy=channel"), "", default)).Report!;

        Assert.That(
            (compared.Revenue, compared.Currency), Is.EqualTo((10 * (100 + 118) / 2 * 10 + 77 - 333, "EUR")));
        foreach (var model in Models.Names)
        {
            var alone = (await Credit($"model={model}&groupBy=channel")).Rows.ToDictionary(
                row => $"{row.Key}", row => row.Revenue);
            Assert.That(
                compared.Rows.ToDictionary(row => $"{row.Key}", row => row.Credits[model].Revenue)
                    .Where(row => row.Value != 0),
                Is.EquivalentTo(
                alone.Select(row => KeyValuePair.Create(row.Key, (long?)row.Value))), model);
            Assert.That(
                compared.Rows.Select(row => row.Credits[model]),
                Is.All.Matches<ComparedCredit>(credit => credit.RevenueLow <= credit.RevenueHigh), model);
        }
    }

    [Test]
    public async Task Several_currencies_have_no_revenue_in_common_unless_one_is_asked_for()
    {
        await Rate("2026-11-21", "2");
        await Journey(Ann, "email");
        await Shop.Convert(Now, Ann, amount: 1_000);
        await Shop.Convert(Now, Ann, amount: 900, currency: 840);

        var apart = (await Reports().Compare(Query("groupBy=channel"), "", default)).Report!;
        var euros = (await Reports().Compare(Query("groupBy=channel&currency=EUR"), "", default)).Report!;

        Assert.That(
            (apart.Revenue, apart.Currency, apart.Rows.Single().Credits["last"].Revenue),
            Is.EqualTo(((long?)null, (string?)null, (long?)null)));
        Assert.That(apart.Notes, Has.Some.Contains("currency="));
        Assert.That((euros.Revenue, euros.Currency), Is.EqualTo((1_450, "EUR")));
        Assert.That(
            euros.Rows.Single().Credits["last"],
            Is.EqualTo(new ComparedCredit(2, 2, 2, 1_450, 1_450, 1_450)));
    }

    [Test]
    public async Task A_comparison_says_which_models_do_not_answer()
    {
        await Journey(Ann, "email");
        await Shop.Convert(Now, Ann);

        var report = (await Reports().Compare(Query("groupBy=country"), "", default)).Report!;

        Assert.That(
            report.Models.Where(model => model.Refused is not null).Select(model => model.Name),
            Is.EqualTo(new[] { "markov", "shapley" }));
        Assert.That(report.Rows.Single().Credits.Keys, Does.Not.Contain("markov"));
    }

    [Test]
    public async Task Asked_twice_a_comparison_says_the_same()
    {
        for (var person = 100; person < 110; person++)
        {
            await Journey(person, "social", "email");
            await Shop.Convert(Now, person);
        }
        var reports = Reports();

        var (first, second) =
            (await reports.Compare(Query(""), "", default), await reports.Compare(Query(""), "", default));

        Assert.That(
            second.Report!.Rows.Select(row => row.Credits["markov"]),
            Is.EqualTo(first.Report!.Rows.Select(row => row.Credits["markov"])));
    }
}
