using Shortener.Channels.Dark;

namespace Shortener.Tests.Audiences;

/// <summary>
/// What apps and browsers really send: user agents, Referer, X-Requested-With, Sec-Fetch-Site.
/// </summary>
/// <remarks>
/// Facts about apps: vendors' pages, source code and public user agents, as in the product's pattern files.
/// </remarks>
internal sealed class Manners(Random dice, bool isHttps)
{
    private const string Chrome = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36";
    private const string Samsung = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36";
    private const string AndroidFirefox =
        "Mozilla/5.0 (Android 14; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0";
    private const string WebView = "Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/UQ1A.240105.004; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/141.0.0.0 Mobile Safari/537.36";
    private const string Safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1";
    private const string IosView = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148";
    private const string MacSafari = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15";
    private const string MacChrome = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
    private const string WindowsChrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
    private const string WindowsEdge = WindowsChrome + " Edg/141.0.0.0";
    private const string WindowsFirefox =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0";
    private const string Linux = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0";

    private static readonly Dictionary<(string, Platform), Headers[]> Open = new()
    {
        [("WhatsApp", Platform.Android)] = [new(Chrome + " [WA4A/2.25.32.75;]", FetchSite: "none"), FromApp(
            "com.whatsapp")],
        [("WhatsApp", Platform.Ios)] = [new(Safari + " [WAiOS/2.25.31]", FetchSite: "none")],
        [("WhatsApp", Platform.Mac)] = [FromPage(MacChrome, "web.whatsapp.com")],
        [("WhatsApp", Platform.Desktop)] = [FromPage(WindowsChrome, "web.whatsapp.com")],
        [("Signal", Platform.Android)] = [FromApp("org.thoughtcrime.securesms")],
        [("Telegram", Platform.Android)] =
            [new(Chrome + " Telegram-Android/12.4.1 (Xiaomi 2405CRPFDG; Android 15; SDK 35; HIGH)", FetchSite: "none"), FromApp("org.telegram.messenger")],
        [("Telegram", Platform.Mac)] = [FromPage(MacSafari, "web.telegram.org")],
        [("Telegram", Platform.Desktop)] = [FromPage(WindowsFirefox, "web.telegram.org")],
        [("Google Messages", Platform.Android)] = [FromApp("com.google.android.apps.messaging")],
        [("Messenger", Platform.Android)] = [new(
            WebView + " [FB_IAB/Orca-Android;FBAV/481.1.0.74.109;]", RequestedWith: "com.facebook.orca",
            FetchSite: "none")],
        [("Messenger", Platform.Ios)] = [new(
            IosView + " [FBAN/MessengerForiOS;FBAV/482.2.0.68.110;FBBV/1]", FetchSite: "none")],
        [("Messenger", Platform.Mac)] = [FromPage(MacSafari, "l.messenger.com")],
        [("Messenger", Platform.Desktop)] = [FromPage(WindowsEdge, "l.messenger.com")],
        [("WeChat", Platform.Android)] = [new(
            WebView + " MMWEBID/1 MicroMessenger/8.0.50.2701(0x28003255) WeChat/arm64",
            RequestedWith: "com.tencent.mm", FetchSite: "none")],
        [("WeChat", Platform.Ios)] = [new(
            IosView + " MicroMessenger/8.0.50(0x18003233) NetType/WIFI Language/zh_CN", FetchSite: "none")],
        [("WeChat", Platform.Mac)] = [new(
            MacChrome + " MicroMessenger/6.8.0(0x16080000) MacWechat/3.8.7(0x13080712)", FetchSite: "none")],
        [("WeChat", Platform.Desktop)] = [new(
            WindowsChrome + " MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat", FetchSite: "none")],
        [("LINE", Platform.Android)] = [new(
            WebView + " Line/15.0.0/IAB", RequestedWith: "jp.naver.line.android", FetchSite: "none")],
        [("LINE", Platform.Ios)] = [new(IosView + " Safari Line/14.10.0", FetchSite: "none")],
        [("LINE", Platform.Mac)] = [new(MacChrome + " Line/9.0.0", FetchSite: "none")],
        [("LINE", Platform.Desktop)] = [new(WindowsChrome + " Line/9.0.0", FetchSite: "none")],
        [("KakaoTalk", Platform.Android)] = [new(
            WebView + ";KAKAOTALK 2309520", RequestedWith: "com.kakao.talk", FetchSite: "none")],
        [("KakaoTalk", Platform.Ios)] = [new(IosView + " KAKAOTALK/25.4.2 (INAPP)", FetchSite: "none")],
        [("KakaoTalk", Platform.Mac)] = [new(MacChrome + " KAKAOTALK/25.4.2 (INAPP)", FetchSite: "none")],
        [("KakaoTalk", Platform.Desktop)] = [new(
            WindowsChrome + " KAKAOTALK/25.4.2 (INAPP)", FetchSite: "none")],
        [("Viber", Platform.Android)] = [FromApp("com.viber.voip"), new(
            Chrome + " Viber/12.0.0.4", FetchSite: "none")],
        [("Viber", Platform.Ios)] = [new(Safari + " Viber/20.9.0.8", FetchSite: "none")],
        [("Discord", Platform.Android)] = [FromApp("com.discord")],
        [("Discord", Platform.Ios)] = [FromPage(Safari, "discord.com")],
        [("Discord", Platform.Mac)] = [FromPage(MacChrome, "discord.com")],
        [("Discord", Platform.Desktop)] = [FromPage(WindowsFirefox, "discord.com")],
        [("Slack", Platform.Android)] = [FromApp("com.Slack")],
        [("Slack", Platform.Ios)] = [FromPage(Safari, "app.slack.com")],
        [("Slack", Platform.Mac)] = [FromPage(MacChrome, "app.slack.com")],
        [("Slack", Platform.Desktop)] = [FromPage(WindowsChrome, "app.slack.com")],
        [("Microsoft Teams", Platform.Android)] = [FromApp("com.microsoft.teams"), new(
            WebView + " TeamsMobile-Android", RequestedWith: "com.microsoft.teams", FetchSite: "none")],
        [("Microsoft Teams", Platform.Ios)] = [new(IosView + " TeamsMobile-iOS", FetchSite: "none")],
        [("Microsoft Teams", Platform.Mac)] = [FromPage(MacSafari, "teams.microsoft.com")],
        [("Microsoft Teams", Platform.Desktop)] = [FromPage(WindowsEdge, "teams.microsoft.com"), new(
            WindowsEdge + " Teams/26106.2110.4555.7540", FetchSite: "none")],
        [("Facebook", Platform.Android)] =
        [
            new(
                WebView + " [FB_IAB/FB4A;FBAV/488.0.0.62.79;IABMV/1;]", RequestedWith: "com.facebook.katana",
                FetchSite: "none"),
            FromPage(Chrome, "l.facebook.com"),
        ],
        [("Facebook", Platform.Ios)] = [new(
            IosView + " [FBAN/FBIOS;FBAV/488.0.0.70.79;FBBV/1;IABMV/1]", FetchSite: "none")],
        [("Facebook", Platform.Mac)] = [FromPage(MacSafari, "l.facebook.com")],
        [("Facebook", Platform.Desktop)] = [FromPage(WindowsChrome, "l.facebook.com")],
        [("Instagram", Platform.Android)] = [new(WebView + " Instagram 393.1.0.36.70 Android (34/14; 420dpi; 1080x2400; Google; Pixel 8; shiba; shiba; de_DE; 1)", RequestedWith: "com.instagram.android", FetchSite: "none")],
        [("Instagram", Platform.Ios)] = [new(
            IosView + " Instagram 402.0.0.24.75 (iPhone15,2; iOS 18_6; de_DE; de; scale=3.00; 1179x2556)",
            FetchSite: "none")],
        [("Instagram", Platform.Mac)] = [FromPage(MacSafari, "l.instagram.com")],
        [("Instagram", Platform.Desktop)] = [FromPage(WindowsChrome, "l.instagram.com")],
        [("X", Platform.Android)] = [new(
            WebView + " TwitterAndroid", Referrer: "t.co", FetchSite: "cross-site")],
        [("X", Platform.Ios)] = [new(
            IosView + " Twitter for iPhone/10.50", Referrer: "t.co", FetchSite: "none")],
        [("X", Platform.Mac)] = [FromPage(MacSafari, "t.co")],
        [("X", Platform.Desktop)] = [FromPage(WindowsChrome, "t.co")],
        [("LinkedIn", Platform.Android)] = [new(
            WebView + " [LinkedInApp]/4.1.900", RequestedWith: "com.linkedin.android", FetchSite: "none")],
        [("LinkedIn", Platform.Ios)] = [new(IosView + " [LinkedInApp]/9.30.1753", FetchSite: "none")],
        [("LinkedIn", Platform.Mac)] = [FromPage(MacChrome, "lnkd.in")],
        [("LinkedIn", Platform.Desktop)] = [FromPage(WindowsEdge, "www.linkedin.com")],
        [("VK", Platform.Android)] = [FromPage(Chrome, "away.vk.com"), FromApp("com.vkontakte.android")],
        [("VK", Platform.Ios)] = [FromPage(Safari, "away.vk.com")],
        [("VK", Platform.Mac)] = [FromPage(MacSafari, "away.vk.com")],
        [("VK", Platform.Desktop)] = [FromPage(WindowsChrome, "away.vk.com")],
        [("Gmail", Platform.Android)] = [FromApp("com.google.android.gm")],
        [("Gmail", Platform.Mac)] = [FromPage(MacChrome, "mail.google.com")],
        [("Gmail", Platform.Desktop)] = [FromPage(WindowsChrome, "mail.google.com")],
        [("Outlook", Platform.Android)] = [FromApp("com.microsoft.office.outlook")],
        [("Outlook", Platform.Ios)] = [FromPage(Safari, "outlook.live.com")],
        [("Outlook", Platform.Mac)] = [FromPage(MacSafari, "outlook.office.com")],
        [("Outlook", Platform.Desktop)] = [FromPage(WindowsEdge, "outlook.office.com")],
    };

    /// <summary>A tap that names its app.</summary>
    public Headers Shown(string app, Platform platform)
    {
        var ways = Open[(app, platform)];
        return OverThisWire(ways[dice.Next(ways.Length)]);
    }

    /// <summary>A tap that does not.</summary>
    /// <param name="isHanded">It comes through a browser that says it was no typing.</param>
    public Headers Hidden(Platform platform, bool isHanded) => OverThisWire(platform switch
    {
        Platform.Android when isHanded =>
            new Headers(dice.Happens(0.8) ? Chrome : Samsung, FetchSite: "cross-site"),
        Platform.Android => new Headers(AndroidFirefox, FetchSite: "none"),
        _ => new Headers(Browser(platform), FetchSite: isHanded ? "cross-site" : "none"),
    });

    /// <summary>An address somebody typed.</summary>
    public Headers Typed(Platform platform) => OverThisWire(platform is Platform.Android
        ? new Headers(
            dice.Happens(0.75) ? Chrome : dice.Happens(0.5) ? Samsung : AndroidFirefox, FetchSite: "none")
        : new Headers(Browser(platform), FetchSite: "none"));

    /// <summary>A click on a page that says where it is.</summary>
    public Headers Public(Platform platform) => OverThisWire(FromPage(
        platform is Platform.Android ? Chrome : Browser(platform), dice.Happens(0.7) ? "www.google.com" : "news.example.net"));

    private string Browser(Platform platform) => platform switch
    {
        Platform.Ios => Safari,
        Platform.Mac => dice.Happens(0.55) ? MacSafari : MacChrome,
        _ => dice.Next(10) switch { < 6 => WindowsChrome, < 8 => WindowsEdge, 8 => WindowsFirefox, _ => Linux },
    };

    // Browsers send fetch metadata over https only.
    private Headers OverThisWire(Headers headers) => isHttps ? headers : headers with { FetchSite = null };

    private static Headers FromApp(string package) =>
        new(Chrome, Referrer: $"android-app://{package}", FetchSite: "cross-site");

    private static Headers FromPage(string browser, string host) =>
        new(browser, Referrer: host, FetchSite: "cross-site");
}
