namespace Shortener.Reports;

/// <summary>
/// Adds up what digests say for the sharing report: for a report, or for the digest of a larger block.
/// </summary>
internal interface ISharingSum
{
    /// <summary>What clicks are given in.</summary>
    ShareKinds Kinds { get; }

    /// <summary>Whether what was seen of a link counts.</summary>
    bool Counts(long link);

    /// <summary>Clicks on a bare link, of which <paramref name="unique"/> are unique.</summary>
    void AddBare(long link, long unique);

    /// <summary>
    /// When a link's unique clicks came, whether counted as of the bare link or through a share.
    /// </summary>
    void AddTimes(long link, long watch, long unique);

    /// <summary>Clicks through a share, which may have others elsewhere.</summary>
    void Add(in ShareClicks clicks);

    /// <summary>
    /// Clicks through a share that is a native of its block; those of a tree come one after the other.
    /// </summary>
    void AddNative(in ShareClicks clicks);

    /// <summary>The natives of this tree have come.</summary>
    /// <param name="unique">Their unique clicks.</param>
    void AddTree(long link, long root, long unique);

    /// <summary>Shares that were seen of a link.</summary>
    void AddFirmShares(long link, long count);

    /// <summary>A preview that may be another share's.</summary>
    void Add(PreviewSeen preview);
}
