using System.Net;
using Shortener.Hits;

namespace Shortener.Tests.Hits;

public sealed class VisitorKeyTests
{
    private static readonly byte[] Salt = [.. Enumerable.Range(1, VisitorKey.SaltBytes).Select(n => (byte)n)];
    private static readonly byte[] OtherSalt = [.. Salt.Select(b => (byte)(b + 1))];

    [TestCase("203.0.113.7", "203.0.113.7", true)]
    [TestCase("203.0.113.7", "203.0.113.8", false)]
    [TestCase("203.0.113.7", "::ffff:203.0.113.7", true)]
    [TestCase("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [TestCase("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void Visitors_are_told_apart_by_IPv4_address_or_IPv6_subnet(string one, string other, bool same) =>
        Assert.That(Visitor(one) == Visitor(other), Is.EqualTo(same));

    [TestCase("203.0.113.7", "203.0.113.200", true)]
    [TestCase("203.0.113.7", "203.0.114.7", false)]
    [TestCase("2001:db8:1:2::1", "2001:db8:1:ffff::1", true)]
    [TestCase("2001:db8:1:2::1", "2001:db8:2:2::1", false)]
    public void Networks_are_a_24_or_a_48(string one, string other, bool same) =>
        Assert.That(Network(one) == Network(other), Is.EqualTo(same));

    [Test]
    public void Another_user_agent_is_another_visitor() =>
        Assert.That(Visitor("203.0.113.7", "Firefox"), Is.Not.EqualTo(Visitor("203.0.113.7", "Chrome")));

    [Test]
    public void Another_days_salt_makes_another_key() =>
        Assert.That(
            VisitorKey.OfVisitor(OtherSalt, IPAddress.Parse("203.0.113.7"), "Firefox"),
            Is.Not.EqualTo(Visitor("203.0.113.7")));

    [Test]
    public void A_user_agent_of_any_length_and_kind_has_a_key() =>
        Assert.That(
            Visitor("203.0.113.7", new string('\uFFFF', 10_000)),
            Is.EqualTo(Visitor("203.0.113.7", new string('\uFFFF', 512))));

    private static long Visitor(string address, string userAgent = "Firefox") =>
        VisitorKey.OfVisitor(Salt, IPAddress.Parse(address), userAgent);

    private static long Network(string address) => VisitorKey.OfNetwork(Salt, IPAddress.Parse(address));
}
