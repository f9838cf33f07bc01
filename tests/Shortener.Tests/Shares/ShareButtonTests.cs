using Shortener.Channels;
using Shortener.Shares;

namespace Shortener.Tests.Shares;

public sealed class ShareButtonTests
{
    private static readonly Classifier Classifier = Classifier.Load();

    [Test]
    public void A_button_shares_to_the_channel_that_its_app_has_in_the_patterns()
    {
        var named = ShareButton.All.Where(button => button.App.Length > 0);

        Assert.That(
            named.Select(button => (button.App, button.Channel)),
            Is.EqualTo(named.Select(button =>
                (Classifier.NameOf(button.App), Classifier.ChannelOf(button.App)))));
    }
}
