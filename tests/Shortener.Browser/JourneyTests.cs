using System.Text.Json.Nodes;
using Shortener.Tests.Support;

namespace Shortener.Browser;

/// <summary>
/// From a share page to a refund, all of it by people in browsers: somebody shares a link to WhatsApp, a
/// friend taps it there, lands in the shop, signs up, buys, passes the page on, and gives half of it back.
/// </summary>
public sealed class JourneyTests : OnShop
{
    [Test]
    public async Task A_friends_tap_becomes_a_customer_and_every_report_says_how()
    {
        // Somebody opens the share page on their phone and presses WhatsApp.
        var sharer = await Open("/-/share/spring", Windows.Of(Windows.Phone), watch: Watch);
        await sharer.ClickAsync("button[value=whatsapp]");
        var share =
            (await Until("links/1/shares", shares => shares["data"]!.AsArray().Count == 1))["data"]![0]!;
        var sent = (string)share["shortUrl"]!;
        await Picture(sharer, "journey-1-share-page");

        // A friend taps the message, inside WhatsApp, and lands in the shop.
        var friend = await Open(sent, Windows.InWhatsApp(), watch: Watch);
        await Ready(friend);
        Assert.That(
            friend.Url,
            Does.StartWith($"{Shop.Origin}/offers?").And.Contain("utm_source=whatsapp&utm_medium=share").And
                .EndWith($"sc_share={share["token"]}"));
        await Picture(friend, "journey-2-shop");

        // There the friend signs up and buys, and passes the page on.
        await friend.EvaluateAsync("shortener.visit({ visitorId: 'browser-1', customerId: 'jane' })");
        await friend.EvaluateAsync(
            "shortener.lead({ event: 'signup', eventId: 'jane', customerId: 'jane' })");
        await friend.EvaluateAsync(
            "shortener.sale({ amount: 4000, currency: 'EUR', invoiceId: '2026-1', customerId: 'jane' })");
        await friend.ClickAsync("text=WhatsApp");
        await Asks("https://wa.me/", times: 2);
        var child =
            (await Until("links/1/shares", shares => shares["data"]!.AsArray().Count == 2))["data"]![0]!;

        // Half of it comes back. That only the shop's server may say.
        using var server = await App.With("conversions:write");
        var refund = await server.PostJson(
            "/api/v1/track/refund", """{"invoiceId":"2026-1","amount":2000}""");
        Assert.That((int)refund.Status, Is.EqualTo(201));

        Assert.That(
            Said(child, "parent", "generation", "app", "mintedBy"),
            Is.EqualTo($"{share["token"]} 2 WhatsApp snippet"));

        var conversions = (await Read("conversions"))["data"]!.AsArray();
        Assert.That(
            conversions.Select(c => Said(c!, "kind", "amount")),
            Is.EquivalentTo(new[] { "refund 2000", "sale 4000", "lead 0" }));
        foreach (var conversion in conversions)
        {
            var touches = (await Read($"conversions/{conversion!["id"]}/journey"))["touches"]!.AsArray();
            Assert.That(
                touches.Select(touch => (string)touch!["kind"]!), Is.EqualTo(new[] { "share" }),
                conversion.ToJsonString());
        }

        var attribution = await Until(
            "reports/attribution?model=last&groupBy=app&interval=30d&currency=EUR",
            report => report["rows"]!.AsArray().Count > 0);
        Assert.That(
            Said(attribution["rows"]!.AsArray().Single()!, "key", "conversions", "revenue"),
            Is.EqualTo("WhatsApp 1 2000"));

        var sharing = await Read("reports/sharing?interval=30d");
        Assert.That(
            Said(sharing, "sharesMinted", "clicksThroughShares", "arrivals", "depth"), Is.EqualTo("2 1 0 2"));
        Assert.That(
            Said(sharing["topSharers"]![0]!, "token", "app", "clicks"),
            Is.EqualTo($"{share["token"]} WhatsApp 1"));

        var analytics = await Read("analytics?groupBy=app&interval=7d");
        Assert.That(Said(analytics["rows"]![0]!, "key", "clicks"), Is.EqualTo("WhatsApp 1"));
        var sharers = await Read("reports/attribution/sharers?interval=30d&currency=EUR");
        Assert.That(
            sharers["rows"]!.AsArray().Select(row => (string)row!["key"]!),
            Does.Contain((string)share["token"]!));
        Assert.That(Asked.Where(url => url.StartsWith("https://wa.me/", StringComparison.Ordinal)).Select(TokenIn).Distinct(),
            Is.EqualTo(new[] { (string)share["token"]!, (string)child["token"]! }), "what WhatsApp was given");
    }

    private static string Said(JsonNode node, params string[] fields) =>
        string.Join(' ', fields.Select(field => node[field]?.ToString() ?? "-"));

    private static string TokenIn(string url) => Uri.UnescapeDataString(url)[^8..];
}
