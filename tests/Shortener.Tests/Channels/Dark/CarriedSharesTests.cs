using Shortener.Channels;
using Shortener.Channels.Dark;

namespace Shortener.Tests.Channels.Dark;

public sealed class CarriedSharesTests
{
    private const long Share = 7;

    [TestCase("WhatsApp", "Telegram", true)]
    [TestCase("WhatsApp", "Mastodon", true)]
    [TestCase("WhatsApp", "WhatsApp", false)]
    [TestCase("WhatsApp", "WhatsApp Business", false)]
    [TestCase("Microsoft Teams", "Microsoft Teams/Skype", false)]
    [TestCase("Messenger", "Meta", false)]
    [TestCase("Telegram", "Meta", true)]
    [TestCase("", "Telegram", false)]
    [TestCase(null, "Telegram", false)]
    public void A_card_that_another_app_draws_shows_that_a_share_was_carried(
        string? madeFor, string fetchedBy, bool isCarried)
    {
        var carried = new CarriedShares(Sharing.Default);

        carried.AddPreview(Share, madeFor, fetchedBy);

        Assert.That(carried.Contains(Share), Is.EqualTo(isCarried));
    }

    [TestCase("in-app", "Telegram", true)]
    [TestCase("in-app", "WhatsApp", false)]
    [TestCase("share", "WhatsApp", false)]
    [TestCase("utm", "Telegram", false)]
    public void A_tap_that_shows_another_app_does_so_too(string evidence, string app, bool isCarried)
    {
        var carried = new CarriedShares(Sharing.Default);

        carried.AddClick(Share, "WhatsApp", Click("Android", app, evidence));

        Assert.That(carried.Contains(Share), Is.EqualTo(isCarried));
    }

    [Test]
    public void A_share_for_iMessage_that_is_tapped_on_Android_was_carried()
    {
        var carried = new CarriedShares(Sharing.Default);

        carried.AddClick(Share, "iMessage", Click("Android", "iMessage", "share"));

        Assert.That(carried.Contains(Share));
    }

    [Test]
    public void A_carried_share_no_longer_names_the_app_and_a_tap_that_shows_itself_still_does()
    {
        Assert.That(Click("Android", "WhatsApp", "share").Names, Is.EqualTo("WhatsApp"));
        Assert.That((Click("Android", "WhatsApp", "share") with { IsCarried = true }).Names, Is.Null);
        Assert.That(
            (Click("Android", "Telegram", "in-app") with { IsCarried = true }).Names, Is.EqualTo("Telegram"));
    }

    private static DarkHit Click(string os, string app, string evidence) =>
        new(HitKind.Click, os, new Origin("messaging", app, evidence, 0.9, Dark: true, Shared: false));
}
