using System.Net;
using Shortener.Storage;
using Shortener.Tests.Support;
using Shortener.Values;
using Shortener.Web;

namespace Shortener.Tests.Web;

public sealed class ClientAddressTests
{
    private static readonly IPNetwork[] Proxies = [.. new[] { "10.0.0.0/8", "2001:db8::/32" }.Select(
        n => Networks.Read(n)!.Value)];

    [TestCase("198.51.100.1", "203.0.113.7", "198.51.100.1", Description = "The peer is no proxy: what it claims is nothing.")]
    [TestCase("10.0.0.1", "203.0.113.7", "203.0.113.7")]
    [TestCase("10.0.0.1", "1.2.3.4, 203.0.113.7", "203.0.113.7", Description = "Only the last entry was written by the proxy.")]
    [TestCase("10.0.0.1", "203.0.113.7, 10.0.0.2, 10.0.0.3", "203.0.113.7")]
    [TestCase("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3", Description = "All are proxies: the outermost it is.")]
    [TestCase("10.0.0.1", "", "10.0.0.1")]
    [TestCase("10.0.0.1", "unknown", "10.0.0.1")]
    [TestCase("10.0.0.1", "203.0.113.7, _hidden, 10.0.0.2", "10.0.0.2")]
    [TestCase("10.0.0.1", "203.0.113.7:51234", "203.0.113.7")]
    [TestCase("10.0.0.1", "[2001:470::1]:443", "2001:470::1")]
    [TestCase("10.0.0.1", "2001:470::1", "2001:470::1")]
    [TestCase("::ffff:10.0.0.1", "::ffff:203.0.113.7", "203.0.113.7")]
    [TestCase("2001:db8::1", "203.0.113.7", "203.0.113.7")]
    public void The_client_is_the_nearest_address_that_is_no_proxy(
        string peer, string forwarded, string client) =>
        Assert.That(
            ClientAddress.Of(IPAddress.Parse(peer), forwarded, Proxies).ToString(), Is.EqualTo(client));

    [Test]
    public void A_Unix_socket_counts_as_this_machine() =>
        Assert.That(
            ClientAddress.Of(null, "203.0.113.7", [Networks.Read("127.0.0.1")!.Value]).ToString(),
            Is.EqualTo("203.0.113.7"));

    [FsCheck.NUnit.Property]
    public bool Nothing_in_the_header_throws(string? forwarded) =>
        ClientAddress.Of(IPAddress.Parse("10.0.0.1"), forwarded ?? "", Proxies) is not null;

    [TestCase("127.0.0.1", "https://go.example/spring")]
    [TestCase("10.0.0.0/8", "http://localhost/spring")]
    public async Task Scheme_and_host_are_taken_from_configured_proxies_only(string proxies, string shortUrl)
    {
        await using var database = await TestDatabase.Make(Engine.Sqlite);
        await using var app = new App(database.Name, new() { ["Shortener:Web:Proxies"] = proxies });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/links")
        {
            Content = new StringContent(
                """{"url":"https://example.com/","slug":"spring"}""", null, "application/json"),
            Headers = { Host = "localhost" },
        };
        request.Headers.Add("X-Forwarded-Proto", "http, https");
        request.Headers.Add("X-Forwarded-Host", "evil.example, go.example");

        var made = await app.Admin().SendAsync(request);

        Assert.That(await made.Content.ReadAsStringAsync(), Does.Contain($"\"shortUrl\":\"{shortUrl}\""));
    }
}
