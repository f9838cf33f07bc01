using Shortener.Channels.Dark;

namespace Shortener.Tests.Channels.Dark;

public sealed class ShareFolderTests
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_message_typed_in_WhatsApp_is_one_share_however_often_its_card_is_fetched()
    {
        var folder = new ShareFolder(Sharing.Default);

        var shares = new[] { 0, 1, 9 }.Select(
            minute => folder.Take(1, 0, "WhatsApp", network: 7, Nine.AddMinutes(minute)));

        Assert.That(shares, Is.EqualTo(new[] { true, false, false }));
    }

    [Test]
    public void Ten_minutes_after_the_first_fetch_another_share_begins()
    {
        var folder = new ShareFolder(Sharing.Default);

        var shares = new[] { 0, 9, 10, 19, 20 }.Select(
            minute => folder.Take(1, 0, "WhatsApp", 7, Nine.AddMinutes(minute)));

        Assert.That(shares, Is.EqualTo(new[] { true, false, true, false, true }));
    }

    [Test]
    public void Two_networks_are_two_shares_where_the_sender_fetches_and_one_where_a_server_does()
    {
        var folder = new ShareFolder(Sharing.Default);

        Assert.That(
            new[] { 7, 8 }.Select(network => folder.Take(1, 0, "iMessage", network, Nine)), Is.All.True);
        Assert.That(
            new[] { 7, 8 }.Select(network => folder.Take(1, 0, "Slack", network, Nine)),
            Is.EqualTo(new[] { true, false }));
    }

    [Test]
    public void Links_and_share_links_are_told_apart()
    {
        var folder = new ShareFolder(Sharing.Default);

        Assert.That(folder.Take(1, 0, "Telegram", 7, Nine));
        Assert.That(folder.Take(2, 0, "Telegram", 7, Nine));
        Assert.That(folder.Take(1, 5, "Telegram", 7, Nine));
    }

    [Test]
    public void A_storm_of_Mastodon_servers_is_one_share_an_hour()
    {
        var folder = new ShareFolder(Sharing.Default);

        var shares = Enumerable.Range(0, 400).Count(
            server => folder.Take(1, 0, "Mastodon", server, Nine.AddSeconds(server)));

        Assert.That(shares, Is.EqualTo(1));
    }

    [TestCase("Telegram", 24 * 60)]
    [TestCase("Slack", 30)]
    [TestCase("KakaoTalk", 60)]
    [TestCase("Discord", 60)]
    [TestCase("LINE", 60)]
    [TestCase("Microsoft Teams/Skype", 60)]
    [TestCase("Meta", 24 * 60)]
    [TestCase("LinkedIn", 24 * 60)]
    [TestCase("X", 24 * 60)]
    [TestCase("Matrix", 24 * 60)]
    [TestCase("an app of no table", 60)]
    public void A_window_is_as_long_as_the_app_remembers(string app, int minutes) =>
        Assert.That(Sharing.Default.Of(app).Window, Is.EqualTo(TimeSpan.FromMinutes(minutes)));

    [Test]
    public void Fetches_of_Teams_and_of_business_senders_tell_of_the_app_that_people_use()
    {
        Assert.That(Sharing.Default.Of("Microsoft Teams/Skype").App, Is.EqualTo("Microsoft Teams"));
        Assert.That(Sharing.Default.Of("WhatsApp Business").App, Is.EqualTo("WhatsApp"));
    }
}
