using Microsoft.Playwright;
using Shortener.Tests.Support;

namespace Shortener.Browser;

/// <summary>
/// The base of tests in a real browser: the whole program on a real Kestrel, with a database of its own.
/// Where a page's policy refuses something that the page does, the test fails.
/// </summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public abstract class OnBrowser
{
    // A machine that does much else is slow; whatever is waited for comes at once on one that does not.
    private const float PatienceMillis = 15_000;

    private readonly List<IBrowserContext> _windows = [];
    private readonly List<string> _refused = [];
    private string _folder = "";
    private App? _app;

    /// <summary>The program.</summary>
    protected App App => _app!;

    /// <summary>Where the program is.</summary>
    protected Uri Home => App.ClientOptions.BaseAddress;

    [SetUp]
    public void Start()
    {
        _ = Chromium.Instance;
        _folder = Directory.CreateTempSubdirectory("shortener-browser-").FullName;
        _app = new App(Path.Combine(_folder, "shortener.db"));
    }

    [TearDown]
    public async Task Stop()
    {
        if (_app is null) return;
        foreach (var window in _windows) await window.CloseAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        Assert.That(_refused, Is.Empty, "What the page's policy refused.");
    }

    /// <summary>A fresh window at an address, or at a path of the program's.</summary>
    /// <param name="script">Runs in it before any page's own.</param>
    /// <param name="watch">Sees the window before it asks for anything.</param>
    protected async Task<IPage> Open(
        string address, BrowserNewContextOptions options, string? script = null,
        Action<IBrowserContext>? watch = null)
    {
        var window = await Chromium.Instance.NewContextAsync(options);
        _windows.Add(window);
        watch?.Invoke(window);
        window.SetDefaultTimeout(PatienceMillis);
        if (options.JavaScriptEnabled is not false)
        {
            await window.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        }
        if (script is not null) await window.AddInitScriptAsync(script);
        var page = await window.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                _refused.Add(message.Text);
            }
        };
        await page.GotoAsync(new Uri(Home, address).ToString());
        return page;
    }

    /// <summary>
    /// Waits until something is so in a page. Playwright's own waiting needs a page that allows <c>eval</c>.
    /// </summary>
    protected static async Task Until(IPage page, string expression, object? argument = null)
    {
        for (var tries = 0; !await page.EvaluateAsync<bool>(expression, argument); tries++)
        {
            Assert.That(tries, Is.LessThan(300), expression);
            await Task.Delay(50);
        }
    }

    /// <summary>Makes a link, or whatever else lies under <c>/api/v1</c>.</summary>
    protected async Task<Answer> Make(string what, string json)
    {
        using var admin = App.Admin();
        var made = await admin.PostJson($"/api/v1/{what}", json);
        Assert.That((int)made.Status, Is.EqualTo(201), made.Body?.ToJsonString());
        return made;
    }

    /// <summary>Saves a picture of the whole page beside the test's results, for people to look at.</summary>
    /// <remarks>
    /// In a window as high as the page: Playwright's own pictures of whole pages make a phone's browser
    /// forget that it is one, and hide what only phones are shown.
    /// </remarks>
    protected static async Task Picture(IPage page, string name)
    {
        var window = page.ViewportSize!;
        var height = await page.EvaluateAsync<int>("document.documentElement.scrollHeight");
        await page.SetViewportSizeAsync(window.Width, height);
        await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(TestContext.CurrentContext.WorkDirectory, "screenshots", name + ".png"),
        });
        await page.SetViewportSizeAsync(window.Width, window.Height);
    }
}
