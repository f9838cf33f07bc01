using System.Net;
using Shortener.Channels.Geo;

namespace Shortener.Tests.Channels.Geo;

/// <summary>
/// The first and the last address of each block of IANA's registries, and their neighbours.
/// </summary>
public sealed class SpecialAddressesTests
{
    [TestCase("0.0.0.0", "0.255.255.255", null, "1.0.0.0")]
    [TestCase("10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0")]
    [TestCase("100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0")]
    [TestCase("127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0")]
    [TestCase("169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0")]
    [TestCase("172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0")]
    [TestCase("192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0")]
    [TestCase("192.0.2.0", "192.0.2.255", "192.0.1.255", "192.0.3.0")]
    [TestCase("192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0")]
    [TestCase("198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0")]
    [TestCase("198.51.100.0", "198.51.100.255", "198.51.99.255", "198.51.101.0")]
    [TestCase("203.0.113.0", "203.0.113.255", "203.0.112.255", "203.0.114.0")]
    [TestCase("224.0.0.0", "255.255.255.255", "223.255.255.255", null)]
    [TestCase("::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", null, "2000::")]
    [TestCase("2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2000:ffff::", "2001:200::")]
    [TestCase("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db7:ffff::", "2001:db9::")]
    [TestCase("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3ffe:ffff::", "3fff:1000::")]
    [TestCase("4000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:ffff::", null)]
    public void A_block_is_special_from_end_to_end(string first, string last, string? before, string? after)
    {
        Assert.That(Contains(first), Is.True);
        Assert.That(Contains(last), Is.True);
        if (before is not null) Assert.That(Contains(before), Is.False);
        if (after is not null) Assert.That(Contains(after), Is.False);
    }

    [Test]
    public void A_mapped_address_is_special_where_its_IPv4_address_is()
    {
        Assert.That(Contains("::ffff:192.168.1.1"), Is.True);
        Assert.That(Contains("::ffff:8.8.8.8"), Is.False);
    }

    private static bool Contains(string address) => SpecialAddresses.Contains(IPAddress.Parse(address));
}
