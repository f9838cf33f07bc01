using Shortener.Channels;

namespace Shortener.Tests.Channels;

public sealed class HostsTests
{
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
