using Shortener.Channels;

namespace Shortener.Tests.Channels;

public sealed class HostsTests
{
    [TestCase("https://L.Facebook.com/", "l.facebook.com")]
    [TestCase("https://user:secret@example.com:8443/path?q=a@b#c", "example.com")]
    [TestCase("android-app://com.Slack/https/example.com", "android-app://com.slack")]
    [TestCase("android-app://com.google.android.gm", "android-app://com.google.android.gm")]
    [TestCase("http://example.com.", "example.com")]
    [TestCase("http://[2001:db8::1]:80/", "[2001:db8::1]")]
    [TestCase("about:blank", null)]
    [TestCase("https://", null)]
    [TestCase("nonsense", null)]
    [TestCase("javascript://example.com/", null)]
    [TestCase("", null)]
    [TestCase(null, null)]
    public void A_Referer_is_reduced_to_its_host(string? header, string? host)
    {
        Assert.That(Hosts.OfReferrer(header), Is.EqualTo(host));
    }

    [TestCase("news.example.com", "example.com")]
    [TestCase("www.bbc.co.uk", "bbc.co.uk")]
    [TestCase("bbc.co.uk", "bbc.co.uk")]
    [TestCase("co.uk", "co.uk")]
    [TestCase("a.b.folha.com.br", "folha.com.br")]
    [TestCase("x.com", "x.com")]
    [TestCase("t.co", "t.co")]
    [TestCase("192.0.2.7", "192.0.2.7")]
    [TestCase("[2001:db8::1]", "[2001:db8::1]")]
    [TestCase("localhost", "localhost")]
    [TestCase("..", "..")]
    public void A_host_belongs_to_its_site(string host, string site)
    {
        Assert.That(Hosts.SiteOf(host).ToString(), Is.EqualTo(site));
    }
}
