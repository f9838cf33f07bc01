namespace Shortener.Channels;

/// <summary>What Sec-Fetch-Site tells where the request has no Referer.</summary>
/// <remarks>
/// Chromium on Android gives a link that another app hands over an initiator of its own (<c>cross-site</c>),
/// and what is typed none (<c>none</c>): IntentHandler.createLoadUrlParamsForIntent,
/// services/network/sec_header_helpers.cc. Firefox (dom/security/SecFetch.cpp) and WebKit
/// (CachedResourceLoader.cpp) send <c>none</c> for both, and so does Chromium elsewhere: there it says
/// nothing. <c>cross-site</c> without a Referer is a page that hides itself.
/// </remarks>
internal static class FetchMetadata
{
    // Typed, pasted, a bookmark, or a code scanned by the browser.
    private static readonly Source Typed = new(null, "direct", Dark: false, Confidence: 0.85);

    // The same engine under another roof, whose own way of opening links nobody has published.
    private static readonly Source ProbablyTyped = Typed with { Confidence = 0.6 };

    // How sure it is that nobody typed it; from where it came stays open.
    private static readonly Source SomeApp = new(null, null, Dark: true, Confidence: 0.9);
    private static readonly Source ProbablySomeApp = SomeApp with { Confidence = 0.6 };
    private static readonly Source SomePage = new(null, null, Dark: true, Confidence: 0.8);

    public static Source? Read(in Draft draft)
    {
        if (draft.Visit.Referrer is not null) return null;
        return (draft.Visit.Signals.FetchSite, Roof(in draft)) switch
        {
            ("none", "Chrome") => Typed,
            ("none", not null) => ProbablyTyped,
            ("cross-site", "Chrome") => SomeApp,
            ("cross-site", not null) => ProbablySomeApp,
            ("cross-site", null) => SomePage,
            _ => null,
        };
    }

    /// <summary>The browser, where it is Chromium on Android and no web view.</summary>
    private static string? Roof(in Draft draft)
    {
        if (draft is not { Os: "Android", InApp: null }) return null;
        var isChromium = draft.Browser is "Chrome" or "Samsung Internet" or "Edge" or "Opera" or "Brave"
            or "Vivaldi";
        return isChromium ? draft.Browser : null;
    }
}
