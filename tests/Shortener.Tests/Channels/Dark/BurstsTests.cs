using Shortener.Channels.Dark;

namespace Shortener.Tests.Channels.Dark;

public sealed class BurstsTests
{
    private const int WhatsApp = 0;
    private const int Telegram = 1;
    private const int IMessage = 2;
    private const long Hour = 3_600;

    private static readonly Sight Named = new(SightKind.Named, WhatsApp * Platforms.Count);
    private static readonly Sight Unnamed = new(SightKind.Unnamed, 0);
    private static readonly Sight Card = new(SightKind.Share, WhatsApp);

    /// <summary>
    /// Five clicks in one stretch of a link weigh 1 ÷ (1 + 5 ÷ 10): 2 × 3 pairs, and 2 × 1 of one named with
    /// the other.
    /// </summary>
    [Test]
    public void Clicks_within_three_hours_come_together_and_none_with_itself()
    {
        var bursts = Count([.. At(1 * Hour, Named, Named), .. At(2 * Hour, Unnamed, Unnamed, Unnamed)]);

        Assert.That(Unnameds(bursts, sign: 0), Is.EqualTo(6 / 1.5).Within(1e-9));
        Assert.That(Nameds(bursts, sign: 0), Is.EqualTo(2 / 1.5).Within(1e-9));
    }

    /// <summary>
    /// Two stretches on, half of each pair is taken away. Two clicks in two stretches: a weight of 1 ÷ (1 + 1
    /// ÷ 10).
    /// </summary>
    [Test]
    public void What_is_six_hours_apart_counts_as_chance()
    {
        var bursts = Count([.. At(1 * Hour, Named), .. At(7 * Hour, Unnamed)]);

        Assert.That(Unnameds(bursts, sign: 0), Is.EqualTo(-0.5 / 1.1).Within(1e-9));
    }

    /// <summary>
    /// A steady stream brings no burst: 8 stretches of one named and one unnamed click have 8 pairs, less 6 ×
    /// ½ × 2.
    /// </summary>
    [Test]
    public void A_steady_stream_is_chance_but_for_its_ends()
    {
        var bursts = Count([.. Enumerable.Range(0, 8).SelectMany(n => At(3 * n * Hour, Named, Unnamed))]);

        Assert.That(Unnameds(bursts, sign: 0), Is.EqualTo((8 - 6) / 1.2).Within(1e-9));
    }

    [Test]
    public void Other_links_and_other_apps_share_no_burst()
    {
        var bursts = Count([new TimedSight(1, 0, Named), new TimedSight(2, 0, Unnamed)]);

        Assert.That(Unnameds(bursts, sign: 0), Is.Zero);
    }

    /// <summary>
    /// The sign after the named clicks of two apps is a share of the first: one share, two clicks of weight 1
    /// ÷ (1 + 2 ÷ 10).
    /// </summary>
    [Test]
    public void A_share_is_a_sign_as_well()
    {
        var bursts = Count(At(0, Card, Unnamed, Unnamed));

        Assert.That(Unnameds(bursts, sign: 2), Is.EqualTo(2 / 1.2).Within(1e-9));
    }

    /// <summary>One named click beside a share of an app that never shows itself.</summary>
    [Test]
    public void A_hidden_app_is_seen_by_its_shares()
    {
        var bursts = Count(At(0, Named, new Sight(SightKind.Share, IMessage)));

        Assert.That(bursts.WithHidden(sign: 0, app: 0), Is.EqualTo(1 / 1.1).Within(1e-9));
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

    private static IEnumerable<TimedSight> At(long at, params Sight[] sights) =>
        sights.Select(sight => new TimedSight(1, at, sight));

    private static double Unnameds(Bursts bursts, int sign) =>
        Enumerable.Range(0, Bursts.Blocks).Sum(block => bursts.WithUnnamed(block, sign, 0));

    private static double Nameds(Bursts bursts, int sign) =>
        Enumerable.Range(0, Bursts.Blocks).Sum(block => bursts.WithNamed(block, sign, WhatsApp));
}
