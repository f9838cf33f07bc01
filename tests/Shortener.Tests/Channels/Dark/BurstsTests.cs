using Shortener.Channels.Dark;

namespace Shortener.Tests.Channels.Dark;

public sealed class BurstsTests
{
    private const int WhatsApp = 0;
    private const int Telegram = 1;
    private const int IMessage = 2;
    private const long Hour = 3_600;
    private const long Day = 24 * Hour;

    private static readonly Sight Named = new(SightKind.Named, WhatsApp * Platforms.Count);
    private static readonly Sight Unnamed = new(SightKind.Unnamed, 0);
    private static readonly Sight Card = new(SightKind.Share, WhatsApp);

    /// <summary>
    /// Three clicks beside each pair on that day weigh 1 ÷ (1 + 3 ÷ 5): 2 × 3 pairs, and 2 × 1 of one named
    /// with the other.
    /// </summary>
    [Test]
    public void Clicks_of_an_hour_come_together_and_none_with_itself()
    {
        var bursts = Count(Evenly([.. Before, .. At(10, Named, Named, Unnamed, Unnamed, Unnamed)]));

        Assert.That(Unnameds(bursts, sign: 0), Is.EqualTo(6 / 1.6).Within(1e-9));
        Assert.That(Nameds(bursts, sign: 0), Is.EqualTo(2 / 1.6).Within(1e-9));
    }

    [TestCase(11, 0.5)]
    [TestCase(8, 0.2)]
    [TestCase(13, 0.1)]
    public void Clicks_up_to_three_hours_apart_come_together_the_less_the_further(int hour, double together)
    {
        var bursts = Count(Evenly([.. Before, .. At(10, Named), .. At(hour, Unnamed)]));

        Assert.That(Unnameds(bursts, sign: 0), Is.EqualTo(together).Within(1e-9));
    }

    /// <summary>
    /// Seven hours are near and count 1 + 2 × (½ + ⅕ + ⅒) = 2.6 in all; the other seventeen share that.
    /// </summary>
    [Test]
    public void What_the_rest_of_the_day_has_is_taken_away_as_chance()
    {
        var bursts = Count(Evenly([.. Before, .. At(10, Named), .. At(20, Unnamed)]));

        Assert.That(Unnameds(bursts, sign: 0), Is.EqualTo(-2.6 / 17).Within(1e-9));
    }

    /// <summary>Three times as much in the morning as in any other hour, on this link as on all.</summary>
    [Test]
    public void What_comes_when_all_clicks_come_is_no_burst()
    {
        var day = Enumerable.Range(0, 24)
            .SelectMany(hour => Enumerable.Repeat(hour, hour == 8 ? 3 : 1)).ToList();

        var bursts = Count(
            [.. Before, .. day.SelectMany(hour => At(hour, Named, Unnamed)), .. day.SelectMany(Elsewhere)]);

        Assert.That(Unnameds(bursts, sign: 0), Is.Zero.Within(0.05));
        Assert.That(Nameds(bursts, sign: 0), Is.Negative);
    }

    /// <summary>
    /// A link made at ten: seen at twelve, the six hours from ten to fifteen are near and count 2.5 in all,
    /// and the eight after them share that. Of three clicks one is beside each pair.
    /// </summary>
    [Test]
    public void The_hours_before_a_link_was_made_say_nothing_of_chance()
    {
        var bursts = Count(Evenly([.. At(10, Unnamed), .. At(12, Named), .. At(20, Unnamed)]));

        Assert.That(Unnameds(bursts, sign: 0), Is.EqualTo((0.2 - 2.5 / 8) / 1.2).Within(1e-9));
    }

    [Test]
    public void Other_links_other_days_and_other_apps_share_no_burst()
    {
        var bursts = Count(Evenly([.. Before, .. At(10, Named), .. Elsewhere(10), .. At(34, Unnamed)]));

        Assert.That(Unnameds(bursts, sign: 0), Is.Zero);
        Assert.That(Unnameds(bursts, sign: 1), Is.Zero);
    }

    /// <summary>
    /// The sign after the named clicks of two apps is a share of the first: one share, two clicks of weight 1
    /// ÷ (1 + 1 ÷ 5).
    /// </summary>
    [Test]
    public void A_share_is_a_sign_as_well()
    {
        var bursts = Count(Evenly([.. Before, .. At(10, Card, Unnamed, Unnamed)]));

        Assert.That(Unnameds(bursts, sign: 2), Is.EqualTo(2 / 1.2).Within(1e-9));
    }

    [Test]
    public void Nobody_taps_before_a_card_is_fetched()
    {
        var bursts = Count(Evenly([.. Before, .. At(9, Unnamed), .. At(10, Card)]));

        Assert.That(Unnameds(bursts, sign: 2), Is.Zero);
    }

    /// <summary>One named click beside a share of an app that never shows itself.</summary>
    [Test]
    public void A_hidden_app_is_seen_by_its_shares()
    {
        var bursts = Count(Evenly([.. Before, .. At(10, Named, new Sight(SightKind.Share, IMessage))]));

        Assert.That(bursts.WithHidden(sign: 0, app: 0), Is.EqualTo(1).Within(1e-9));
    }

    [FsCheck.NUnit.Property]
    public bool Half_of_a_sample_holds_half_as_much_and_nothing_else(int link, uint at)
    {
        var sample = default(DaySample).Half.Half;

        return !sample.Half.Holds(link, at) || sample.Holds(link, at);
    }

    [Test]
    public void A_quarter_of_all_days_is_about_a_quarter()
    {
        var sample = default(DaySample).Half.Half;

        var held = Enumerable.Range(0, 10_000).Count(n => sample.Holds(n % 100, n / 100 * 24 * Hour));

        Assert.That(held, Is.InRange(2_300, 2_700));
    }

    private static Bursts Count(IEnumerable<TimedSight> sights) =>
        Bursts.Of(sights, [WhatsApp, Telegram], [IMessage]);

    /// <summary>The link was there the day before.</summary>
    private static TimedSight[] Before => [new(1, Day - 5 * Hour, Unnamed)];

    private static IEnumerable<TimedSight> At(int hour, params Sight[] sights) =>
        sights.Select(sight => new TimedSight(1, Day + hour * Hour, sight));

    private static IEnumerable<TimedSight> Elsewhere(int hour) => Enumerable.Repeat(
        new TimedSight(2, 5 * Day + hour * Hour, Unnamed), 1_000);

    /// <summary>And as much on another link as makes all hours of the day alike.</summary>
    private static IEnumerable<TimedSight> Evenly(IReadOnlyList<TimedSight> sights) =>
        sights.Concat(Enumerable.Range(0, 24).SelectMany(hour => Elsewhere(hour).Skip(sights.Count(
            sight => sight.At % Day / Hour == hour && sight.Sight.Kind is not SightKind.Share))));

    private static double Unnameds(Bursts bursts, int sign) =>
        Enumerable.Range(0, Bursts.Blocks).Sum(block => bursts.WithUnnamed(block, sign, 0));

    private static double Nameds(Bursts bursts, int sign) =>
        Enumerable.Range(0, Bursts.Blocks).Sum(block => bursts.WithNamed(block, sign, WhatsApp));
}
