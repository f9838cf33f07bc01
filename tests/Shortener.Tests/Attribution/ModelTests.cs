using FsCheck;
using FsCheck.Fluent;
using Shortener.Attribution;

namespace Shortener.Tests.Attribution;

/// <summary>What every model promises, whichever it is; a model that is added is held to it too.</summary>
public sealed class ModelTests
{
    private const long Sale = 1_790_000_000_000;
    private const long Hour = 3_600_000;

    private static readonly Models Registry = new(new AttributionSettings());

    private static IEnumerable<string> All => Models.Names;

    /// <summary>Those that do not look at when a touch was, or in which order.</summary>
    private static readonly string[] Timeless = ["linear", "shapley"];

    [Test]
    public void The_models_of_the_contract_are_there_in_its_order() =>
        Assert.That(Models.Names, Is.EqualTo(new[]
    {
        "first", "last", "last-non-direct", "linear", "position", "time-decay", "markov", "shapley",
    }));

    [TestCaseSource(nameof(All))]
    public void Credits_add_up_to_one_conversion_and_none_is_negative(string model) => Hold(journey =>
    {
        var credits = Credits(model, journey);
        return Math.Abs(credits.Sum() - 1) < 1e-12 && credits.All(credit => credit >= 0);
    });

    [TestCaseSource(nameof(All))]
    public void A_single_touch_takes_all(string model) => Hold(journey =>
        Credits(model, [journey[0]])[journey[0].Key] == 1);

    [TestCaseSource(nameof(All))]
    public void A_shift_of_every_time_changes_nothing(string model) => Hold(journey =>
    {
        var shifted = journey.Select(touch => touch with { At = touch.At - 777 * Hour }).ToArray();
        return Credits(model, shifted, Sale - 777 * Hour).SequenceEqual(Credits(model, journey));
    });

    [TestCaseSource(nameof(Timeless))]
    public void Where_order_does_not_count_turning_the_journey_round_changes_nothing(string model) =>
        Hold(journey =>
    {
        Touch[] reversed = [.. journey.Reverse().Zip(journey, (touch, at) => touch with { At = at.At })];
        return Credits(model, reversed).Zip(Credits(model, journey), (a, b) => Math.Abs(a - b) < 1e-12)
            .All(same => same);
    });

    [TestCase("linear")]
    [TestCase("shapley")]
    [TestCase("markov")]
    public void Equal_touches_get_equal_credit(string model) => Hold(journey =>
    {
        // Each key once.
        var distinct = journey.DistinctBy(touch => touch.Key).ToArray();
        var credits = Credits(model, distinct);
        return distinct.All(touch => Math.Abs(credits[touch.Key] - 1.0 / distinct.Length) < 1e-12);
    });

    [Test]
    public void Touches_at_the_same_moment_get_equal_credit_by_time_decay() => Hold(journey =>
    {
        var credits = Credits(
            "time-decay",
            [.. journey.DistinctBy(touch => touch.Key).Select(touch => touch with { At = Sale })]);
        return credits.Where(credit => credit > 0).Distinct().Count() == 1;
    });

    /// <summary>Credit by key of a lone conversion.</summary>
    private static double[] Credits(string name, Touch[] journey, long convertedAt = Sale)
    {
        var credits = new double[6];
        if (Registry.Find(name) is JourneyModel model)
        {
            var weights = new double[journey.Length];
            model.Weigh(journey, convertedAt, weights);
            for (var i = 0; i < journey.Length; i++) credits[journey[i].Key] += weights[i];
            return credits;
        }
        var paths = new Paths();
        paths.AddConversion([.. journey.Select(touch => new Step(touch.Key, touch.IsDirect))]);
        ((PathModel)Registry.Find(name)!).Shares(paths, paths.Converted, paths.Lost).CopyTo(credits, 0);
        return credits;
    }

    // Up to ten touches of six keys, the last of them direct, over up to 255 hours.
    private static void Hold(Func<Touch[], bool> law) =>
        Prop.ForAll<NonEmptyArray<(byte Hours, byte Key)>>(drawn =>
        law([.. drawn.Get.Take(10)
            .Select(touch => new Touch(Sale - touch.Hours * Hour, touch.Key % 6, touch.Key % 6 == 5))
            .OrderBy(touch => touch.At)])).QuickCheckThrowOnFailure();
}
