using Shortener.Hits;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Redirect;

/// <summary>A mail scanner that looks like a browser, from its requests to the report.</summary>
public sealed class ScannerTests(Engine engine) : OnApp(engine)
{
    private const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
    private const string Firefox =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";

    protected override StoppedClock Clock { get; } = new(
        new DateTimeOffset(2026, 3, 14, 9, 0, 0, TimeSpan.Zero));

    [Test]
    public async Task It_is_no_click_and_the_place_it_took_is_free_again()
    {
        for (var i = 1; i <= 5; i++) await Make($"l{i}");
        for (var i = 1; i <= 5; i++) Assert.That(await Follow($"l{i}", Chrome), Is.EqualTo(302));
        Assert.That(await Follow("l1", Firefox), Is.EqualTo(410));

        await App.Get<Follower>().CatchUp();

        Assert.That(await Follow("l1", Firefox), Is.EqualTo(302));
        Assert.That(await Follow("l1", Firefox), Is.EqualTo(410));
        Assert.That(await Totals(), Is.EqualTo((1L, 1L, 5L)));
    }

    [Test]
    public async Task A_place_counted_after_the_bot_was_found_is_not_given_back_again()
    {
        for (var i = 1; i <= 5; i++) await Make($"l{i}");
        for (var i = 1; i <= 5; i++) await Follow($"l{i}", Chrome);
        // Another process finds out; this one has counted before, and that one after.
        await using var other = new App(Database, clock: Clock);
        await other.Get<Follower>().CatchUp();

        using var client = Browser(other, Firefox);
        Assert.That((int)(await client.GetAsync("/l1")).StatusCode, Is.EqualTo(302));
        Assert.That((int)(await client.GetAsync("/l1")).StatusCode, Is.EqualTo(410));
        Assert.That(await Follow("l1", Firefox), Is.EqualTo(410));
    }

    private async Task Make(string slug)
    {
        using var admin = App.Admin();
        Assert.That((int)(await admin.PostJson("/api/v1/links", $$"""{"url":"https://shop.example/","slug":"{{slug}}","maxClicks":1}""")).Status, Is.EqualTo(201));
    }

    private async Task<int> Follow(string slug, string userAgent)
    {
        using var client = Browser(App, userAgent);
        return (int)(await client.GetAsync($"/{slug}")).StatusCode;
    }

    private static HttpClient Browser(App app, string userAgent)
    {
        var client = app.Anonymous();
        client.DefaultRequestHeaders.Add("User-Agent", userAgent);
        return client;
    }

    private async Task<(long Clicks, long Unique, long Bots)> Totals()
    {
        using var admin = App.Admin();
        var totals = (await admin.GetJson("/api/v1/analytics?interval=7d&groupBy=none"))["totals"]!;
        return ((long)totals["clicks"]!, (long)totals["uniqueClicks"]!, (long)totals["bots"]!);
    }
}
