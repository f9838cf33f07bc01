using Shortener.Channels.Dark;
using Shortener.Values;

namespace Shortener.Reports;

/// <summary>Clicks that look the same.</summary>
public sealed record DarkClicks(DarkHit Hit, long Count);

/// <summary>A fetch that drew a card.</summary>
/// <param name="Share">The share link; 0 for the link itself.</param>
/// <param name="SharedTo">The app that the share link was minted for.</param>
/// <param name="App">As the classifier names the fetcher's app.</param>
/// <param name="Network">Whose network fetched it, where that decides what a share is.</param>
public sealed record PreviewSeen(
    DateTimeOffset At, long Link, long Share, string? SharedTo, string App, string? Channel, long Network)
{
    /// <summary>It is known to be the first preview of a share, whatever came before.</summary>
    public bool IsFirst { get; init; }

    /// <summary>The first preview of each share.</summary>
    /// <param name="previews">In any order.</param>
    public static List<PreviewSeen> Shares(IReadOnlyList<PreviewSeen> previews)
    {
        var folder = new ShareFolder(Sharing.Default);
        return [.. InOrder(previews).Where(p => folder.Take(p.Link, p.Share, p.App, p.Network, p.At))];
    }

    // Digests come in their order: mostly there is nothing to sort.
    private static IEnumerable<PreviewSeen> InOrder(IReadOnlyList<PreviewSeen> previews)
    {
        for (var i = 1; i < previews.Count; i++)
        {
            if (previews[i].At < previews[i - 1].At) return previews.OrderBy(preview => preview.At);
        }
        return previews;
    }
}

/// <summary>All that the dark-social report is made of.</summary>
public sealed record DarkSeen
{
    public required Period Period { get; init; }

    /// <summary>Single hits before this instant are no longer kept; null where none is missing.</summary>
    public required DateTimeOffset? Since { get; init; }

    /// <summary>All of them, each with what became of its share link.</summary>
    public required IReadOnlyList<DarkClicks> Clicks { get; init; }

    /// <summary>
    /// Clicks by the app that a tool credits which reads only Referer and tags; empty for what it calls
    /// direct.
    /// </summary>
    public required IReadOnlyList<(string App, long Count)> Ordinary { get; init; }

    /// <summary>Shares that were seen, by the channel and app that their previews were fetched for.</summary>
    public required IReadOnlyList<(string App, string? Channel, long Count)> Shares { get; init; }

    /// <summary>
    /// What the estimate looks at: link by link, and the share links that were made for apps by these.
    /// </summary>
    public required IReadOnlyList<Sightings> Rows { get; init; }

    /// <summary>How many links have dark clicks without a name.</summary>
    public required int UnnamedLinks { get; init; }

    /// <summary>
    /// What was seen of links themselves, and when: all days, or so many that the work stays bounded.
    /// </summary>
    public required IReadOnlyList<TimedSight> Sights { get; init; }
}
