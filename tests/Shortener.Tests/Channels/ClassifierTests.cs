using Shortener.Channels;

namespace Shortener.Tests.Channels;

public sealed class ClassifierTests
{
    private const string IMessage = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0";

    private static readonly Classifier Classifier = Classifier.Load();

    [Test]
    public void A_tap_inside_WhatsApp_names_WhatsApp()
    {
        var hit = Classifier.Classify(Agents.Visit(Agents.Android + " [WA4A/2.25.32.75;]"));

        Assert.That(hit, Is.EqualTo(new Classification(HitKind.Click,
            new Client(null, "Android", "mobile", "WhatsApp", null),
            new Origin("messaging", "WhatsApp", "in-app", 0.97, Dark: true, Shared: false))));
    }

    [TestCase("signal", "Signal", "messaging")]
    [TestCase("Signal", "Signal", "messaging")]
    [TestCase("our own app", "our own app", null)]
    public void An_app_is_known_in_whatever_case(string app, string name, string? channel)
    {
        Assert.That((Classifier.NameOf(app), Classifier.ChannelOf(app)), Is.EqualTo((name, channel)));
    }

    [Test]
    public void A_preview_is_a_share_in_its_app()
    {
        var hit = Classifier.Classify(Agents.Visit("WhatsApp/2.23.20.11 A"));

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
        Assert.That(Classifier.Classify(Agents.Visit(userAgent)).Client.Bot, Is.EqualTo(app));
    }

    [Test]
    public void HEAD_is_a_bot_whatever_its_user_agent()
    {
        var hit = Classifier.Classify(
            Agents.Visit("WhatsApp/2.23.20.11 A") with { Signals = new() { Method = "HEAD" } });

        Assert.That((hit.Kind, hit.Client.Bot, hit.Client.Device), Is.EqualTo((HitKind.Bot, "head", "bot")));
    }

    [Test]
    public void Nobody_without_a_user_agent_is_a_person()
    {
        var hit = Classifier.Classify(Agents.Visit(""));

        Assert.That((hit.Kind, hit.Client.Bot), Is.EqualTo((HitKind.Bot, "no-user-agent")));
    }

    [TestCase("prefetch")]
    [TestCase("prefetch;prerender")]
    [TestCase("Prefetch;anonymous-client-ip")]
    [TestCase("preview")]
    [TestCase("instant")]
    public void A_load_ahead_is_nothing_yet(string purpose)
    {
        var hit = Classifier.Classify(
            Agents.Visit(Agents.Android) with { Signals = new() { Purpose = purpose } });

        Assert.That((hit.Kind, hit.Client.Bot), Is.EqualTo((HitKind.Prefetch, (string?)null)));
    }

    [Test]
    public void What_cannot_be_known_stays_unknown()
    {
        Assert.That(Classifier.Classify(Agents.Visit(Agents.Safari)).Origin, Is.EqualTo(Origin.Unknown));
    }

    [Test]
    public void An_explanation_gives_the_same_answer_and_the_rows()
    {
        var visit = Agents.Visit(Agents.Android) with { Referrer = "l.instagram.com" };

        var explanation = Classifier.Explain(visit);

        Assert.That(explanation.Answer, Is.EqualTo(Classifier.Classify(visit)));
        Assert.That(
            explanation.Rules.Select(r => r.Step),
            Is.EqualTo(new[] { "AddDevice", "AddReferrer", "AddChannel" }));
        Assert.That(explanation.Rules[^1].Row, Does.Match(@"^referrers\.csv:\d+ l\.instagram\.com$"));
        Assert.That(explanation.Rules[^1].Effect, Is.EqualTo(
            "channel = social, app = Instagram, evidence = link-shim, confidence = 0.97, dark = False"));
    }

    [TestCase("image", HitKind.Bot)]
    [TestCase("empty", HitKind.Bot)]
    [TestCase("iframe", HitKind.Bot)]
    [TestCase("document", HitKind.Click)]
    [TestCase(null, HitKind.Click)]
    public void A_page_that_loads_a_link_as_a_part_of_itself_is_no_visit(string? destination, HitKind kind)
    {
        var visit = Agents.Visit(Agents.Windows) with { Signals = new() { FetchDest = destination } };

        Assert.That(Classifier.Classify(visit).Kind, Is.EqualTo(kind));
    }

    [Test]
    public void An_app_that_names_itself_in_a_header_is_no_bot_however_odd_its_user_agent()
    {
        var visit = Agents.Visit("+Odd") with { Signals = new() { RequestedWith = "com.example.odd" } };

        Assert.That((Classifier.Classify(visit).Kind, Classifier.Classify(visit).Client.InApp),
            Is.EqualTo((HitKind.Click, "com.example.odd")));
    }

    [Test]
    public void Only_apps_that_fetch_on_the_device_tell_where_the_sharer_is()
    {
        Assert.That(
            Classifier.FetchingFromTheSharer,
            Is.EquivalentTo(new[] { "WhatsApp", "Signal", "iMessage", "Viber" }));
    }
}
