using System.Net;
using System.Text.Json.Nodes;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Conversions;

/// <summary>Conversions and revenue beside a link.</summary>
public sealed class LinkRevenueTests(Engine engine) : OnApp(engine)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    protected override StoppedClock? Clock { get; } = new(Noon);

    private Site Site => _site ??= new Site(App);
    private Site? _site;

    [Test]
    public async Task A_sale_is_beside_its_link_at_once_and_stays_there_when_its_journey_is_made()
    {
        var link = await Site.Link("a");
        var click = await Click("a");
        await Site.Told("lead", $$"""{"clickId":"{{click}}","event":"signup"}""");
        await Site.Told(
            "sale", $$"""{"clickId":"{{click}}","amount":1000,"currency":"EUR","invoiceId":"1"}""");
        await Site.Told("refund", """{"invoiceId":"1","amount":300}""");

        var atOnce = await Sales(link);
        await PrepareJourneys();

        Assert.That(atOnce, Is.EqualTo("2 700 EUR"));
        Assert.That(await Sales(link), Is.EqualTo("2 700 EUR"));
    }

    [Test]
    public async Task A_sale_that_names_no_click_counts_for_the_last_click_of_its_customer()
    {
        var (first, last) = (await Site.Link("first"), await Site.Link("last"));
        await Visit("first", "c");
        await Visit("last", "c");
        await Site.Told("sale", """{"customerId":"c","amount":50,"currency":"EUR","invoiceId":"1"}""");

        Assert.That((await Sales(first), await Sales(last)), Is.EqualTo(("0 0 ", "1 50 EUR")));
    }

    [Test]
    public async Task A_sale_moves_to_another_link_when_a_later_click_becomes_known()
    {
        var (first, last) = (await Site.Link("first"), await Site.Link("last"));
        await Visit("first", "c");
        var late = await Click("last");
        await Site.Told("sale", """{"customerId":"c","amount":50,"currency":"EUR","invoiceId":"1"}""");
        await PrepareJourneys();
        Assert.That((await Sales(first), await Sales(last)), Is.EqualTo(("1 50 EUR", "0 0 ")));

        await Site.Tell("visit", $$"""{"clickId":"{{late}}","customerId":"c"}""");

        Assert.That((await Sales(first), await Sales(last)), Is.EqualTo(("0 0 ", "1 50 EUR")));
        await PrepareJourneys();
        Assert.That((await Sales(first), await Sales(last)), Is.EqualTo(("0 0 ", "1 50 EUR")));
    }

    [Test]
    public async Task Several_currencies_are_not_added_up()
    {
        var link = await Site.Link("a");
        var click = await Click("a");
        await Site.Told(
            "sale", $$"""{"clickId":"{{click}}","amount":1000,"currency":"EUR","invoiceId":"1"}""");
        await Site.Told(
            "sale", $$"""{"clickId":"{{click}}","amount":900,"currency":"USD","invoiceId":"2"}""");

        var counts = (await Site.Admin.GetJson($"/api/v1/links/{link}"))["counts"]!.AsObject();

        Assert.That((long)counts["conversions"]!, Is.EqualTo(2));
        Assert.That(
            counts.Select(field => field.Key), Does.Not.Contain("revenue").And.Not.Contain("currency"));
    }

    [Test]
    public async Task A_link_that_tracks_nothing_has_no_such_counts()
    {
        await Site.Admin.PostJson("/api/v1/links", """{"url":"https://shop.example/","slug":"plain"}""");
        await Site.Link("tracked");

        var links = (await Site.Admin.GetJson("/api/v1/links?sort=slug"))["data"]!.AsArray();

        Assert.That(
            links.Select(link => link!["counts"]!.AsObject().ContainsKey("conversions")),
            Is.EqualTo(new[] { false, true }));
    }

    [Test]
    public async Task Erasing_a_customer_leaves_the_sums_of_the_links()
    {
        var link = await Site.Link("a");
        await Site.Told("sale", $$"""{"clickId":"{{await Click("a")}}","customerId":"c","amount":1000,"currency":"EUR","invoiceId":"1"}""");
        await PrepareJourneys();

        await Site.Admin.DeleteAsync("/api/v1/customers/c");

        Assert.That(await Sales(link), Is.EqualTo("1 1000 EUR"));
        await PrepareJourneys();
        Assert.That(await Sales(link), Is.EqualTo("1 1000 EUR"));
    }

    // A walk of clicks, visits, leads, sales and refunds in any order, with journeys made now and then:
    // whatever happened, links and report show what adding up the single conversions gives, each where its
    // journey says.
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task Links_and_report_show_what_the_single_conversions_add_up_to(int seed)
    {
        var dice = new Random(seed);
        string[] slugs = ["a", "b", "c"];
        foreach (var slug in slugs) await Site.Link(slug);
        var clicks = new List<string>();
        string Click() =>
            clicks.Count > 0 && dice.Next(3) > 0 ? $"\"clickId\":\"{clicks[dice.Next(clicks.Count)]}\"," : "";
        string Customer() => dice.Next(3) > 0 ? $"\"customerId\":\"{dice.Next(4)}\"," : "";
        string Visitor() => dice.Next(3) == 0 ? $"\"visitorId\":\"{dice.Next(4)}\"," : "";
        string Instant() =>
            $"\"occurredAt\":\"{Clock!.GetUtcNow().AddHours(-dice.Next(48)):yyyy-MM-dd'T'HH:mm:ss'Z'}\"";

        for (var step = 0; step < 60; step++)
        {
            var who = Click() + Customer() + Visitor();
            switch (dice.Next(7))
            {
                case 0 or 1: clicks.Add(await this.Click(slugs[dice.Next(3)])); break;
                case 2: await Site.Tell("visit", $$"""{{{who}}{{Instant()}}}"""); break;
                case 3: await Site.Tell("lead", $$"""{{{who}}"event":"signup",{{Instant()}}}"""); break;
                case 4: await Site.Tell("sale", $$"""{{{who}}"amount":{{dice.Next(100)}},"currency":"EUR","invoiceId":"{{dice.Next(12)}}",{{Instant()}}}"""); break;
                case 5: await Site.Tell("refund", $$"""{"invoiceId":"{{dice.Next(12)}}","amount":{{1 + dice.Next(20)}},"eventId":"{{step}}"}"""); break;
                default: await PrepareJourneys(); break;
            }
            if (step % 12 != 11) continue;
            var expected = await AddedUp();
            Assert.That(await Shown(), Is.EqualTo(expected), $"links, after step {step}");
            Assert.That(await Reported(), Is.EqualTo(expected), $"report, after step {step}");
        }
    }

    private async Task<string[]> Shown() =>
        [.. (await Site.Admin.GetJson("/api/v1/links?sort=slug"))["data"]!.AsArray().Select(
            link => $"{link!["slug"]} {Of(link["counts"]!)}")];

    private async Task<string[]> Reported()
    {
        var rows = (await Site.Admin.GetJson("/api/v1/analytics?event=revenue&groupBy=link&interval=all"))["rows"]!.AsArray()
            .Where(row => row!["slug"] is not null).ToDictionary(
                row => (string)row!["slug"]!, row => $"{row!["conversions"]} {row["revenue"]}");
        return [.. new[] { "a", "b", "c" }.Select(slug => $"{slug} {rows.GetValueOrDefault(slug, "0 0")}")];
    }

    private async Task<string[]> AddedUp()
    {
        var sums = new Dictionary<string, (long Conversions, long Revenue)>();
        foreach (var conversion in await Site.Conversions("?limit=200"))
        {
            var isRefund = (string)conversion!["kind"]! == "refund";
            var named = (string?)conversion["click"]?["link"]?["slug"];
            var journey = await Site.Journey((long)conversion["id"]!);
            if ((named ?? journey.LastOrDefault()?.Split(' ')[1]) is not { } slug) continue;
            var (conversions, revenue) = sums.GetValueOrDefault(slug);
            var amount = (long)conversion["amount"]!;
            sums[slug] = (conversions + (isRefund ? 0 : 1), revenue + (isRefund ? -amount : amount));
        }
        return [.. new[] { "a", "b", "c" }.Select(slug => $"{slug} {sums.GetValueOrDefault(slug).Conversions} {sums.GetValueOrDefault(slug).Revenue}")];
    }

    private static string Of(JsonNode counts) => $"{counts["conversions"]} {counts["revenue"]}";

    private async Task<string> Sales(long link)
    {
        var answer = await Site.Admin.GetJson($"/api/v1/links/{link}");
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        return $"{Of(answer["counts"]!)} {answer["counts"]!["currency"]}";
    }

    // A report makes the journeys that still wait.
    private Task PrepareJourneys() => Site.Admin.GetJson("/api/v1/reports/attribution");

    private async Task Visit(string slug, string customer) =>
        await Site.Tell("visit", $$"""{"clickId":"{{await Click(slug)}}","customerId":"{{customer}}"}""");

    // One at a time, a second apart.
    private async Task<string> Click(string target)
    {
        Clock!.Advance(TimeSpan.FromSeconds(1));
        return await Site.Click(target);
    }
}
