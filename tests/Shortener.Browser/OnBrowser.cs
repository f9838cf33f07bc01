using Microsoft.Playwright;
using Shortener.Tests.Support;

namespace Shortener.Browser;

/// <summary>
/// The base of tests in a real browser: Chromium from this machine, the whole program on a real Kestrel, a database of its
/// own. Nothing beyond this machine is ever loaded.
/// </summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public abstract class OnBrowser
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Quiet =
        ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

    private readonly List<string> _refused = [];
    private string _folder = "";
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The program.</summary>
    protected App App { get; private set; } = null!;

    /// <summary>Where the program is.</summary>
    protected Uri Home => App.ClientOptions.BaseAddress;

    [SetUp]
    public async Task Start()
    {
        var program = Programs.FirstOrDefault(File.Exists);
        if (program is null) Assert.Ignore("Tests in a browser are skipped: they need Chromium (Debian's package chromium).");
        _folder = Directory.CreateTempSubdirectory("shortener-browser-").FullName;
        App = new App(Path.Combine(_folder, "shortener.db"));
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Quiet });
    }

    [TearDown]
    public async Task Stop()
    {
        if (_browser is null) return;
        await _browser.DisposeAsync();
        _playwright!.Dispose();
        await App.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        Assert.That(_refused, Is.Empty, "What the page's policy refused.");
    }

    /// <summary>A fresh window. Requests that would leave this machine are broken off.</summary>
    protected async Task<IPage> Open(string path, BrowserNewContextOptions options, string? script = null)
    {
        var context = await _browser!.NewContextAsync(options);
        await context.RouteAsync(
            url => !url.StartsWith(Home.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal), route => route.AbortAsync());
        if (options.JavaScriptEnabled is not false) await context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        if (script is not null) await context.AddInitScriptAsync(script);
        context.SetDefaultTimeout(10_000);
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal)) _refused.Add(message.Text);
        };
        await page.GotoAsync(new Uri(Home, path).ToString());
        return page;
    }

    /// <summary>Saves a picture beside the test's results, for people to look at.</summary>
    protected static Task Picture(IPage page, string name) => page.ScreenshotAsync(new()
    {
        Path = Path.Combine(TestContext.CurrentContext.WorkDirectory, "screenshots", name + ".png"),
        FullPage = true,
    });
}
