using System.Net;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Links;

public sealed class QrEndpointsTests(Engine engine) : OnApp(engine)
{
    [Test]
    public async Task The_code_of_a_link_is_its_address_with_the_mark_of_a_scan()
    {
        var made = await App.Admin().PostJson(
            "/api/v1/links", """{ "url": "https://x.example/", "slug": "Käse" }""");
        var anyone = App.Anonymous();

        var svg = await anyone.GetStringAsync("/Käse.svg");
        var png = await anyone.GetByteArrayAsync("/K%C3%A4se.png?size=300");

        var expected = made["shortUrl"]!.GetValue<string>() + "?qr=1";
        Assert.That(QrReader.ReadSvg(svg), Is.EqualTo(expected));
        Assert.That(QrReader.ReadPng(png), Is.EqualTo((expected, 300)));
    }

    [Test]
    public async Task Its_look_is_the_link_s_and_never_the_query_s()
    {
        await App.Admin().PostJson("/api/v1/links",
            """{ "url": "https://x.example/", "slug": "a", "qr": { "style": { "foreground": "#112233" } } }""");

        var svg = await App.Anonymous().GetStringAsync("/a.svg?foreground=%23ff0000&style=x");

        Assert.That(svg, Does.Contain("#112233").And.Not.Contain("ff0000"));
    }

    [TestCase("/a.svg", "image/svg+xml", 512)]
    [TestCase("/a.png", "image/png", 512)]
    [TestCase("/a.png?size=1", "image/png", 64)]
    [TestCase("/a.png?size=99999", "image/png", 2048)]
    public async Task A_code_has_its_type_and_a_size_within_bounds(string path, string type, int size)
    {
        await App.Admin().PostJson("/api/v1/links", """{ "url": "https://x.example/", "slug": "a" }""");

        var answer = await App.Anonymous().GetAsync(path);

        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo(type));
        var seen = type == "image/png"
            ? QrReader.ReadPng(await answer.Content.ReadAsByteArrayAsync()).Size
            : (await answer.Content.ReadAsStringAsync()).Contains(
                $"width=\"{size}\"", StringComparison.Ordinal)
                ? size
                : 0;
        Assert.That(seen, Is.EqualTo(size));
    }

    [Test]
    public async Task Without_a_link_there_is_no_code()
    {
        await App.Admin().PostJson("/api/v1/links", """{ "url": "https://x.example/", "slug": "gone" }""");
        await App.Admin().DeleteAsync("/api/v1/links/1");
        var anyone = App.Anonymous();

        Assert.That((await anyone.GetAsync("/nobody.svg")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(
            (await anyone.GetAsync("/%FF%00.png")).StatusCode,
            Is.EqualTo(HttpStatusCode.BadRequest).Or.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await anyone.GetAsync("/gone.png")).StatusCode, Is.EqualTo(HttpStatusCode.Gone));
        Assert.That(
            (await anyone.GetAsync("/gone.png?size=x")).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }
}
