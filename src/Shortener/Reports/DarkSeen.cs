using Shortener.Channels.Dark;
using Shortener.Values;

namespace Shortener.Reports;

/// <summary>Clicks on a link that look the same.</summary>
/// <param name="Share">The share link; 0 for the link itself.</param>
/// <param name="SharedTo">The app that their share link was minted for; null for the bare link.</param>
public sealed record DarkClicks(long Link, long Share, string? SharedTo, DarkHit Hit, int Count);

/// <summary>Clicks of which an ordinary tool sees the same.</summary>
/// <param name="Referrer">Host, or <c>android-app://package</c>; null for none.</param>
/// <param name="UtmSource">What went out, as the destination's own tool reads it.</param>
public sealed record OrdinaryClicks(string? Referrer, string? UtmSource, string? UtmMedium, int Count);

/// <summary>A fetch that drew a card.</summary>
/// <param name="Share">The share link; 0 for the link itself.</param>
/// <param name="SharedTo">The app that the share link was minted for.</param>
/// <param name="App">As the classifier names the fetcher's app.</param>
/// <param name="Network">Whose network fetched it, where that decides what a share is.</param>
public sealed record PreviewSeen(DateTimeOffset At, long Link, long Share, string? SharedTo, string App, string? Channel, long Network)
{
    /// <summary>The first preview of each share.</summary>
    /// <param name="previews">In any order.</param>
    public static List<PreviewSeen> Shares(IEnumerable<PreviewSeen> previews)
    {
        var folder = new ShareFolder(Sharing.Default);
        return [.. previews.OrderBy(p => p.At).Where(p => folder.Take(p.Link, p.Share, p.App, p.Network, p.At))];
    }
}

/// <summary>All that the dark-social report is made of.</summary>
public sealed record DarkSeen
{
    public required Period Period { get; init; }

    /// <summary>Single hits before this instant are no longer kept; null where none is missing.</summary>
    public required DateTimeOffset? Since { get; init; }

    public required IReadOnlyList<DarkClicks> Clicks { get; init; }

    public required IReadOnlyList<OrdinaryClicks> Ordinary { get; init; }

    /// <summary>In any order.</summary>
    public required IReadOnlyList<PreviewSeen> Previews { get; init; }
}
