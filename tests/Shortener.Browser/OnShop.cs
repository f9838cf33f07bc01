using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Shortener.Tests.Support;

namespace Shortener.Browser;

/// <summary>
/// The base of tests of the snippet: a shop with it on its pages, and a link <c>spring</c> that leads there.
/// </summary>
public abstract class OnShop : OnBrowser
{
    private readonly List<string> _asked = [];
    private Shop? _shop;

    private protected Shop Shop => _shop!;

    /// <summary>Addresses that its windows asked for, in order.</summary>
    protected IReadOnlyList<string> Asked
    {
        get { lock (_asked) return [.. _asked]; }
    }

    /// <summary>What they told or asked the shortener.</summary>
    protected IEnumerable<string> Calls =>
        Asked.Where(url => url.Contains("/-/t/", StringComparison.Ordinal));

    [SetUp]
    public async Task OpenShop()
    {
        _shop = await Shop.Open(Home);
        Shop.Key = await MakeKey(Shop.Origin);
        await Make(
            "links",
            $$"""{"slug":"spring","url":"{{Shop.Origin}}/offers","snippet":true,"trackConversions":true}""");
    }

    [TearDown]
    public async Task CloseShop()
    {
        if (_shop is not null) await _shop.DisposeAsync();
    }

    protected async Task<string> MakeKey(string origin) =>
        (string)(await Make("keys", $$"""{"name":"shop","scopes":["track:write"],"origins":["{{origin}}"]}"""))["key"]!;

    /// <summary>A share that somebody else made; its token.</summary>
    protected async Task<string> MakeShare() => (string)(await Make("links/1/shares", "{}"))["token"]!;

    /// <summary>A page of the shop, its snippet at work.</summary>
    protected async Task<IPage> Visit(
        string path, BrowserNewContextOptions? options = null, string? script = null)
    {
        var page = await Open(Shop.Origin + path, options ?? Windows.Of(Windows.Desktop), script, Watch);
        await Ready(page);
        // All windows share one clipboard.
        await page.EvaluateAsync("navigator.clipboard.writeText('')");
        return page;
    }

    /// <summary>Waits for the snippet of a page.</summary>
    protected static Task Ready(IPage page) => Until(page, "!!window.shortener?.visit");

    protected void Watch(IBrowserContext window) => window.Request += (_, request) =>
    {
        lock (_asked) _asked.Add(request.Url);
    };

    /// <summary>Waits until the windows asked for addresses that begin so, different ones.</summary>
    protected async Task Asks(string beginning, int times = 1)
    {
        for (var tries = 0; ; tries++)
        {
            lock (_asked)
            {
                if (_asked.Distinct().Count(url => url.StartsWith(beginning, StringComparison.Ordinal)) >= times)
                {
                    return;
                }
                Assert.That(tries, Is.LessThan(300), string.Join('\n', _asked));
            }
            await Task.Delay(50);
        }
    }

    /// <summary>Waits until something of the admin's is so, and gives it.</summary>
    protected async Task<JsonNode> Until(string path, Predicate<JsonNode> isSo)
    {
        using var admin = App.Admin();
        for (var tries = 0; ; tries++)
        {
            var answer = await admin.GetJson("/api/v1/" + path);
            if (isSo(answer.Body!)) return answer.Body!;
            Assert.That(tries, Is.LessThan(300), answer.Body!.ToJsonString());
            await Task.Delay(50);
        }
    }

    protected async Task<JsonNode> Read(string path) => await Until(path, _ => true);

    /// <summary>Newest first.</summary>
    protected async Task<List<JsonNode>> Shares() =>
        [.. (await Read("links/1/shares"))["data"]!.AsArray().Select(share => share!)];

    /// <summary>Waits until the clipboard holds what it should.</summary>
    protected static Task Copied(IPage page, string text) =>
        Until(page, "async text => (await navigator.clipboard.readText()).includes(text)", text);
}
