using System.Runtime.InteropServices;
using Shortener.Channels.Dark;

namespace Shortener.Reports;

/// <summary>
/// Folds the previews of a block into shares, as far as that can be done without what lies before it.
/// </summary>
/// <remarks>
/// <see cref="ShareFolder"/> opens a window with a preview that lies in none; a window that was opened before
/// the block may hold its first previews, and shift all windows behind. That ends with the first preview that
/// has none of its like before it for as long as a window lasts: whatever was open is over, and it is the
/// first of a share. From there on, all is certain.
/// </remarks>
internal sealed class PreviewFold(Block block)
{
    private readonly Dictionary<(long Link, long Share, long Network, string App), Since> _known = [];

    /// <param name="At">Of the window's first preview where that is certain, else of the last preview.</param>
    private readonly record struct Since(DateTimeOffset At, bool IsCertain);

    /// <summary>Takes the next preview.</summary>
    /// <param name="preview">Not before the one taken before it.</param>
    /// <returns>
    /// Null where it certainly belongs to the share before it; certainly the first of a share, or not, as it
    /// says itself.
    /// </returns>
    public PreviewSeen? Take(PreviewSeen preview)
    {
        var window = Sharing.Default.Of(preview.App);
        ref var since = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _known, (preview.Link, preview.Share, window.IsPerNetwork ? preview.Network : 0, window.App), out var isKnown);
        if (!isKnown) since = new Since(DateTimeOffset.FromUnixTimeMilliseconds(block.From), false);
        var isOver = preview.At >= since.At + window.Window;
        if (since.IsCertain && !isOver && !preview.IsFirst) return null;
        since = new Since(preview.At, isOver || preview.IsFirst);
        return preview with { IsFirst = since.IsCertain };
    }

    /// <summary>Its window holds previews of the block and none behind it.</summary>
    public bool IsFirm(PreviewSeen preview) =>
        preview.IsFirst
        && preview.At + Sharing.Default.Of(preview.App).Window <= DateTimeOffset.FromUnixTimeMilliseconds(block.Until);
}
