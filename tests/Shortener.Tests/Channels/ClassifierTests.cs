using Shortener.Channels;

namespace Shortener.Tests.Channels;

public sealed class ClassifierTests
{
    private const string Pixel = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36";
    private const string IPhone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
    private const string IMessage = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0";

    private static readonly Classifier Classifier = Classifier.Load();

    [Test]
    public void A_tap_inside_WhatsApp_names_WhatsApp()
    {
        var hit = Classifier.Classify(Visit(Pixel + " [WA4A/2.25.32.75;]"));

        Assert.That(hit, Is.EqualTo(new Classification(HitKind.Click,
            new Client(null, "Android", "mobile", "WhatsApp", null),
            new Origin("messaging", "WhatsApp", "in-app", 0.97, Dark: true, Shared: false))));
    }

    [Test]
    public void A_preview_is_a_share_in_its_app()
    {
        var hit = Classifier.Classify(Visit("WhatsApp/2.23.20.11 A"));

        Assert.That(hit, Is.EqualTo(new Classification(HitKind.Preview,
            new Client(null, null, "bot", null, "WhatsApp"),
            new Origin("messaging", "WhatsApp", "in-app", 0.97, Dark: true, Shared: true))));
    }

    [TestCase(IMessage, "iMessage")]
    [TestCase("WhatsApp/2", "Signal")]
    [TestCase("facebookexternalhit/1.1;line-poker/1.0", "LINE")]
    [TestCase("TelegramBot (like TwitterBot)", "Telegram")]
    [TestCase("Twitterbot/1.0", "X")]
    public void A_borrowed_name_does_not_hide_the_borrower(string userAgent, string app)
    {
        Assert.That(Classifier.Classify(Visit(userAgent)).Client.Bot, Is.EqualTo(app));
    }

    [Test]
    public void HEAD_is_a_bot_whatever_its_user_agent()
    {
        var hit = Classifier.Classify(Visit("WhatsApp/2.23.20.11 A", new VisitSignals { Method = "HEAD" }));

        Assert.That((hit.Kind, hit.Client.Bot, hit.Client.Device), Is.EqualTo((HitKind.Bot, "head", "bot")));
    }

    [Test]
    public void Nobody_without_a_user_agent_is_a_person()
    {
        var hit = Classifier.Classify(Visit(""));

        Assert.That((hit.Kind, hit.Client.Bot), Is.EqualTo((HitKind.Bot, "no-user-agent")));
    }

    [Test]
    public void A_prefetch_is_nothing_yet()
    {
        Assert.That(Classifier.Classify(Visit(Pixel, new VisitSignals { Purpose = "prefetch;prerender" })).Kind,
            Is.EqualTo(HitKind.Prefetch));
    }

    [Test]
    public void What_cannot_be_known_stays_unknown()
    {
        Assert.That(Classifier.Classify(Visit(IPhone)).Origin, Is.EqualTo(Origin.Unknown));
    }

    [Test]
    public void An_explanation_gives_the_same_answer_and_the_rows()
    {
        var visit = Visit(Pixel) with { Referrer = "l.instagram.com" };

        var explanation = Classifier.Explain(visit);

        Assert.That(explanation.Answer, Is.EqualTo(Classifier.Classify(visit)));
        Assert.That(explanation.Rules.Single(r => r.Step == "AddChannel").Row, Does.Contain("l.instagram.com"));
    }

    private static VisitFacts Visit(string userAgent, VisitSignals? signals = null) =>
        new(userAgent, null, signals ?? VisitSignals.None, HitTrigger.Link, LinkOrigin.Untagged);
}
