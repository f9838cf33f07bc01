using FsCheck.Fluent;
using Shortener.Hits;

namespace Shortener.Tests.Hits;

public sealed class VisitReaderTests
{
    private static readonly HashSet<string> ClickIds = ["gclid", "fbclid"];

    [TestCase("https://News.Example.org:8443/secret?user=7", "news.example.org")]
    [TestCase("http://user:pass@example.org/", "example.org")]
    [TestCase("https://[2001:db8::1]:8080/", "[2001:db8::1]")]
    [TestCase("https://example.org.", "example.org")]
    [TestCase("android-app://com.Slack/https/x", "android-app://com.slack")]
    [TestCase("android-app://", null)]
    [TestCase("https://xn--mnchen-3ya.example/", "xn--mnchen-3ya.example")]
    [TestCase("about:blank", null)]
    [TestCase("http://[", null)]
    [TestCase("https://<script>", null)]
    [TestCase("https://a b.example/", null)]
    [TestCase("https://", null)]
    [TestCase("", null)]
    [TestCase(null, null)]
    public void Of_a_referer_only_its_host_is_kept(string? referer, string? kept) =>
        Assert.That(Referrers.Reduce(referer), Is.EqualTo(kept));

    [Test]
    public void What_is_longer_than_a_host_is_none() =>
        Assert.That(Referrers.Reduce($"https://{new string('a', 254)}/"), Is.Null);

    [TestCase("de-AT,de;q=0.9,en;q=0.8", "de")]
    [TestCase("EN", "en")]
    [TestCase("fil-PH", "fil")]
    [TestCase("*", null)]
    [TestCase("english", null)]
    [TestCase("", null)]
    [TestCase(null, null)]
    public void The_first_language_counts(string? accepted, string? language) =>
        Assert.That(VisitReader.Language(accepted), Is.EqualTo(language));

    [Test]
    public void A_query_tells_names_of_click_ids_and_never_their_values()
    {
        var read = VisitQuery.Read(
            "?GCLID=secret&x=1&fbclid=also-secret&from=groupmessage&utm_source=News%20letter&qr", ClickIds);

        Assert.That(
            read, Is.EqualTo(new VisitQuery(true, "fbclid,gclid", "groupmessage", "News letter", null)));
    }

    [TestCase("plain text", "plain text")]
    [TestCase("tab\there", "tab\uFFFDhere")]
    [TestCase("whole 😀 pair", "whole 😀 pair")]
    public void Text_for_the_log_has_no_controls_and_no_broken_pairs(string text, string clean) =>
        Assert.That(HeaderText.Clean(text, 100), Is.EqualTo(clean));

    // Not a test case: the metadata of an attribute cannot hold half a pair.
    [Test]
    public void Half_a_surrogate_pair_is_replaced() =>
        Assert.That(HeaderText.Clean("half \uD83D pair", 100), Is.EqualTo("half \uFFFD pair"));

    [FsCheck.NUnit.Property]
    public FsCheck.Property Whatever_comes_is_read_without_a_throw_and_within_its_bounds(string? text)
    {
        text ??= "";
        var read = VisitQuery.Read(text, ClickIds);
        Referrers.Reduce(text);
        Referrers.Reduce("https://" + text);
        VisitReader.Language(text);
        var clean = HeaderText.Clean(text, 16);
        return (clean.Length <= 16 && (read.UtmSource?.Length ?? 0) <= VisitQuery.MaxValue).ToProperty();
    }
}
