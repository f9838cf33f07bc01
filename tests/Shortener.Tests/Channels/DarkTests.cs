using Shortener.Channels;

namespace Shortener.Tests.Channels;

/// <summary>What an ordinary tool, which reads Referer and query, would not see.</summary>
public sealed class DarkTests
{
    private const string InWhatsApp = Agents.Android + " [WA4A/2.25.32.75;]";
    private const string InInstagram = Agents.Safari + " Instagram 393.1.0.36.70 (iPhone15,3; iOS 18_5)";

    private static readonly Classifier Classifier = Classifier.Load();
    private static readonly VisitFacts Bare = new(Agents.Safari, null, VisitSignals.None, HitTrigger.Link, LinkOrigin.Untagged);

    private static readonly TestCaseData<VisitFacts>[] Dark =
    [
        new(Bare) { TestName = "A_click_that_names_nothing_is_dark" },
        new(Bare with { UserAgent = InWhatsApp }) { TestName = "A_tap_in_a_private_app_is_dark" },
        new(Bare with { UserAgent = InInstagram }) { TestName = "A_tap_in_a_public_app_is_dark_when_only_the_user_agent_names_it" },
        new(Bare with { UserAgent = InWhatsApp, Referrer = "example.com" }) { TestName = "A_private_app_stays_dark_behind_a_referrer" },
        new(Bare with { Referrer = "mail.google.com" }) { TestName = "A_webmail_referrer_is_private" },
        new(Bare with { Referrer = "android-app://com.whatsapp" }) { TestName = "A_private_app_is_dark_even_as_a_referrer" },
        new(Bare with { Signals = new() { UtmSource = "whatsapp" } }) { TestName = "A_private_tag_is_dark" },
        new(Bare with { Signals = new() { From = "singlemessage" } }) { TestName = "A_WeChat_message_is_dark" },
        new(Bare with { Link = new("newsletter", "email") }) { TestName = "Tags_stored_on_the_link_make_no_click_less_dark" },
        new(Bare with { Link = new("facebook", "social") }) { TestName = "Public_tags_stored_on_the_link_make_no_click_less_dark" },
        new(Bare with { Trigger = HitTrigger.Share, Link = new(null, null, "social", "Facebook") }) { TestName = "A_share_without_a_referrer_is_dark" },
        new(Bare with { Signals = new() { FetchSite = "cross-site" } }) { TestName = "A_page_that_hides_itself_is_dark" },
    ];

    private static readonly TestCaseData<VisitFacts>[] Bright =
    [
        new(Bare with { Referrer = "example.com" }) { TestName = "A_referrer_is_not_dark" },
        new(Bare with { UserAgent = InInstagram, Referrer = "l.instagram.com" }) { TestName = "A_public_app_with_its_referrer_is_not_dark" },
        new(Bare with { Signals = new() { UtmSource = "partner-7" } }) { TestName = "A_tag_nobody_knows_is_still_read" },
        new(Bare with { Signals = new() { ClickIds = "gclid" } }) { TestName = "An_advertisement_is_not_dark" },
        new(Bare with { Trigger = HitTrigger.Qr }) { TestName = "A_scan_is_not_dark" },
        new(Bare with { Trigger = HitTrigger.Qr, UserAgent = InWhatsApp }) { TestName = "A_scan_inside_an_app_is_not_dark" },
        new(Bare with { UserAgent = Agents.Android, Signals = new() { FetchSite = "none" } }) { TestName = "What_was_shown_to_be_typed_is_not_dark" },
        new(Bare with { Trigger = HitTrigger.Share, Link = new(null, null, "messaging", "Signal"), Referrer = "example.com" })
        {
            TestName = "Where_a_share_was_put_does_not_darken_a_referrer",
        },
        new(Bare with { UserAgent = "curl/8.5.0" }) { TestName = "A_bot_is_never_dark" },
        new(Bare with { Signals = new() { Purpose = "prefetch" } }) { TestName = "A_prefetch_is_never_dark" },
    ];

    [TestCaseSource(nameof(Dark))]
    public void Is_dark(VisitFacts visit) => Assert.That(Classifier.Classify(visit).Origin.Dark, Is.True);

    [TestCaseSource(nameof(Bright))]
    public void Is_not_dark(VisitFacts visit) => Assert.That(Classifier.Classify(visit).Origin.Dark, Is.False);
}
