using Shortener.Attribution;

namespace Shortener.Tests.Attribution;

/// <summary>Worked by hand.</summary>
public sealed class JourneyModelTests
{
    private const long Day = 86_400_000;
    private const long Sale = 20_000 * Day;

    private static readonly Models Registry = new(new AttributionSettings());

    // Social 21 days before, mail 14, direct 7, direct on the day itself.
    private static readonly Touch[] Journey =
    [
        Before(21, 0), Before(14, 1), Before(7, 2, isDirect: true), Before(0, 2, isDirect: true),
    ];

    [TestCase("first", new[] { 1.0, 0, 0, 0 })]
    [TestCase("last", new[] { 0, 0, 0, 1.0 })]
    [TestCase("last-non-direct", new[] { 0, 1.0, 0, 0 })]
    [TestCase("linear", new[] { 0.25, 0.25, 0.25, 0.25 })]
    [TestCase("position", new[] { 0.4, 0.1, 0.1, 0.4 })]
    // Each a half-life apart: 1, 2, 4, 8 fifteenths.
    [TestCase("time-decay", new[] { 1 / 15.0, 2 / 15.0, 4 / 15.0, 8 / 15.0 })]
    public void Four_touches_a_week_apart(string model, double[] weights) =>
        Assert.That(Weights(model, Journey), Is.EqualTo(weights).Within(1e-15));

    [Test]
    public void Two_touches_share_by_halves_by_position() =>
        Assert.That(Weights("position", Journey[..2]), Is.EqualTo(new[] { 0.5, 0.5 }));

    [Test]
    public void A_position_may_weigh_its_ends_differently() =>
        Assert.That(
            Weights(PositionBased.With(0.6, 0.2), Journey[..2]),
            Is.EqualTo(new[] { 0.75, 0.25 }).Within(1e-15));

    [Test]
    public void A_position_may_leave_its_ends_out() =>
        Assert.That(Weights(PositionBased.With(0, 0), Journey[..2]), Is.EqualTo(new[] { 0.5, 0.5 }));

    [Test]
    public void A_journey_of_direct_touches_alone_goes_to_the_last_of_them() =>
        Assert.That(Weights("last-non-direct", Journey[2..]), Is.EqualTo(new[] { 0, 1.0 }));

    [Test]
    public void A_half_life_of_a_day_makes_a_week_count_little() =>
        Assert.That(
            Weights(TimeDecay.With(TimeSpan.FromDays(1)), [Before(1, 0), Before(0, 1)]),
            Is.EqualTo(new[] { 1 / 3.0, 2 / 3.0 }).Within(1e-15));

    [Test]
    public void A_very_old_journey_still_has_weights() =>
        Assert.That(
            Weights("time-decay", [Before(19_000, 0), Before(18_993, 1)]),
            Is.EqualTo(new[] { 1 / 3.0, 2 / 3.0 }).Within(1e-12));

    private static double[] Weights(string model, Touch[] touches) =>
        Weights(((JourneyModel)Registry.Find(model)!).Weigh, touches);

    private static double[] Weights(Weigh model, Touch[] touches)
    {
        var weights = new double[touches.Length];
        model(touches, Sale, weights);
        return weights;
    }

    private static Touch Before(int days, int key, bool isDirect = false) =>
        new(Sale - days * Day, key, isDirect);
}
