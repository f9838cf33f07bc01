using Shortener.Channels;

namespace Shortener.Tests.Audiences;

/// <summary>The headers of one request.</summary>
/// <param name="Referrer">A host, or <c>android-app://package</c>; null where none is sent.</param>
internal sealed record Headers(
    string UserAgent, string? Referrer = null, string? RequestedWith = null, string? FetchSite = null)
{
    /// <summary>As the classifier sees them.</summary>
    public VisitFacts Facts(HitTrigger trigger, string? sharedTo) => new(
        UserAgent, Referrer,
        VisitSignals.None with { RequestedWith = RequestedWith, FetchSite = FetchSite, Language = "de" },
        trigger,
        sharedTo is null ? LinkOrigin.Untagged : new LinkOrigin(null, null, "messaging", sharedTo));
}

/// <summary>One request to a link, and what is true about it.</summary>
/// <param name="At">Seconds since the world began.</param>
/// <param name="Network">Whose network it comes from.</param>
/// <param name="From">The app somebody tapped in; null for what was typed, is public, or nobody's.</param>
/// <param name="IsPerson">Somebody sees the page.</param>
/// <param name="IsTyped">It was typed, a bookmark, or a code that a camera read.</param>
/// <param name="Share">The share link's number; 0 for the bare link.</param>
/// <param name="SharedTo">The app that it was minted for.</param>
/// <param name="IsShown">Its headers name the app.</param>
internal sealed record Call(
    long At, int Link, int Network, Headers Headers, string? From, bool IsPerson, bool IsTyped = false,
    int Share = 0, string? SharedTo = null,
    bool IsShown = false);
