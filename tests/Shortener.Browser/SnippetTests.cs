namespace Shortener.Browser;

/// <summary>
/// The snippet on a page with a strict policy: sharing, copying, the address bar, arrivals.
/// </summary>
public sealed class SnippetTests : OnShop
{
    private const string Select = "id => getSelection().selectAllChildren(document.getElementById(id))";

    [Test]
    public async Task A_button_opens_its_app_with_a_fresh_share_below_the_one_the_visitor_came_with()
    {
        var came = await MakeShare();
        var page = await Visit($"/offers?sc_share={came}");

        await page.ClickAsync("text=WhatsApp");
        await Asks("https://wa.me/");
        var child =
            (await Until("links/1/shares", shares => shares["data"]!.AsArray().Count == 2))["data"]![0]!;

        Assert.That(
            $"{child["parent"]} {child["generation"]} {child["app"]} {child["mintedBy"]}",
            Is.EqualTo($"{came} 2 WhatsApp snippet"));
        Assert.That(
            Asked.Single(url => url.StartsWith("https://wa.me/", StringComparison.Ordinal)),
            Does.EndWith($"spring.{child["token"]}"));
    }

    [Test]
    public async Task Looking_at_a_page_mints_nothing_and_stores_nothing()
    {
        var page = await Visit($"/offers?sc_share={await MakeShare()}");
        await Until("reports/sharing?interval=7d", report => (long)report["arrivals"]! == 1);

        Assert.That(await Shares(), Has.Count.EqualTo(1));
        Assert.That(
            await page.EvaluateAsync<int>(
                "localStorage.length + sessionStorage.length + document.cookie.length"),
            Is.Zero);
        Assert.That(await page.Context.CookiesAsync(), Is.Empty);
    }

    [Test]
    public async Task A_copied_quotation_carries_a_share_the_first_time_and_after_that()
    {
        var page = await Visit($"/offers?sc_share={await MakeShare()}");

        foreach (var time in new[] { "first", "second" })
        {
            await page.EvaluateAsync("navigator.clipboard.writeText('nothing')");
            await page.EvaluateAsync(Select, "quote");
            await page.Keyboard.PressAsync("Control+c");
            await Copied(page, "/spring.");

            var share = (await Shares())[0];
            Assert.That(await page.EvaluateAsync<string>("navigator.clipboard.readText()"),
                Does.StartWith("Everything for the balcony").And.EndWith($"any.\n\n{Home}spring.{share["token"]}"), time);
            Assert.That(await page.EvaluateAsync<string>(
                "navigator.clipboard.read().then(i => i[0].getType('text/html')).then(b => b.text())"),
                Does.Contain("<b>Sunday</b>").And.Contain($"spring.{share["token"]}"), time);
        }
        Assert.That(await Shares(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_copied_address_of_the_page_becomes_a_share_and_a_few_words_stay_what_they_are()
    {
        var page = await Visit($"/offers?sc_share={await MakeShare()}");

        await page.EvaluateAsync(Select, "short");
        await page.Keyboard.PressAsync("Control+c");
        await Copied(page, "Half price");
        await page.Locator("#address").SelectTextAsync();
        await page.Keyboard.PressAsync("Control+c");
        await Copied(page, "/spring.");

        Assert.That(
            await page.EvaluateAsync<string>("navigator.clipboard.readText()"),
            Is.EqualTo($"{Home}spring.{(await Shares())[0]["token"]}"));
        Assert.That(await Shares(), Has.Count.EqualTo(2));
    }

    [TestCase("data-copy=\"off\"")]
    [TestCase("data-copy=\"address\"")]
    public async Task A_site_may_want_its_quotations_left_alone(string options)
    {
        Shop.Options = options;
        var page = await Visit($"/offers?sc_share={await MakeShare()}");

        await page.EvaluateAsync(Select, "quote");
        await page.Keyboard.PressAsync("Control+c");
        await Copied(page, "as long as there is any.");

        Assert.That(Calls.Where(url => url.Contains("/share", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task The_address_bar_gets_the_own_share_where_a_token_stood_there()
    {
        var page = await Visit($"/offers?size=%20m&sc_share={await MakeShare()}#top");

        await page.ClickAsync("text=Copy");
        await Copied(page, "sc_share=");

        Assert.That(
            page.Url,
            Is.EqualTo($"{Shop.Origin}/offers?size=%20m&sc_share={(await Shares())[0]["token"]}#top"));
    }

    [TestCase("", "/offers?size=m")]
    [TestCase("data-address=\"always\"", "/offers?size=m&sc_share=")]
    public async Task Elsewhere_it_is_written_only_where_the_site_says_so(string options, string expected)
    {
        Shop.Options = "data-link=\"spring\" " + options;
        var page = await Visit("/offers?size=m");

        await page.ClickAsync("text=Copy");
        await Copied(page, "sc_share=");

        var token = (string)(await Shares()).Single()["token"]!;
        Assert.That(page.Url, Is.EqualTo(Shop.Origin + expected + (expected.EndsWith('=') ? token : "")));
    }

    [Test]
    public async Task A_page_that_a_script_moves_to_is_shared_as_itself()
    {
        var came = await MakeShare();
        var page = await Visit($"/offers?sc_share={came}");

        await page.EvaluateAsync("history.pushState({ shoes: 1 }, '', '/shoes?size=m')");
        await page.ClickAsync("text=Copy");
        await Copied(page, "/shoes?size=m&sc_share=");

        var child = (await Shares())[0];
        Assert.That(
            await page.EvaluateAsync<string>("navigator.clipboard.readText()"),
            Is.EqualTo($"{Shop.Origin}/shoes?size=m&sc_share={child["token"]}"));
        Assert.That((string?)child["parent"], Is.EqualTo(came));
        Assert.That(page.Url, Is.EqualTo($"{Shop.Origin}/shoes?size=m"));
    }

    [Test]
    public async Task A_token_that_a_script_brings_in_is_an_arrival()
    {
        var (first, second) = (await MakeShare(), await MakeShare());
        var page = await Visit($"/offers?sc_share={first}");

        await page.EvaluateAsync("token => history.pushState({}, '', '/shoes?sc_share=' + token)", second);
        await page.EvaluateAsync("history.back()");

        await Until("reports/sharing?interval=7d", report => (long)report["arrivals"]! == 2);
        await page.ReloadAsync();
        await Ready(page);
        await page.EvaluateAsync("shortener.visit()");
        Assert.That((long)(await Read("reports/sharing?interval=7d"))["arrivals"]!, Is.EqualTo(2));
    }

    [Test]
    public async Task The_devices_own_sheet_gets_a_fresh_share()
    {
        var page = await Visit(
            $"/offers?sc_share={await MakeShare()}",
            script: "navigator.share = async data => { window.given = data }");

        await page.ClickAsync("button:text-is('Share')");
        await Until(page, "!!window.given");

        Assert.That(
            await page.EvaluateAsync<string>("given.title + ' ' + given.url"),
            Is.EqualTo($"Spring offers {Home}spring.{(await Shares())[0]["token"]}"));
    }

    [TestCase("navigator.__defineGetter__('globalPrivacyControl', () => true)")]
    [TestCase("navigator.__defineGetter__('doNotTrack', () => '1')")]
    public async Task Whoever_asks_not_to_be_tracked_is_not(string wish)
    {
        var address = $"/offers?sc_share={await MakeShare()}&sc_id=0000000000000000000000";
        var page = await Visit(address, script: wish);

        await page.ClickAsync("text=Copy");
        await Copied(page, "/offers");
        await page.EvaluateAsync(Select, "quote");
        await page.Keyboard.PressAsync("Control+c");
        await Copied(page, "as long as there is any.");

        Assert.That(await page.EvaluateAsync<bool>("shortener.lead({ event: 'signup' })"), Is.False);
        Assert.That(Calls, Is.Empty);
        Assert.That(page.Url, Is.EqualTo(Shop.Origin + address));
    }

    [TestCase("abcdefgh")]
    [TestCase("%00%3Cscript%3E")]
    [TestCase("")]
    public async Task A_forged_token_breaks_nothing_and_begins_no_chain(string token)
    {
        Shop.Options = "data-link=\"spring\"";
        var page = await Visit($"/offers?sc_share={token}");

        await page.ClickAsync("text=Copy");
        await Copied(page, "/spring.");

        Assert.That((int)(await Shares()).Single()["generation"]!, Is.EqualTo(1));
        Assert.That((long)(await Read("reports/sharing?interval=7d"))["arrivals"]!, Is.Zero);
    }

    [Test]
    public async Task A_site_that_is_not_the_keys_gets_nothing_and_its_pages_still_work()
    {
        Shop.Key = await MakeKey("https://other.example");
        var page = await Visit($"/offers?sc_share={await MakeShare()}");

        await page.ClickAsync("text=Copy");
        await Copied(page, $"{Shop.Origin}/offers");

        Assert.That(await page.EvaluateAsync<bool>("shortener.lead({ event: 'signup' })"), Is.False);
        Assert.That(await Shares(), Has.Count.EqualTo(1));
        Assert.That((long)(await Read("reports/sharing?interval=7d"))["arrivals"]!, Is.Zero);
        Assert.That((await Read("conversions"))["data"]!.AsArray(), Is.Empty);
    }
}
