using Microsoft.Playwright;

namespace Shortener.Browser;

/// <summary>This machine's Chromium, started once for all tests. It finds no host but this machine.</summary>
[SetUpFixture]
public sealed class Chromium
{
    private const string Variable = "SHORTENER_TEST_CHROMIUM";

    private static readonly string[] Programs = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } program
        ? [program]
        : ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--no-first-run",
        "--no-proxy-server", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ];

    private static IPlaywright? _playwright;
    private static IBrowser? _browser;

    /// <summary>The browser; without one the running test is skipped.</summary>
    public static IBrowser Instance
    {
        get
        {
            if (_browser is null)
            {
                Assert.Ignore($"Tests in a browser are skipped: they need Chromium (apt install chromium), or its path in {Variable}.");
            }
            return _browser!;
        }
    }

    [OneTimeSetUp]
    public async Task Start()
    {
        if (Programs.FirstOrDefault(File.Exists) is not { } program) return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = program, Args = Arguments });
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
