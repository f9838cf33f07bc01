namespace Shortener.Browser;

/// <summary>What pages tell through the snippet: visits, leads, sales.</summary>
public sealed class SnippetConversionTests : OnShop
{
    [Test]
    public async Task Visit_lead_and_sale_name_the_click_that_the_address_brought_and_it_leaves_the_address()
    {
        var page = await Visit("/offers");
        await page.GotoAsync(new Uri(Home, "/spring").ToString());
        await Until(page, "!!window.shortener?.visit && !location.search");

        Assert.That(await page.EvaluateAsync<bool>("shortener.visit({ visitorId: 'v' })"));
        Assert.That(await page.EvaluateAsync<bool>("shortener.lead({ event: 'signup', eventId: '1' })"));
        Assert.That(await page.EvaluateAsync<bool>(
            "shortener.sale({ amount: 1999, currency: 'EUR', invoiceId: 'A' })"));

        var conversions = (await Read("conversions"))["data"]!.AsArray();
        Assert.That(conversions.Select(c => $"{c!["kind"]} {c["event"]} {c["amount"]} {c["source"]}"),
            Is.EquivalentTo(new[] { "sale purchase 1999 browser", "lead signup 0 browser" }));
        foreach (var conversion in conversions)
        {
            Assert.That(await Journey((long)conversion!["id"]!), Is.EqualTo("click"));
        }
    }

    [Test]
    public async Task What_is_refused_answers_false()
    {
        var page = await Visit("/offers");

        Assert.That(
            await page.EvaluateAsync<bool>("shortener.sale({ amount: -1, currency: 'EUR', invoiceId: 'A' })"),
            Is.False);
        Assert.That((await Read("conversions"))["data"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task Calls_before_the_snippet_is_there_wait_for_it()
    {
        await Visit("/offers", script: "window.shortener = [['lead', { event: 'early', visitorId: 'v' }]]");

        await Until("conversions", list => list["data"]!.AsArray().Count == 1);
    }

    [TestCase("", false)]
    [TestCase("data-store=\"session\"", true)]
    [TestCase("data-store=\"local\"", true)]
    public async Task On_the_next_page_the_click_is_known_only_where_the_site_stores_it(
        string options, bool isKnown)
    {
        Shop.Options = options;
        var page = await Visit("/offers?sc_id=" + await Click());

        await page.GotoAsync(Shop.Origin + "/checkout");
        await Ready(page);
        await page.EvaluateAsync("shortener.lead({ event: 'signup', eventId: '1' })");

        var lead = (await Until("conversions", list => list["data"]!.AsArray().Count == 1))["data"]![0]!;
        Assert.That(await Journey((long)lead["id"]!), Is.EqualTo(isKnown ? "click" : ""));
    }

    [Test]
    public async Task Where_storage_is_blocked_the_page_itself_still_knows()
    {
        Shop.Options = "data-store=\"local\"";
        var page = await Visit(
            "/offers?sc_id=" + await Click(), script: "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError') } })");

        Assert.That(await page.EvaluateAsync<bool>("shortener.lead({ event: 'signup', eventId: '1' })"));

        var lead = (await Read("conversions"))["data"]![0]!;
        Assert.That(await Journey((long)lead["id"]!), Is.EqualTo("click"));
    }

    [Test]
    public async Task An_arrival_that_is_named_later_is_one_arrival_and_leads_to_the_sale()
    {
        var page = await Visit($"/offers?sc_share={await MakeShare()}");
        await Until("reports/sharing?interval=7d", report => (long)report["arrivals"]! == 1);

        await page.EvaluateAsync("shortener.visit({ visitorId: 'v' })");
        await page.EvaluateAsync(
            "shortener.sale({ visitorId: 'v', amount: 500, currency: 'EUR', invoiceId: 'A' })");

        var sale = (await Read("conversions"))["data"]![0]!;
        Assert.That(await Journey((long)sale["id"]!), Is.EqualTo("share-arrival"));
        Assert.That((long)(await Read("reports/sharing?interval=7d"))["arrivals"]!, Is.EqualTo(1));
    }

    /// <summary>Kinds of the touches before a conversion.</summary>
    private async Task<string> Journey(long conversion) => string.Join(
        ' ', (await Read($"conversions/{conversion}/journey"))["touches"]!.AsArray().Select(
            touch => (string)touch!["kind"]!));

    /// <summary>A person's click on the link; its id.</summary>
    private async Task<string> Click()
    {
        using var client = App.Anonymous();
        client.DefaultRequestHeaders.TryAddWithoutValidation(
            "User-Agent", Windows.Of(Windows.Phone).UserAgent);
        using var answer = await client.GetAsync("/spring");
        return System.Web.HttpUtility.ParseQueryString(answer.Headers.Location!.Query)["sc_id"]!;
    }
}
