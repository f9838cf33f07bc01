using System.Net;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Conversions;

public sealed class JourneyTests(Engine engine) : OnApp(engine)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    protected override StoppedClock? Clock { get; } = new(Noon);

    [Test]
    public async Task Clicks_of_one_customer_form_one_journey_in_the_order_they_happened()
    {
        var site = await Site("a", "b", "c");
        var (first, scan, last) =
            (await Click(site, "a"), await Click(site, "b?qr=1"), await Click(site, "c"));
        await site.Tell("visit", $$"""{"clickId":"{{last}}","visitorId":"phone"}""");
        await site.Tell("visit", $$"""{"clickId":"{{first}}","visitorId":"laptop"}""");
        await site.Tell("visit", $$"""{"clickId":"{{scan}}","customerId":"c-1"}""");
        await site.Tell("visit", """{"visitorId":"phone","customerId":"c-1"}""");

        var sale = await site.Told(
            "sale",
            """{"visitorId":"laptop","customerId":"c-1","amount":1,"currency":"EUR","invoiceId":"1"}""");

        Assert.That(await site.Journey(sale), Is.EqualTo(new[] { "click a", "qr b", "click c" }));
    }

    [Test]
    public async Task A_visit_that_is_told_after_the_sale_joins_its_journey()
    {
        var site = await Site("a");
        var click = await Click(site, "a");
        var sale = await site.Told(
            "sale", """{"customerId":"c-1","amount":1,"currency":"EUR","invoiceId":"1"}""");
        Assert.That(await site.Journey(sale), Is.Empty);

        await site.Tell("visit", $$"""{"clickId":"{{click}}","visitorId":"v"}""");
        await site.Tell("visit", """{"visitorId":"v","customerId":"c-1"}""");

        Assert.That(await site.Journey(sale), Is.EqualTo(new[] { "click a" }));
    }

    [Test]
    public async Task A_visitor_belongs_to_the_customer_seen_first_with_it()
    {
        var site = await Site("a", "b");
        await site.Tell("visit", $$"""{"clickId":"{{await Click(site, "a")}}","visitorId":"shared"}""");
        await site.Tell(
            "visit", """{"visitorId":"shared","customerId":"second","occurredAt":"2026-03-14T12:00:00Z"}""");
        await site.Tell(
            "visit", """{"visitorId":"shared","customerId":"first","occurredAt":"2026-03-14T11:00:00Z"}""");

        var first = await site.Told(
            "sale", """{"customerId":"first","amount":1,"currency":"EUR","invoiceId":"1"}""");
        var second = await site.Told(
            "sale", """{"customerId":"second","amount":1,"currency":"EUR","invoiceId":"2"}""");

        Assert.That(await site.Journey(first), Is.EqualTo(new[] { "click a" }));
        Assert.That(await site.Journey(second), Is.Empty);
    }

    [Test]
    public async Task A_click_nobody_joined_is_a_journey_of_one()
    {
        var site = await Site("a", "b");
        await Click(site, "a");

        var sale = await site.Told(
            "sale",
            $$"""{"clickId":"{{await Click(site, "b")}}","amount":1,"currency":"EUR","invoiceId":"1"}""");

        Assert.That(await site.Journey(sale), Is.EqualTo(new[] { "click b" }));
    }

    // The very same browser at the very same address: the visitor key would join them, and never does.
    [Test]
    public async Task Clicks_of_the_same_browser_are_not_joined_unless_the_site_says_so()
    {
        var site = await Site("a", "b");
        var (a, b) = (await Click(site, "a"), await Click(site, "b"));
        await site.Tell("visit", $$"""{"clickId":"{{a}}","customerId":"one"}""");

        var sale = await site.Told(
            "sale",
            $$"""{"clickId":"{{b}}","customerId":"two","amount":1,"currency":"EUR","invoiceId":"1"}""");

        Assert.That(await Db.Find<long>("select count(distinct visitor) from hits"), Is.EqualTo(1));
        Assert.That(await site.Journey(sale), Is.EqualTo(new[] { "click b" }));
    }

    [Test]
    public async Task Touches_before_the_lookback_and_after_the_sale_are_none()
    {
        var site = await Site("old", "within", "after");
        async Task Touch(string slug) =>
            await site.Tell("visit", $$"""{"clickId":"{{await Click(site, slug)}}","customerId":"c"}""");
        await Touch("old");
        Clock!.Advance(TimeSpan.FromDays(8));
        await Touch("within");
        Clock.Advance(TimeSpan.FromDays(3));
        var at = Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);
        await Touch("after");

        var week = await site.Told("sale", $$"""{"customerId":"c","amount":1,"currency":"EUR","invoiceId":"1","lookbackDays":7,"occurredAt":"{{at}}"}""");
        var month = await site.Told(
            "sale",
            $$"""{"customerId":"c","amount":1,"currency":"EUR","invoiceId":"2","occurredAt":"{{at}}"}""");

        Assert.That(await site.Journey(week), Is.EqualTo(new[] { "click within" }));
        Assert.That(await site.Journey(month), Is.EqualTo(new[] { "click old", "click within" }));
    }

    [Test]
    public async Task An_arrival_through_a_share_is_a_touch_and_the_same_day_only_once()
    {
        var site = await Site("a");
        await site.Tell("visit", """{"share":"x7k2qabc","visitorId":"v"}""");
        await site.Tell("visit", """{"share":"x7k2qabc","visitorId":"v"}""");
        await site.Tell("visit", """{"visitorId":"v","customerId":"c"}""");

        var sale = await site.Told(
            "sale", """{"customerId":"c","amount":1,"currency":"EUR","invoiceId":"1"}""");

        Assert.That(await site.Journey(sale), Is.EqualTo(new[] { "share-arrival x7k2qabc" }));
    }

    [Test]
    public async Task A_code_is_a_touch_only_where_there_is_no_other()
    {
        var site = await Site("a");
        var click = await Click(site, "a");

        var coded = await site.Told(
            "sale", """{"code":"JANE10","amount":1,"currency":"EUR","invoiceId":"1"}""");
        var clicked = await site.Told(
            "sale",
            $$"""{"clickId":"{{click}}","code":"JANE10","amount":1,"currency":"EUR","invoiceId":"2"}""");

        Assert.That(await site.Journey(coded), Is.EqualTo(new[] { "code JANE10" }));
        Assert.That(await site.Journey(clicked), Is.EqualTo(new[] { "click a" }));
    }

    [Test]
    public async Task A_refunds_journey_is_that_of_its_sale_even_when_it_came_first()
    {
        var site = await Site("a", "b");
        var refund = await site.Told("refund", """{"invoiceId":"1"}""");
        var click = await Click(site, "a");
        await site.Told(
            "sale",
            $$"""{"clickId":"{{click}}","customerId":"c","amount":1,"currency":"EUR","invoiceId":"1"}""");
        Clock!.Advance(TimeSpan.FromDays(1));
        await site.Tell("visit", $$"""{"clickId":"{{await Click(site, "b")}}","customerId":"c"}""");

        Assert.That(await site.Journey(refund), Is.EqualTo(new[] { "click a" }));
    }

    [Test]
    public async Task A_click_that_turned_out_to_be_a_bots_is_in_no_journey()
    {
        var site = await Site("a", "b");
        var (first, second) = (await Click(site, "a"), await Click(site, "b"));
        await site.Tell("visit", $$"""{"clickId":"{{first}}","customerId":"c"}""");
        var sale = await site.Told(
            "sale",
            $$"""{"clickId":"{{second}}","customerId":"c","amount":1,"currency":"EUR","invoiceId":"1"}""");

        await Db.Run("update hits set kind = 2 where seq = 2");

        Assert.That(await site.Journey(sale), Is.EqualTo(new[] { "click a" }));
    }

    [Test]
    public async Task A_journey_keeps_its_clicks_when_the_log_does_not()
    {
        var site = await Site("a");
        var sale = await site.Told(
            "sale",
            $$"""{"clickId":"{{await Click(site, "a")}}","amount":1,"currency":"EUR","invoiceId":"1"}""");
        await site.Admin.GetJson("/api/v1/reports/attribution");

        await Db.Run("delete from hits");

        Assert.That(await site.Journey(sale), Is.EqualTo(new[] { "click a" }));
    }

    [Test]
    public async Task There_is_no_journey_of_a_conversion_that_is_not_there()
    {
        var answer = await App.Admin().GetJson("/api/v1/conversions/7/journey");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private async Task<Site> Site(params string[] slugs)
    {
        var site = new Site(App);
        foreach (var slug in slugs) await site.Link(slug);
        return site;
    }

    // One at a time, a second apart.
    private async Task<string> Click(Site site, string target)
    {
        Clock!.Advance(TimeSpan.FromSeconds(1));
        return await site.Click(target);
    }
}
