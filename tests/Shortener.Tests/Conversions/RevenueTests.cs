using System.Net;
using System.Text.Json.Nodes;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Conversions;

/// <summary>Conversions and revenue in <c>/analytics</c>.</summary>
public sealed class RevenueTests(Engine engine) : OnApp(engine)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    protected override StoppedClock? Clock { get; } = new(Noon);

    [Test]
    public async Task Conversions_are_counted_in_the_group_of_the_click_they_name()
    {
        await Shop();

        var report = await Report("event=revenue&groupBy=link");

        Assert.That(report["rows"]!.AsArray().Select(
            r => $"{r!["slug"]} {r["clicks"]} {r["conversions"]} {r["revenue"]}"),
            // A: 1000 and 200 named, less 300; B: the last click before a sale that names a customer;
            // nobody's: 7.
            Is.EqualTo(new[] { "a 2 3 900", "b 1 1 50", " 0 1 7" }));
        Assert.That(
            (
                (long)report["totals"]!["conversions"]!,
                (long)report["totals"]!["revenue"]!,
                (string?)report["currency"]),
            Is.EqualTo((5L, 957L, "EUR")));
    }

    [Test]
    public async Task They_are_dated_by_when_they_happened()
    {
        await Shop();

        var report = await Report("event=conversions&groupBy=day&start=2026-03-13&end=2026-03-16");

        Assert.That(report["rows"]!.AsArray().Select(r => $"{r!["key"]} {r["conversions"]} {r["revenue"]}"),
            Is.EqualTo(new[] { "2026-03-13 0 0", "2026-03-14 5 1257", "2026-03-15 0 -300" }));
    }

    [Test]
    public async Task Filters_and_events_choose_among_them()
    {
        await Shop();

        Assert.That((long)(await Report("event=revenue&link=1"))["totals"]!["revenue"]!, Is.EqualTo(900));
        Assert.That((long)(await Report("event=revenue&link=-1"))["totals"]!["revenue"]!, Is.EqualTo(57));
        Assert.That(
            (long)(await Report("event=conversions&conversion=signup"))["totals"]!["conversions"]!,
            Is.EqualTo(1));
        Assert.That(
            (long)(await Report("event=conversions&channel=(unknown)"))["totals"]!["conversions"]!,
            Is.GreaterThanOrEqualTo(1));
    }

    [Test]
    public async Task Without_being_asked_for_they_are_not_there()
    {
        await Shop();

        var report = await Report("event=clicks&groupBy=link");

        Assert.That(
            report["totals"]!.AsObject().Select(f => f.Key),
            Does.Not.Contain("conversions").And.Not.Contain("revenue"));
        Assert.That((await App.Admin().GetStringAsync("/api/v1/analytics?event=revenue&groupBy=none&format=csv")).Split("\r\n")[0],
            Is.EqualTo("key,hits,clicks,uniqueClicks,qrScans,previews,bots,prefetches,conversions,revenue"));
    }

    [Test]
    public async Task Several_currencies_need_one_to_be_named_and_rates()
    {
        var site = await Shop();
        await site.Told("sale", """{"amount":200,"currency":"USD","invoiceId":"dollars"}""");

        var unnamed = await site.Admin.GetJson("/api/v1/analytics?event=revenue");
        var without = await site.Admin.GetJson("/api/v1/analytics?event=revenue&currency=EUR");
        await site.Admin.PutJson(
            "/api/v1/rates", """{"date":"2026-03-01","base":"EUR","source":"test","rates":{"USD":1.25}}""");
        var euros = await Report("event=revenue&currency=EUR");

        Assert.That(
            (unnamed.Status, unnamed.Error("currency")),
            Is.EqualTo((HttpStatusCode.UnprocessableEntity, "must be named: there are amounts in EUR, USD")));
        Assert.That(
            (without.Status, without.Error("currency")), Is.EqualTo((HttpStatusCode.UnprocessableEntity,
            "there is no rate from USD to EUR on or before 2026-03-15; supply it (PUT /api/v1/rates)")));
        // 957 + 200 / 1.25
        Assert.That(
            ((long)euros["totals"]!["revenue"]!, (string?)euros["currency"]), Is.EqualTo((1117L, "EUR")));
    }

    [TestCase("currency=EUR")]
    [TestCase("conversion=purchase")]
    [TestCase("event=revenue&currency=EURO")]
    public async Task What_does_not_go_together_is_refused(string query) =>
        Assert.That(
            (await App.Admin().GetJson("/api/v1/analytics?" + query)).Status,
            Is.EqualTo(HttpStatusCode.BadRequest));

    private async Task<Site> Shop()
    {
        var site = new Site(App);
        await site.Link("a");
        await site.Link("b");
        var (first, second, third) = (await site.Click("a"), await site.Click("a"), await site.Click("b"));
        await site.Told(
            "sale", $$"""{"clickId":"{{first}}","amount":1000,"currency":"EUR","invoiceId":"1"}""");
        await site.Told(
            "sale", $$"""{"clickId":"{{second}}","amount":200,"currency":"EUR","invoiceId":"2"}""");
        await site.Told("lead", $$"""{"clickId":"{{second}}","event":"signup","eventId":"1"}""");
        await site.Tell("visit", $$"""{"clickId":"{{third}}","customerId":"c"}""");
        await site.Told("sale", """{"customerId":"c","amount":50,"currency":"EUR","invoiceId":"3"}""");
        await site.Told("sale", """{"amount":7,"currency":"EUR","invoiceId":"4"}""");
        Clock!.Advance(TimeSpan.FromDays(1));
        await site.Told("refund", """{"invoiceId":"1","amount":300}""");
        return site;
    }

    private async Task<JsonNode> Report(string query)
    {
        var report = await App.Admin().GetJson("/api/v1/analytics?" + query);
        Assert.That(report.Status, Is.EqualTo(HttpStatusCode.OK), report.Body?.ToString());
        return report.Body!;
    }
}
