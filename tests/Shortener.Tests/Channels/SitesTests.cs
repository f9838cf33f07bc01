using Shortener.Channels;

namespace Shortener.Tests.Channels;

public sealed class SitesTests
{
    [TestCase("l.facebook.com", "exact")]
    [TestCase("de-de.facebook.com", "below")]
    [TestCase("facebook.com", "below")]
    [TestCase("www.facebook.com", "below")]
    [TestCase("notfacebook.com", null)]
    [TestCase("google.co.uk", "anywhere")]
    [TestCase("images.google.de", "anywhere")]
    [TestCase("google.evil.example", null)]
    [TestCase("mail.university.example", "beginning")]
    [TestCase("mail.google.fr", "longer beginning")]
    [TestCase("email.university.example", null)]
    public void The_most_telling_row_names_a_host(string host, string? app)
    {
        var sites = new Sites();
        sites.Add("mail.*", Named("beginning"));
        sites.Add("mail.google.*", Named("longer beginning"));
        sites.Add("*.google.*", Named("anywhere"));
        sites.Add("*.facebook.com", Named("below"));
        sites.Add("l.facebook.com", Named("exact"));

        Assert.That(sites.Find(host)?.Source.App, Is.EqualTo(app));
    }

    [Test]
    public void A_host_longer_than_any_can_be_has_no_name()
    {
        var sites = new Sites();
        sites.Add("*.example.com", Named("below"));

        Assert.That(sites.Find(string.Concat(Enumerable.Repeat("a.", 200)) + "example.com"), Is.Null);
    }

    private static Site Named(string app) =>
        new(new Source(app, "social", Dark: false, Confidence: 0.9), Shim: false);
}
