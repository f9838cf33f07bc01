using Shortener.Attribution;

namespace Shortener.Tests.Attribution;

public sealed class JourneyTests
{
    private const long Day = 86_400_000;
    private const long Purchase = 1;
    private const long Signup = 2;

    [Test]
    public void Touches_within_the_lookback_lead_to_a_conversion_the_bounds_too()
    {
        var timeline = Of([1, 10, 11, 40, 41], Sale(at: 40));

        Assert.That(Converted(timeline), Is.EqualTo(new[] { (1, 4) }));
    }

    [Test]
    public void A_report_may_ask_for_another_lookback()
    {
        var timeline = Of([1, 10, 11, 40, 41], Sale(at: 40));

        Assert.That(Converted(timeline, lookbackDays: 29), Is.EqualTo(new[] { (2, 4) }));
        Assert.That(Converted(timeline, lookbackDays: 365), Is.EqualTo(new[] { (0, 4) }));
    }

    [Test]
    public void What_led_to_a_first_conversion_counts_for_the_second_too()
    {
        var timeline = Of([5, 8], Sale(at: 6), Sale(at: 9));

        Assert.That(Converted(timeline), Is.EqualTo(new[] { (0, 1), (0, 2) }));
    }

    [Test]
    public void A_refund_is_of_its_sales_journey_on_its_own_day()
    {
        var timeline = Of(
            [5, 8], Sale(at: 6),
            new Outcome(20 * Day, 6 * Day, OutcomeKind.Refund, Purchase, 0, 100, 978, 30));

        Assert.That(Converted(timeline, from: 19), Is.EqualTo(new[] { (0, 1) }));
    }

    [Test]
    public void Only_the_event_and_the_period_that_are_asked_for()
    {
        var timeline = Of(
            [5], Sale(at: 6), new Outcome(7 * Day, 7 * Day, OutcomeKind.Lead, Signup, 0, 0, 0, 30),
            Sale(at: 50));

        Assert.That(Converted(timeline, until: 50), Is.EqualTo(new[] { (0, 1) }));
    }

    [Test]
    public void A_conversion_may_have_no_touch() =>
        Assert.That(Converted(Of([7], Sale(at: 6))), Is.EqualTo(new[] { (0, 0) }));

    [Test]
    public void What_no_conversion_follows_is_lost_and_cut_at_long_pauses()
    {
        // 1 and 2 are bought on 3. 50 and 60 belong together, 100 comes 40 days after.
        var timeline = Of([1, 2, 50, 60, 100], Sale(at: 3));

        Assert.That(Lost(timeline), Is.EqualTo(new[] { (2, 4), (4, 5) }));
    }

    [Test]
    public void A_lost_journey_is_of_the_period_of_its_last_touch()
    {
        var timeline = Of([50, 60, 100]);

        Assert.That(Lost(timeline, until: 60), Is.Empty);
        Assert.That(Lost(timeline, until: 61), Is.EqualTo(new[] { (0, 2) }));
    }

    [Test]
    public void A_conversion_of_another_event_leaves_a_journey_lost() =>
        Assert.That(
            Lost(Of([5], new Outcome(6 * Day, 6 * Day, OutcomeKind.Lead, Signup, 0, 0, 0, 30))),
            Is.EqualTo(new[] { (0, 1) }));

    [Test]
    public void A_journey_that_led_to_nothing_is_cut_by_the_silence_asked_for()
    {
        var timeline = Of([1, 5, 20]);

        Assert.That(Lost(timeline, silenceDays: 14), Is.EqualTo(new[] { (0, 2), (2, 3) }));
        Assert.That(Lost(timeline, silenceDays: 15), Is.EqualTo(new[] { (0, 3) }));
    }

    private static List<(int, int)> Converted(
        Timeline timeline, int from = 0, int until = 200, int? lookbackDays = null)
    {
        var found = new List<Journey>();
        Journeys.FindConverted(
            timeline, new JourneysAsked(from * Day, until * Day, Purchase, lookbackDays, SilenceDays: 30),
            found);
        return [.. found.Select(journey => (journey.First, journey.End))];
    }

    private static List<(int, int)> Lost(
        Timeline timeline, int from = 0, int until = 200, int silenceDays = 30)
    {
        var found = new List<Journey>();
        Journeys.FindLost(
            timeline, new JourneysAsked(from * Day, until * Day, Purchase, LookbackDays: null, silenceDays),
            found);
        return [.. found.Select(journey => (journey.First, journey.End))];
    }

    private static Timeline Of(int[] touches, params Outcome[] outcomes)
    {
        var timeline = new Timeline();
        foreach (var day in touches) timeline.AddTouch()[0] = day * Day;
        foreach (var outcome in outcomes) timeline.Add(outcome);
        return timeline;
    }

    private static Outcome Sale(int at) =>
        new(at * Day, at * Day, OutcomeKind.Sale, Purchase, 0, 1_000, 978, 30);
}
