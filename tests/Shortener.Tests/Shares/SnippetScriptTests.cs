using System.IO.Compression;
using System.Net;
using System.Text;
using Shortener.Links;
using Shortener.Shares;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Shares;

public sealed class SnippetScriptTests(Engine engine) : OnApp(engine)
{
    [Test]
    public void It_is_smaller_than_three_kilobytes() =>
        Assert.That(new SnippetScript(new TrackingSettings()).Gzipped.Length, Is.LessThan(3 * 1024));

    [Test]
    public void It_goes_out_without_comments_and_with_the_instances_name_of_the_click_id()
    {
        var text = Encoding.UTF8.GetString(
            new SnippetScript(new TrackingSettings { Parameter = "my_click" }).Plain.Span);

        Assert.That(
            text,
            Does.StartWith("(() => {\n").And.EndWith("})();\n").And.Contain("\"my_click\"").And
                .Contain("\"sc_share\""));
        Assert.That(text, Does.Not.Contain("sc_id").And.Not.Contain("\n//").And.Not.Contain("@typedef"));
    }

    [Test]
    public async Task It_is_served_to_any_site_and_kept_for_an_hour()
    {
        using var client = App.Anonymous();

        using var answer = await client.GetAsync("/t.js");
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/t.js") { Headers = { IfNoneMatch = { answer.Headers.ETag! } } };
        using var again = await client.SendAsync(asked);

        Assert.That(
            answer.Content.Headers.ContentType!.ToString(), Is.EqualTo("text/javascript; charset=utf-8"));
        Assert.That(
            answer.Headers.CacheControl!.ToString(),
            Is.EqualTo("public, max-age=3600, stale-while-revalidate=86400"));
        Assert.That(answer.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(new[] { "*" }));
        Assert.That(answer.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
        Assert.That(
            (again.StatusCode, (await again.Content.ReadAsByteArrayAsync()).Length),
            Is.EqualTo((HttpStatusCode.NotModified, 0)));
    }

    [TestCase("gzip, deflate, br", true)]
    [TestCase("gzip;q=0", false)]
    [TestCase("br", false)]
    public async Task It_is_compressed_for_who_reads_that(string accepted, bool isZipped)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/t.js");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);

        using var answer = await App.Anonymous().SendAsync(request);

        var body = await answer.Content.ReadAsStreamAsync();
        using var reader = new StreamReader(
            isZipped ? new GZipStream(body, CompressionMode.Decompress) : body);
        Assert.That(
            answer.Content.Headers.ContentEncoding, Is.EqualTo(isZipped ? ["gzip"] : Array.Empty<string>()));
        Assert.That(answer.Headers.Vary, Does.Contain("Accept-Encoding"));
        Assert.That(
            await reader.ReadToEndAsync(),
            Is.EqualTo(Encoding.UTF8.GetString(App.Get<SnippetScript>().Plain.Span)));
    }

    [Test]
    public async Task It_can_be_asked_for_without_its_body()
    {
        using var answer = await App.Anonymous().SendAsync(new HttpRequestMessage(HttpMethod.Head, "/t.js"));

        Assert.That(
            (answer.StatusCode, answer.Content.Headers.ContentLength > 1000),
            Is.EqualTo((HttpStatusCode.OK, true)));
    }
}
