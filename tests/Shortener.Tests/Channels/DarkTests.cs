using Shortener.Channels;

namespace Shortener.Tests.Channels;

/// <summary>What an ordinary tool, which reads Referer and query, would not see.</summary>
public sealed class DarkTests
{
    private static readonly Classifier Classifier = Classifier.Load();
    private static readonly VisitFacts Bare = Agents.Visit(Agents.Safari);
    private static readonly VisitFacts InWhatsApp = Agents.Visit(Agents.Android + " [WA4A/2.25.32.75;]");
    private static readonly VisitFacts InInstagram = Agents.Visit(
        Agents.Safari + " Instagram 393.1.0.36.70 (iOS)");

    private static readonly LinkOrigin ShareForSignal = new(null, null, "messaging", "Signal");

    private static readonly Dictionary<string, VisitFacts> Dark = new()
    {
        ["A click that names nothing"] = Bare,
        ["A tap in a private app"] = InWhatsApp,
        ["A tap in a public app that only the user agent names"] = InInstagram,
        ["A tap in a private app with a referrer"] = InWhatsApp with { Referrer = "example.com" },
        ["A webmail referrer"] = Bare with { Referrer = "mail.google.com" },
        ["A private app as the referrer"] = Bare with { Referrer = "android-app://com.whatsapp" },
        ["A private tag"] = Bare with { Signals = new() { UtmSource = "whatsapp" } },
        ["A WeChat message"] = Bare with { Signals = new() { From = "singlemessage" } },
        ["A private tag on the link"] = Bare with { Link = new("newsletter", "email") },
        ["A public tag on the link"] = Bare with { Link = new("facebook", "social") },
        ["A share without a referrer"] = Bare with { Trigger = HitTrigger.Share, Link = ShareForSignal },
        ["A page that hides itself"] = Bare with { Signals = new() { FetchSite = "cross-site" } },
    };

    private static readonly Dictionary<string, VisitFacts> Bright = new()
    {
        ["A referrer"] = Bare with { Referrer = "example.com" },
        ["A public app with its referrer"] = InInstagram with { Referrer = "l.instagram.com" },
        ["A tag that nobody knows"] = Bare with { Signals = new() { UtmSource = "partner-7" } },
        ["An advertisement"] = Bare with { Signals = new() { ClickIds = "gclid" } },
        ["A scan"] = Bare with { Trigger = HitTrigger.Qr },
        ["A scan inside a private app"] = InWhatsApp with { Trigger = HitTrigger.Qr },
        ["What was typed"] = Typed(Agents.Android),
        ["What was typed in a cousin of Chrome"] = Typed(Agents.Android + " EdgA/141.0.0.0"),
        ["A private share with a referrer"] =
            Bare with { Trigger = HitTrigger.Share, Link = ShareForSignal, Referrer = "example.com" },
        ["A bot"] = Agents.Visit("curl/8.5.0"),
        ["A load ahead"] = Bare with { Signals = new() { Purpose = "prefetch" } },
    };

    [TestCaseSource(nameof(DarkNames))]
    public void Is_dark(string name) => Assert.That(Classifier.Classify(Dark[name]).Origin.Dark, Is.True);

    [TestCaseSource(nameof(BrightNames))]
    public void Is_not_dark(string name) =>
        Assert.That(Classifier.Classify(Bright[name]).Origin.Dark, Is.False);

    private static IEnumerable<string> DarkNames() => Dark.Keys;

    private static IEnumerable<string> BrightNames() => Bright.Keys;

    private static VisitFacts Typed(string userAgent) =>
        Agents.Visit(userAgent) with { Signals = new() { FetchSite = "none" } };
}
