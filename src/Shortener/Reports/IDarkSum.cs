using Shortener.Channels.Dark;

namespace Shortener.Reports;

/// <summary>
/// Clicks on a link that look the same: of the link itself, or through share links that were made for no app.
/// </summary>
/// <param name="Look">By its number in <see cref="ClickLooks"/>.</param>
internal readonly record struct LookedClicks(long Link, int Look, long Count);

/// <summary>A share link that was made for an app.</summary>
/// <param name="To">The app, by its number in <see cref="ClickLooks.Apps"/>.</param>
/// <param name="Born">The watch in which it was minted; 0 where nobody knows.</param>
/// <param name="IsCarried">It is known to have been carried on.</param>
internal readonly record struct ThroughShare(long Link, long Share, int To, long Born, bool IsCarried);

/// <summary>Clicks through a share link that was made for an app.</summary>
internal readonly record struct ThroughClicks(long Link, long Share, int Look, long Count);

/// <summary>
/// Shares that were seen in previews which nothing before or after them can change: of a share link that was
/// made for an app, or of links and other share links.
/// </summary>
/// <param name="Share">0 where the share link was made for no app, and for links themselves.</param>
/// <param name="To">As of <see cref="ThroughShare"/>.</param>
/// <param name="Fetcher">By its number in <see cref="IDarkSum.Fetchers"/>.</param>
internal readonly record struct FirmShares(long Link, long Share, int To, int Fetcher, long Count);

/// <summary>Firm shares of a link itself, and when they were: UTC seconds since 1970.</summary>
internal readonly record struct TimedShares(long Link, long At, int Fetcher, int Count);

/// <summary>
/// Adds up what digests say for the dark-social report: for a report, or for the digest of a larger block.
/// </summary>
internal interface IDarkSum
{
    /// <summary>What clicks are given in.</summary>
    ClickLooks Looks { get; }

    /// <summary>
    /// The apps that a tool credits that goes by Referer and tags; empty where it says direct.
    /// </summary>
    Numbering<string> Credited { get; }

    /// <summary>Channels and apps of those who fetch previews.</summary>
    ShareKinds Fetchers { get; }

    /// <summary>
    /// How small the sample of <see cref="Add(in TimedClick)"/> is by now: what it no longer holds need not
    /// be added.
    /// </summary>
    DaySample Sample { get; }

    /// <summary>Whether what was seen of a link counts.</summary>
    bool Counts(long link);

    void Add(in LookedClicks clicks);

    /// <param name="credit">A number of <see cref="Credited"/>.</param>
    void AddOrdinary(long link, int credit, long count);

    /// <summary>A share link that may have clicks elsewhere as well.</summary>
    void Add(in ThroughShare share);

    /// <summary>Clicks of such a share link.</summary>
    void Add(in ThroughClicks clicks);

    /// <summary>Firm shares of such a share link, or of no share link that was made for an app.</summary>
    void Add(in FirmShares shares);

    /// <summary>A share link that is a native of its block.</summary>
    /// <returns>Whether it was carried on, as far as is known.</returns>
    bool AddNative(in ThroughShare share);

    /// <summary>Clicks of such a share link.</summary>
    void AddNative(in ThroughClicks clicks, bool isCarried);

    /// <summary>Firm shares of such a share link.</summary>
    void AddNative(in FirmShares shares, bool isCarried);

    /// <summary>A preview that may be another share's.</summary>
    void Add(PreviewSeen preview);

    /// <summary>What is added hereafter is a sample.</summary>
    void Narrow(DaySample sample);

    /// <summary>A click on a link itself, once more: for when it was.</summary>
    void Add(in TimedClick click);

    /// <summary>Firm shares of a link itself, once more: for when they were.</summary>
    void Add(in TimedShares shares);
}
