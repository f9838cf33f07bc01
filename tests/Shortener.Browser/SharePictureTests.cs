using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Shortener.Browser;

/// <summary>The picture on the share page, in pictures of many shapes.</summary>
public sealed class SharePictureTests : OnBrowser
{
    private const string Address = "https://pictures.example/spring.bmp";

    private const string Link = $$"""
        {"slug":"spring","url":"https://shop.example/offers","title":"Spring offers",
         "share":{"message":"Everything for the balcony, until Sunday.","image":"{{Address}}" } }
        """;

    // What the page holds free is as high as it was before the picture came.
    private const string Height = "document.querySelector('.picture').getBoundingClientRect().height";

    [TestCase(Windows.Phone, true, "en-GB", false, 1200, 630)]
    [TestCase(Windows.Phone, true, "ar", true, 800, 1600)]
    [TestCase(Windows.Phone, false, "de-DE", true, 1200, 630)]
    [TestCase(Windows.Desktop, true, "en-GB", false, 1600, 500)]
    [TestCase(Windows.Desktop, true, "de-DE", true, 96, 96)]
    [TestCase(Windows.Desktop, false, "ar", false, 900, 900)]
    public async Task It_is_seen_whole_and_moves_nothing_when_it_comes(
        string size, bool scripts, string locale, bool dark, int width, int height)
    {
        await Make("links", Link);
        var comes = new TaskCompletionSource();
        var page = await Open(
            "about:blank", Windows.Of(size, scripts, locale, dark), "navigator.share = async () => {}");
        await page.RouteAsync(Address, async route =>
        {
            await comes.Task;
            await route.FulfillAsync(
                new() { ContentType = Painting.ContentType, BodyBytes = Painting.Bmp(width, height) });
        });

        await page.GotoAsync(
            new Uri(Home, "/-/share/spring").ToString(),
            new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        var before = await page.EvaluateAsync<double>(Height);
        comes.SetResult();
        await Until(page, "document.querySelector('.picture').naturalWidth > 0");

        await Picture(page, $"picture-{size}-{locale}-{(dark ? "dark" : "light")}-{width}x{height}");
        var after = await page.EvaluateAsync<double>(Height);
        Assert.That(before, Is.Positive.And.EqualTo(after));
        Assert.That(
            await page.EvaluateAsync<string>(
                "getComputedStyle(document.querySelector('.picture')).objectFit"),
            Is.EqualTo("scale-down"));
        Assert.That(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"),
            "no part lies beside the window");
        if (!scripts) return;
        var found = await page.RunAxe();
        Assert.That(found.Violations.Select(v => $"{v.Id}: {v.Help} {v.Nodes[0].Html}"), Is.Empty);
    }

    [Test]
    public async Task One_that_cannot_be_had_leaves_no_hole()
    {
        var page = await OpenWithoutPicture(scripts: true);

        Assert.That(await page.Locator(".picture").CountAsync(), Is.Zero);
    }

    /// <summary>Where browsers put the sign of a broken picture, its place looks as in its middle.</summary>
    [Test]
    public async Task Without_scripts_its_place_stays_empty()
    {
        var page = await OpenWithoutPicture(scripts: false);

        var place = (await page.Locator(".picture").BoundingBoxAsync())!;
        Assert.That(
            await Clip(page, place.X + 10, place.Y + 4),
            Is.EqualTo(await Clip(page, place.X + place.Width / 2, place.Y + place.Height / 2)));
    }

    private async Task<IPage> OpenWithoutPicture(bool scripts)
    {
        await Make("links", Link);
        var page = await Open("about:blank", Windows.Of(Windows.Phone, scripts));
        await page.RouteAsync(Address, route => route.FulfillAsync(new() { Status = 404 }));
        await page.GotoAsync(new Uri(Home, "/-/share/spring").ToString());
        await Picture(page, $"picture-broken{(scripts ? "" : "-without-scripts")}");
        return page;
    }

    private static Task<byte[]> Clip(IPage page, float x, float y) =>
        page.ScreenshotAsync(new() { Clip = new() { X = x, Y = y, Width = 20, Height = 24 } });
}
