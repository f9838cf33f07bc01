using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Links;

public sealed class LinkDomainTests(Engine engine) : OnApp(engine)
{
    private bool _isConfigured;

    protected override Dictionary<string, string>? Settings =>
        _isConfigured ? new() { ["Shortener:Domains"] = "one.example,two.example,go.exämple.de" } : null;

    [Test]
    public async Task The_host_of_the_request_names_the_domain_while_none_is_configured()
    {
        var admin = App.Admin();
        admin.DefaultRequestHeaders.Host = "go.example";

        var made = await admin.PostJson(
            "/api/v1/links", """{ "url": "https://x.example/", "slug": "a", "domain": "GO.example" }""");
        admin.DefaultRequestHeaders.Host = "other.example";
        var seen = await admin.GetJson("/api/v1/links/1");

        Assert.That(
            (made["shortUrl"]!.GetValue<string>(), made["domain"]!.GetValue<string>()),
            Is.EqualTo(("http://go.example/a", "go.example")));
        Assert.That(seen["shortUrl"]!.GetValue<string>(), Is.EqualTo("http://other.example/a"));
    }

    [Test]
    public async Task With_domains_configured_a_link_lives_on_one_of_them()
    {
        _isConfigured = true;

        var first = await App.Admin().PostJson(
            "/api/v1/links", """{ "url": "https://x.example/", "slug": "a" }""");
        var second = await App.Admin().PostJson(
            "/api/v1/links", """{ "url": "https://x.example/", "slug": "a", "domain": "two.example" }""");
        var third = await App.Admin().PostJson(
            "/api/v1/links", """{ "url": "https://x.example/", "domain": "three.example" }""");
        var circle = await App.Admin().PostJson("/api/v1/links", """{ "url": "https://two.example/a" }""");

        Assert.That(first["shortUrl"]!.GetValue<string>(), Is.EqualTo("http://one.example/a"));
        Assert.That(second["shortUrl"]!.GetValue<string>(), Is.EqualTo("http://two.example/a"));
        Assert.That(third.Error("domain"), Does.Contain("one.example, two.example"));
        Assert.That(circle.Error("url"), Does.Contain("circle"));
        var fourth = await App.Admin().PostJson(
            "/api/v1/links", """{ "url": "https://x.example/", "slug": "a", "domain": "go.exämple.de" }""");

        Assert.That(fourth["shortUrl"]!.GetValue<string>(), Is.EqualTo("http://go.xn--exmple-cua.de/a"));
        Assert.That(
            (await App.Admin().GetJson("/api/v1/links?domain=two.example"))["data"]!.AsArray(),
            Has.Count.EqualTo(1));
        Assert.That((await App.Admin().GetJson("/api/v1/links?domain=one.example"))["data"]![0]!["id"]!.GetValue<int>(), Is.EqualTo(1));
    }
}
