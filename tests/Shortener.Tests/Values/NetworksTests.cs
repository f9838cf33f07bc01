using System.Net;
using Shortener.Values;

namespace Shortener.Tests.Values;

public sealed class NetworksTests
{
    [TestCase("203.0.113.7", "203.0.113.7/32")]
    [TestCase("203.0.113.7/24", "203.0.113.0/24")]
    [TestCase("203.0.113.255/25", "203.0.113.128/25")]
    [TestCase("0.0.0.0/0", "0.0.0.0/0")]
    [TestCase("2001:db8:1:2::1/48", "2001:db8:1::/48")]
    [TestCase("2001:db8::1", "2001:db8::1/128")]
    public void A_network_is_read_and_its_host_bits_cleared(string text, string network) =>
        Assert.That(Networks.Read(text).ToString(), Is.EqualTo(network));

    [TestCase("")]
    [TestCase("x")]
    [TestCase("203.0.113.0/33")]
    [TestCase("203.0.113.0/-1")]
    [TestCase("203.0.113.0/")]
    [TestCase("203.0.113.0/24/24")]
    [TestCase("2001:db8::/129")]
    [TestCase("1.2.3", Description = "Read as 1.2.0.3 elsewhere.")]
    [TestCase("10", Description = "Read as 0.0.0.10 elsewhere.")]
    [TestCase("010.0.0.1", Description = "Read as 8.0.0.1 elsewhere.")]
    public void What_is_no_network_is_null(string text) => Assert.That(Networks.Read(text), Is.Null);

    [Test]
    public void A_network_contains_the_address_it_was_made_of()
    {
        var address = IPAddress.Parse("198.51.100.77");

        Assert.That(
            Enumerable.Range(0, 33).Where(bits => !Networks.Of(address, bits).Contains(address)), Is.Empty);
    }
}
