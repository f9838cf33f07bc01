using Shortener.Channels;

namespace Shortener.Tests.Channels;

/// <summary>Where a click came from, and how strong the evidence is.</summary>
public sealed class EvidenceTests
{
    private const string InInstagram = Agents.Safari + " Instagram 393.1.0.36.70 (iPhone15,3; iOS 18_5)";

    private static readonly Classifier Classifier = Classifier.Load();
    private static readonly VisitFacts Phone = Agents.Visit(Agents.Android);
    private static readonly VisitFacts IPhone = Agents.Visit(Agents.Safari);

    /// <summary>
    /// Everything at once, and then one sign after the other taken away: what is left decides.
    /// </summary>
    [Test]
    public void The_strongest_sign_decides()
    {
        var signals = new VisitSignals
        {
            RequestedWith = "com.slack",
            From = "groupmessage",
            ClickIds = "gclid",
            UtmSource = "tiktok",
        };
        var link = new LinkOrigin("newsletter", "email", ShareChannel: "messaging", ShareApp: "Signal");
        var all = new VisitFacts(InInstagram, "t.co", signals, HitTrigger.Share, link);
        var browser = all with { UserAgent = Agents.Safari };
        var noPackage = browser with { Signals = browser.Signals with { RequestedWith = null } };
        var noShim = noPackage with { Referrer = "example.com" };
        var noWeChat = noShim with { Signals = noShim.Signals with { From = null } };
        var noShare = noWeChat with { Trigger = HitTrigger.Link };
        var noClickId = noShare with { Signals = noShare.Signals with { ClickIds = null } };
        var noUtm = noClickId with { Signals = VisitSignals.None };
        var noReferrer = noUtm with { Referrer = null };
        var nothing = noReferrer with { Link = LinkOrigin.Untagged };

        VisitFacts[] visits =
        [
            all, browser, noPackage with { Referrer = "android-app://com.reddit.frontpage" }, noPackage,
            noShim,
            noWeChat, noWeChat with { Trigger = HitTrigger.Qr }, noShare, noClickId, noUtm, noReferrer,
            nothing,
        ];

        Assert.That(visits.Select(Origin).Select(o => (o.Evidence, o.App, o.Channel)), Is.EqualTo(new[]
        {
            ("in-app", "Instagram", "social"),
            ("requested-with", "Slack", "collaboration"),
            ("app-referrer", "Reddit", "social"),
            ("link-shim", "X", "social"),
            ("wechat-from", "WeChat", "messaging"),
            ("share", "Signal", "messaging"),
            ("qr", null, "qr"),
            ("click-id", "Google Ads", "ads"),
            ("utm", "TikTok", "social"),
            ("referrer", "example.com", "referral"),
            ("link-utm", null, "email"),
            ("none", (string?)null, (string?)null),
        }));
    }

    [TestCase("web.telegram.org", "Telegram", "referrer", Description = "a chat says where it was tapped")]
    [TestCase("mail.google.com", "Gmail", "referrer", Description = "and so does a mailbox")]
    [TestCase("www.google.com", "Signal", "share", Description = "a public page may have copied the share")]
    public void A_private_page_knows_better_than_a_share_where_it_was_tapped(
        string referrer, string app, string evidence)
    {
        var link = new LinkOrigin(null, null, ShareChannel: "messaging", ShareApp: "Signal");

        var origin = Origin(IPhone with { Referrer = referrer, Trigger = HitTrigger.Share, Link = link });

        Assert.That((origin.App, origin.Evidence), Is.EqualTo((app, evidence)));
    }

    [Test]
    public void Fbclid_names_Meta_and_proves_no_advertisement()
    {
        var origin = Origin(IPhone with { Signals = new() { ClickIds = "fbclid" } });

        Assert.That((origin.App, origin.Channel), Is.EqualTo(("Meta", "social")));
    }

    [TestCase("gclid")]
    [TestCase("msclkid")]
    [TestCase("ttclid")]
    [TestCase("li_fat_id")]
    [TestCase("fbclid,gclid")]
    public void An_id_that_only_advertisements_carry_proves_one(string clickIds)
    {
        var visit = IPhone with { Signals = new() { ClickIds = clickIds } };

        Assert.That(Origin(visit).Channel, Is.EqualTo("ads"));
    }

    [Test]
    public void Fbclid_inside_WhatsApp_was_passed_on()
    {
        var inWhatsApp = Agents.Visit(Agents.Android + " [WA4A/2.25.32.75;]");

        var origin = Origin(inWhatsApp with { Signals = new() { ClickIds = "fbclid" } });

        Assert.That((origin.App, origin.Dark), Is.EqualTo(("WhatsApp", true)));
    }

    [TestCase("fb", null, "Facebook", "social")]
    [TestCase("Facebook", "cpc", "Facebook", "ads")]
    [TestCase("WhatsApp", "social", "WhatsApp", "messaging")]
    [TestCase("spring-letter", "email", null, "email")]
    [TestCase("chatgpt.com", null, "ChatGPT", "ai")]
    [TestCase("news.ycombinator.com", "referral", "Hacker News", "social")]
    [TestCase(" TikTok ", null, "TikTok", "social")]
    [TestCase(null, "SMS", null, "sms")]
    [TestCase("partner-7", null, null, null)]
    public void Tags_are_read_whatever_their_spelling(
        string? source, string? medium, string? app, string? channel)
    {
        var origin = Origin(IPhone with { Signals = new() { UtmSource = source, UtmMedium = medium } });

        Assert.That((origin.App, origin.Channel), Is.EqualTo((app, channel)));
    }

    [TestCase("fb", "facebook")]
    [TestCase("Facebook", "facebook")]
    [TestCase(" facebook.com", "facebook")]
    [TestCase("Spring-Letter ", "spring-letter")]
    public void Aliases_are_counted_as_one_source(string written, string counted)
    {
        Assert.That(Classifier.CanonicalTag("source", written), Is.EqualTo(counted));
    }

    [TestCase("none", Agents.Android, "direct", 0.85, false, Description = "typed")]
    [TestCase("cross-site", Agents.Android, null, 0.9, true, Description = "some app, or a private page")]
    [TestCase("cross-site", Agents.Windows, null, 0.8, true, Description = "a page that hides itself")]
    [TestCase("cross-site", Agents.Safari, null, 0.8, true, Description = "a page that hides itself")]
    public void Fetch_metadata_speaks_where_nothing_else_does(
        string site, string userAgent, string? channel, double confidence, bool dark)
    {
        Assert.That(Fetched(userAgent, site),
            Is.EqualTo(new Origin(channel, null, "fetch-metadata", confidence, dark, Shared: false)));
    }

    [TestCase(Agents.Windows)]
    [TestCase(Agents.Safari)]
    [TestCase(Agents.Firefox)]
    [TestCase(Agents.WebView)]
    public void Outside_Chromium_on_Android_typed_and_tapped_look_alike(string userAgent)
    {
        Assert.That(Fetched(userAgent, "none"), Is.EqualTo(Shortener.Channels.Origin.Unknown));
    }

    [Test]
    public void Other_browsers_on_Chromium_are_believed_less()
    {
        var samsung = Agents.Android.Replace("Chrome/141", "SamsungBrowser/28.0 Chrome/141");

        Assert.That(
            Fetched(samsung, "none"), Is.EqualTo(Fetched(Agents.Android, "none") with { Confidence = 0.6 }));
    }

    [Test]
    public void An_app_in_no_table_is_known_by_its_package()
    {
        var origin = Origin(Phone with { Referrer = "android-app://com.example.notes" });

        Assert.That((origin.Channel, origin.App), Is.EqualTo(("app", "com.example.notes")));
    }

    [Test]
    public void Nobody_comes_from_Chrome()
    {
        Assert.That(Origin(Phone with { Referrer = "android-app://com.android.chrome" }).App, Is.Null);
    }

    [Test]
    public void Packages_are_compared_in_any_case()
    {
        var slack = Phone with { Signals = new() { RequestedWith = "com.Slack" } };

        Assert.That(Origin(slack).App, Is.EqualTo("Slack"));
    }

    [TestCase("XMLHttpRequest")]
    [TestCase("")]
    [TestCase("com.example.some.browser")]
    public void Not_every_X_Requested_With_is_an_app(string value)
    {
        var visit = Phone with { Signals = new() { RequestedWith = value } };

        Assert.That(Origin(visit).Evidence, Is.EqualTo("none"));
    }

    [Test]
    public void Office_follows_links_itself_and_that_is_a_click()
    {
        var hit = Classifier.Classify(Agents.Visit("Mozilla/4.0 (compatible; ms-office; MSOffice 16)"));

        Assert.That((hit.Kind, hit.Origin.Channel, hit.Origin.Confidence),
            Is.EqualTo((HitKind.Click, "document", 0.7)));
    }

    private static Origin Fetched(string userAgent, string site) =>
        Origin(Agents.Visit(userAgent) with { Signals = new() { FetchSite = site } });

    private static Origin Origin(VisitFacts visit) => Classifier.Classify(visit).Origin;
}
