using Microsoft.Playwright;

namespace Shortener.Browser;

/// <summary>The windows that pages are looked at in.</summary>
internal static class Windows
{
    public const string Phone = "phone";
    public const string Desktop = "desktop";

    // Names no person's browser has would be taken for a bot's: headless Chromium says what it is.
    private const string OnPhone = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36";
    private const string OnDesktop = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

    /// <summary>WhatsApp's own browser, on an Android phone.</summary>
    public static BrowserNewContextOptions InWhatsApp()
    {
        var window = Of(Phone);
        window.UserAgent = OnPhone.Replace("K)", "K; wv)", StringComparison.Ordinal) + " [WA4A/2.25.32.75;]";
        return window;
    }

    /// <param name="size"><see cref="Phone"/> or <see cref="Desktop"/>.</param>
    public static BrowserNewContextOptions Of(
        string size, bool scripts = true, string locale = "en-GB", bool dark = false) =>
        new()
        {
            ViewportSize = size == Phone
            ? new() { Width = 375, Height = 812 }
            : new() { Width = 1280, Height = 800 },
            UserAgent = size == Phone ? OnPhone : OnDesktop,
            IsMobile = size == Phone,
            HasTouch = size == Phone,
            JavaScriptEnabled = scripts,
            Locale = locale,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
        };
}
