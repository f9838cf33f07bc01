using Shortener.Links;
using Shortener.Values;

namespace Shortener.Tests.Links;

public sealed class DomainsTests
{
    private static readonly Domains Two = new(
        new InstanceSettings { Domains = ["One.example", "two.example:8080", "go.Exämple.de"] }.Hosts());

    [TestCase("localhost:8080")]
    [TestCase("anything.example")]
    public void Without_configured_domains_every_host_is_the_default_one_and_names_it(string host)
    {
        var domains = new Domains([]);

        Assert.That(domains.Find(host), Is.EqualTo(Domains.Default));
        Assert.That(domains.NameOf(Domains.Default, host), Is.EqualTo(host));
    }

    [TestCase("one.example", "")]
    [TestCase("ONE.example", "")]
    [TestCase("one.example:8443", "")]
    [TestCase("two.example:8080", "two.example:8080")]
    [TestCase("two.example", null)]
    [TestCase("two.example:80", null)]
    [TestCase("xn--exmple-cua.de", null)]
    [TestCase("go.xn--exmple-cua.de", "go.xn--exmple-cua.de")]
    [TestCase("go.xn--exmple-cua.de:8080", "go.xn--exmple-cua.de")]
    [TestCase("GO.exämple.de", "go.xn--exmple-cua.de")]
    [TestCase("go.\ud800.de", null)]
    [TestCase("three.example", null)]
    [TestCase("", null)]
    public void The_first_is_the_default_and_an_unknown_host_is_none(string host, string? stored) =>
        Assert.That(Two.Find(host), Is.EqualTo(stored));

    [Test]
    public void A_configured_domain_has_its_own_name_whatever_the_request_s()
    {
        Assert.That(Two.NameOf("", "internal:5000"), Is.EqualTo("one.example"));
        Assert.That(Two.NameOf("old.example", "internal:5000"), Is.EqualTo("old.example"));
    }
}
