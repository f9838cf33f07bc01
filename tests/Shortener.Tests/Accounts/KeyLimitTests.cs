using System.Net;
using Shortener.Accounts;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Accounts;

public sealed class KeyLimitTests(Engine engine) : OnBothEngines(engine)
{
    private readonly StoppedClock _clock = new(new DateTimeOffset(2026, 3, 14, 12, 0, 20, TimeSpan.Zero));

    [Test]
    public async Task After_ten_wrong_keys_a_network_waits_for_the_next_minute_even_with_the_right_one()
    {
        await using var app = new App(
            Database, new() { ["Shortener:Accounts:FailedKeysPerMinute"] = "10" }, _clock);

        for (var n = 0; n < 10; n++)
        {
            var wrong = await app.WithKey($"wrong{n}").GetAsync("/api/v1/keys");
            Assert.That(wrong.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        }
        var right = await app.Admin().GetAsync("/api/v1/keys");
        _clock.Advance(TimeSpan.FromSeconds(40));
        var later = await app.Admin().GetAsync("/api/v1/keys");

        Assert.That((int)right.StatusCode, Is.EqualTo(429));
        Assert.That(right.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(40)));
        Assert.That(later.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("203.0.113.1", "203.0.113.200", 429)]
    [TestCase("203.0.113.1", "203.0.114.1", 200)]
    [TestCase("2001:db8:1:2::1", "2001:db8:1:ffff::1", 429)]
    [TestCase("2001:db8:1::1", "2001:db8:2::1", 200)]
    public async Task A_network_is_a_24_or_a_48(string wrong, string right, int status)
    {
        await using var app = new App(
            Database, new() { ["Shortener:Accounts:FailedKeysPerMinute"] = "1", ["Shortener:Web:Proxies"] = "127.0.0.1" }, _clock);

        await From(wrong, app.WithKey("wrong")).GetAsync("/api/v1/keys");
        var answer = await From(right, app.Admin()).GetAsync("/api/v1/keys");

        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task No_key_is_no_wrong_key()
    {
        await using var app = new App(
            Database, new() { ["Shortener:Accounts:FailedKeysPerMinute"] = "1" }, _clock);

        for (var n = 0; n < 3; n++) await app.Anonymous().GetAsync("/api/v1/keys");

        Assert.That((await app.Admin().GetAsync("/api/v1/keys")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_key_creates_so_many_a_minute_and_a_bulk_call_is_one()
    {
        await using var app = new App(
            Database, new() { ["Shortener:Accounts:CreationsPerMinute"] = "2" }, _clock);
        var writer = await app.With(Scopes.LinksWrite);
        const string Link = """{"url":"https://example.com/"}""";

        var bulk = await writer.PostJson("/api/v1/links/bulk", $"[{Link},{Link},{Link}]");
        var second = await writer.PostJson("/api/v1/links", Link);
        var third = await writer.PostJson("/api/v1/links", Link);
        var other = await app.Admin().PostJson("/api/v1/links", Link);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var later = await writer.PostJson("/api/v1/links", Link);

        Assert.That(
            new[] { bulk, second, third, other, later }.Select(a => (int)a.Status),
            Is.EqualTo(new[] { 207, 201, 429, 201, 201 }));
        Assert.That(third.Message.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(40)));
    }

    private static HttpClient From(string address, HttpClient client)
    {
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return client;
    }
}
