using FsCheck;
using FsCheck.Fluent;
using Shortener.Attribution;
using Shortener.Statistics;

namespace Shortener.Tests.Attribution;

/// <summary>How sure credits are, in small cases whose answer is known.</summary>
public sealed class CreditIntervalTests
{
    private static readonly Models All = new(new AttributionSettings());

    // Whatever is drawn, it is this path.
    [Test]
    public void Where_all_came_the_same_way_nothing_is_left_to_chance()
    {
        var paths = new Paths();
        for (var i = 0; i < 10; i++) Add(paths, revenue: 7, 0, 1);

        var credits = Ask(paths, keys: 2);

        var linear = credits["linear"];
        Assert.That(
            linear[0], Is.EqualTo(new IntervalCredit(new Estimate(5, 5, 5), new Estimate(35, 35, 35))));
        foreach (var model in Models.Names)
        {
            Assert.That(
                credits[model].Select(row => row.Conversions), Is.All.Matches<Estimate>(IsCertain), model);
            Assert.That(
                credits[model].Select(row => row.Revenue), Is.All.Matches<Estimate>(IsCertain), model);
            Assert.That(credits[model].Sum(row => row.Revenue.Value), Is.EqualTo(70).Within(1e-9), model);
        }
    }

    // Of 100 resampled sales K are mail's, 1 each, and 100 − K the ads', 3 each: K is binomial, with a tenth
    // of it below 50 − 1.28 × 5 = 43.6 and a tenth above 56.4; 200 resamples see those ends to within ± 0.6,
    // four times of which is 2.4.
    [Test]
    public void The_interval_of_revenue_is_that_of_the_number_of_sales_times_what_each_brings()
    {
        var paths = new Paths();
        for (var i = 0; i < 50; i++)
        {
            Add(paths, revenue: 1, 0);
            Add(paths, revenue: 3, 1);
        }

        foreach (var (model, rows) in Ask(paths, keys: 2).Where(
            credit => credit.Key is not (Models.MarkovName or Models.ShapleyName)))
        {
            var (mail, ads) = (rows[0].Revenue, rows[1].Revenue);
            Assert.That((mail.Value, ads.Value), Is.EqualTo((50.0, 150.0)), model);
            Assert.That(mail.Low, Is.EqualTo(43.6).Within(2.4), model);
            Assert.That(mail.High, Is.EqualTo(56.4).Within(2.4), model);
            Assert.That(ads.Low, Is.EqualTo(3 * (100 - mail.High)).Within(1e-9), model);
            Assert.That(ads.High, Is.EqualTo(3 * (100 - mail.Low)).Within(1e-9), model);
        }
    }

    // The models of all journeys together share money as they share sales: half of it, whatever each of them
    // paid.
    [Test]
    public void Markov_and_Shapley_share_revenue_as_they_share_conversions()
    {
        var paths = new Paths();
        for (var i = 0; i < 50; i++)
        {
            Add(paths, revenue: 1, 0);
            Add(paths, revenue: 3, 1);
        }

        var credits = Ask(paths, keys: 2);

        foreach (var model in new[] { Models.MarkovName, Models.ShapleyName })
        {
            Assert.That(credits[model][0].Revenue.Value, Is.EqualTo(100).Within(1e-9), model);
            Assert.That(credits[model][1].Revenue.Value, Is.EqualTo(100).Within(1e-9), model);
        }
    }

    [FsCheck.NUnit.Property(MaxTest = 30)]
    public Property Where_each_sale_brings_seven_revenue_and_its_interval_are_seven_times_the_conversions(
        ushort seed)
    {
        var paths = new Paths();
        var dice = new Dice(seed);
        for (var i = 0; i < 40; i++)
        {
            int[] keys = [.. Enumerable.Range(0, dice.Below(4)).Select(_ => dice.Below(3))];
            if (dice.Below(3) > 0) Add(paths, revenue: 7, keys);
            else if (keys.Length > 0) paths.AddLost(Steps(keys));
        }

        return Ask(paths, keys: 3).Values.SelectMany(rows => rows).All(row =>
            Near(row.Revenue.Value, 7 * row.Conversions.Value) && Near(
                row.Revenue.Low, 7 * row.Conversions.Low)
            && Near(row.Revenue.High, 7 * row.Conversions.High)).ToProperty();
    }

    // Percentile intervals of a binomial count this large hold the truth four times of five; 400 shops show
    // that to ± 2 %.
    [Test]
    public void Four_intervals_of_five_hold_what_is_true()
    {
        const double mails = 0.3;
        var dice = new Dice(5);
        var held = 0;
        for (var shop = 0; shop < 400; shop++)
        {
            var paths = new Paths();
            for (var sale = 0; sale < 200; sale++) Add(paths, revenue: 10, dice.Next() < mails ? 0 : 1);
            var revenue = Ask(paths, keys: 2, withPathModels: false)["last"][0].Revenue;
            if (revenue.Low <= mails * 200 * 10 && mails * 200 * 10 <= revenue.High) held++;
        }

        Assert.That(held / 400.0, Is.EqualTo(0.8).Within(0.08));
    }

    [Test]
    public void What_was_paid_back_for_earlier_sales_is_a_fact_and_in_every_resample()
    {
        var paths = new Paths();
        for (var i = 0; i < 5; i++) Add(paths, revenue: 100, 1);
        paths.AddRevenue(Steps(0), [1], -400);

        var last = Ask(paths, keys: 2)["last"];

        Assert.That(
            last[0], Is.EqualTo(new IntervalCredit(new Estimate(0, 0, 0), new Estimate(-400, -400, -400))));
        Assert.That(last[1].Revenue, Is.EqualTo(new Estimate(500, 500, 500)));
    }

    [Test]
    public void A_conversion_without_a_touch_brings_its_revenue_to_the_last_row()
    {
        var paths = new Paths();
        paths.AddConversion([], revenue: 30);
        Add(paths, revenue: 70, 0);

        foreach (var (model, rows) in Ask(paths, keys: 1))
        {
            Assert.That((rows[0].Revenue.Value, rows[1].Revenue.Value), Is.EqualTo((70.0, 30.0)), model);
        }
    }

    private static IReadOnlyDictionary<string, IntervalCredit[]> Ask(
        Paths paths, int keys, bool withPathModels = true) =>
        CreditIntervals.Of(
            paths, All.OfJourneys, [.. Enumerable.Range(0, keys).Select(key => new[] { key })], keys + 1,
            withPathModels);

    // All touches at once: time decay gives the same to each.
    private static void Add(Paths paths, long revenue, params int[] keys) =>
        paths.AddConversion(Steps(keys), [.. keys.Select(_ => 1.0 / keys.Length)], revenue);

    private static Step[] Steps(params int[] keys) => [.. keys.Select(key => new Step(key, false))];

    private static bool IsCertain(Estimate estimate) =>
        Near(estimate.Low, estimate.Value) && Near(estimate.High, estimate.Value);

    // Time decay keeps single steps in single precision: seven digits of sums below 300.
    private static bool Near(double one, double other) => Math.Abs(one - other) < 1e-4;
}
