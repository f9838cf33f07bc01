namespace Shortener.Channels;

/// <summary>What a hit is. <c>hits = clicks + previews + bots + prefetches</c>.</summary>
public enum HitKind : byte
{
    /// <summary>A person's browser.</summary>
    Click,

    /// <summary>An app or service that draws a link card or proxies it.</summary>
    Preview,

    /// <summary>A crawler, monitor, scanner or library; HEAD requests; our own networks.</summary>
    Bot,

    /// <summary>A speculative load; nobody has looked yet.</summary>
    Prefetch,
}

/// <summary>How the request reached the link.</summary>
public enum HitTrigger : byte
{
    /// <summary>The short link itself.</summary>
    Link,

    /// <summary>Its QR code (<c>?qr=</c>).</summary>
    Qr,

    /// <summary>A share link (<c>/{slug}.{token}</c>).</summary>
    Share,
}

/// <summary>What is known before anybody asks the request: what the link or the share was made for.</summary>
/// <param name="UtmSource"><c>utm_source</c> stored on the link, or null.</param>
/// <param name="UtmMedium"><c>utm_medium</c> stored on the link, or null.</param>
/// <param name="ShareChannel">Channel a share was minted for; null for a hit through no share.</param>
/// <param name="ShareApp">App a share was minted for.</param>
public sealed record LinkOrigin(
    string? UtmSource, string? UtmMedium, string? ShareChannel = null, string? ShareApp = null)
{
    /// <summary>A link without tags.</summary>
    public static readonly LinkOrigin Untagged = new(null, null);
}

/// <summary>
/// Everything classification may look at. Classification is a pure function of this and the data files.
/// </summary>
/// <param name="UserAgent">The User-Agent header, cropped; null or empty where none was sent.</param>
/// <param name="Referrer">
/// The Referer header reduced to its origin: a lower-case host (<c>l.facebook.com</c>) or
/// <c>android-app://package</c>; null where none was sent or where it is one of our own hosts.
/// </param>
public sealed record VisitFacts(
    string? UserAgent, string? Referrer, VisitSignals Signals, HitTrigger Trigger, LinkOrigin Link);

/// <summary>
/// The device side: who fetched. Null where unknown; the words are those of the vocabulary.
/// </summary>
/// <param name="Browser">Browser family: Chrome, Safari …; null for bots and in-app browsers.</param>
/// <param name="Os">Operating system: Android, iOS, iPadOS, Windows, macOS …</param>
/// <param name="Device">
/// mobile, tablet, desktop, tv, console, car, other; <c>bot</c> for bots and previews.
/// </param>
/// <param name="InApp">The app whose in-app browser it was.</param>
/// <param name="Bot">
/// For bots its name or the rule that fired (<c>head</c>, <c>own</c>); for previews the fetcher's app.
/// </param>
public sealed record Client(string? Browser, string? Os, string? Device, string? InApp, string? Bot)
{
    /// <summary>A bot of which nothing is known but its name, or the rule that tells.</summary>
    public static Client OfBot(string rule) => new(null, null, "bot", null, rule);
}

/// <summary>The origin side: where it came from, how that is known, how sure that is.</summary>
/// <param name="Channel">messaging, social, email, search, qr, direct …; null where unknown.</param>
/// <param name="App">The app or site by its canonical name.</param>
/// <param name="Evidence">
/// in-app, requested-with, app-referrer, link-shim, wechat-from, share, qr, click-id, utm, referrer,
/// fetch-metadata, link-utm or none.
/// </param>
/// <param name="Confidence">0 to 1, to two decimals.</param>
/// <param name="Dark">
/// True where an ordinary tool would see nothing: the request's own Referer and query name nothing such a
/// tool reads, or what they name is private (messaging, work chat, mail, documents).
/// </param>
/// <param name="Shared">For previews: the fetch is evidence that somebody posted the link.</param>
public sealed record Origin(
    string? Channel, string? App, string Evidence, double Confidence, bool Dark, bool Shared)
{
    /// <summary>Nothing is known.</summary>
    public static readonly Origin Unknown = new(null, null, "none", 0, true, false);

    /// <summary>Nobody came: bots have no origin, and none that is dark.</summary>
    public static readonly Origin Nobody = new(null, null, "none", 0, false, false);
}

/// <summary>The answer: what a hit is, who fetched it, and where it came from.</summary>
public sealed record Classification(HitKind Kind, Client Client, Origin Origin);
