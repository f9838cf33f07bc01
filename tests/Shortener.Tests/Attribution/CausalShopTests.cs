using System.Globalization;
using Shortener.Attribution;
using Shortener.Tests.House;

namespace Shortener.Tests.Attribution;

/// <summary>How far each model is from the truth, where the truth is known.</summary>
public sealed class CausalShopTests
{
    private const int People = 20_000;
    private const long Sale = 40L * 24 * 60 * 60 * 1000;

    private static readonly Lazy<CausalShop> Shop = new(() => new CausalShop(People, seed: 7));
    private static readonly Lazy<double[]> TrueSales = new(() => Shop.Value.Truth());
    private static readonly Lazy<double[]> Truth = new(() => Shares(TrueSales.Value));
    private static readonly Lazy<IReadOnlyList<(string Model, double[] Shares)>> Answers = new(Ask);

    [Test]
    public void What_stands_before_every_sale_need_not_cause_any()
    {
        var search = Array.IndexOf(CausalShop.Channels, "search");

        Assert.That(Truth.Value[search], Is.Zero);
        Assert.That(ShareOf("last", search), Is.GreaterThan(0.25));
    }

    [Test]
    public void What_is_switched_off_is_missed_and_the_parts_are_the_whole()
    {
        var all = (1 << CausalShop.Channels.Length) - 1;
        var shop = Shop.Value;

        Assert.That(TrueSales.Value.Sum(), Is.EqualTo(shop.Sales(all) - shop.Sales(0)).Within(1e-6));
        Assert.That(shop.Sales(all & ~2), Is.LessThan(shop.Sales(all)));
    }

    // Whoever closes is judged by the wrong end: the first touch is nearer to what caused the sale.
    [Test]
    public void The_last_touch_is_further_from_the_truth_than_the_first() =>
        Assert.That(ErrorOf("last"), Is.GreaterThan(ErrorOf("first") + 0.1));

    [Test]
    public void The_readme_shows_each_models_error()
    {
        var table = Table();
        TestContext.Out.WriteLine(table);

        Assert.That(
            Repository.Read("README.md"), Does.Contain(table),
            "Put this table into README.md, under 'Which model is right?'.");
    }

    private static string Table()
    {
        var lines = new List<string>
        {
            $"| | {string.Join(" | ", CausalShop.Channels)} | credit in the wrong place |",
            $"|---|{string.Concat(Enumerable.Repeat("---:|", CausalShop.Channels.Length + 1))}",
            $"| **truth** | {string.Join(" | ", Truth.Value.Select(Percent))} | |",
        };
        lines.AddRange(Answers.Value.Select(answer => $"| {answer.Model} | {string.Join(" | ", answer.Shares.Select(Percent))} | {Percent(Error(answer.Shares))} |"));
        return string.Join('\n', lines);
    }

    private static double ShareOf(string model, int channel) =>
        Answers.Value.Single(answer => answer.Model == model).Shares[channel];

    private static double ErrorOf(string model) =>
        Error(Answers.Value.Single(answer => answer.Model == model).Shares);

    // What would have to be moved to make it right.
    private static double Error(double[] shares) =>
        shares.Zip(Truth.Value, (share, truth) => Math.Abs(share - truth)).Sum() / 2;

    private static IReadOnlyList<(string, double[])> Ask()
    {
        var models = new Models(new AttributionSettings());
        var credits = models.OfJourneys.ToDictionary(
            model => model.Name, _ => new double[CausalShop.Channels.Length]);
        var paths = new Paths();
        foreach (var (touches, bought) in Shop.Value.Journeys())
        {
            Touch[] journey = [.. touches];
            Step[] steps = [.. journey.Select(touch => new Step(touch.Key, touch.IsDirect))];
            if (!bought)
            {
                paths.AddLost(steps);
                continue;
            }
            paths.AddConversion(steps);
            var weights = new double[journey.Length];
            foreach (var model in models.OfJourneys)
            {
                model.Weigh(journey, Sale, weights);
                for (var i = 0; i < weights.Length; i++) credits[model.Name][journey[i].Key] += weights[i];
            }
        }
        return [.. models.All.Select(model => (model.Name, Shares(model is PathModel path
            ? path.Shares(paths, paths.Converted, paths.Lost)
            : credits[model.Name])))];
    }

    private static double[] Shares(double[] parts) => [.. parts.Select(part => part / parts.Sum())];

    private static string Percent(double share) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Round(share * 100)} %");
}
