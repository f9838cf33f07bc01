using Shortener.Hits;

namespace Shortener.Reports;

/// <summary>A share as it was minted.</summary>
/// <param name="At">UTC milliseconds since 1970.</param>
/// <param name="ParentAt">When its parent was; null where it was made from the bare link.</param>
internal readonly record struct MintedShare(long Link, int Kind, long Generation, long At, long? ParentAt)
{
    /// <summary>From the parent's minting to its own, where it is no longer than the window.</summary>
    public long? Cycle => At - ParentAt is >= 0 and var millis
        && millis <= SharingStore.Window.TotalMilliseconds
        ? millis / 1_000
        : null;
}

/// <summary>The shares minted in some time.</summary>
internal sealed record MintedShares(ShareKinds Kinds, IReadOnlyList<MintedShare> Shares)
{
    /// <summary>Adds them to what a report counts.</summary>
    /// <param name="closedDay">Parents of this UTC day and later are too young to have cycles.</param>
    public void AddTo(SharingCounts counts, int closedDay)
    {
        foreach (var share in Shares)
        {
            var (channel, app) = Kinds[share.Kind];
            counts.AddMinted(share.Link, counts.Kinds.Of(channel, app), share.Generation, 1);
            if (share.Cycle is { } seconds && Slots.Day(share.ParentAt!.Value) < closedDay)
            {
                counts.AddCycle(share.Link, seconds);
            }
        }
    }
}

/// <summary>
/// The shares minted in a watch, counted: of all links together, with the cycles; and by link.
/// </summary>
/// <remarks>
/// The pairs of channel and app. Of all: how many shares of each pair and generation; for 0 to 7 days
/// that lie between the parent's UTC day and the child's, the cycles by link. By link: how many shares of
/// each link, pair and generation. Each list stands behind its length, links are distances from the one
/// before.
/// </remarks>
internal static class MintDigest
{
    /// <summary>Another number for each way of writing.</summary>
    public const int Form = 1;

    private static readonly int Days = SharingStore.Window.Days + 1;

    public static byte[] WriteAll(MintedShares minted)
    {
        var bytes = Begin(minted);
        var all = minted.Shares.GroupBy(share => (share.Kind, share.Generation)).ToList();
        bytes.Put(all.Count);
        foreach (var same in all)
        {
            bytes.Put(same.Key.Kind);
            bytes.Put(same.Key.Generation);
            bytes.Put(same.Count());
        }
        var cycles = minted.Shares.Where(share => share.Cycle is not null)
            .ToLookup(share => Slots.Day(share.At) - Slots.Day(share.ParentAt!.Value));
        for (var days = 0; days < Days; days++)
        {
            bytes.Put(cycles[days].Count());
            var before = 0L;
            foreach (var share in cycles[days].OrderBy(share => share.Link))
            {
                bytes.Put(share.Link - before);
                bytes.Put(share.Cycle!.Value);
                before = share.Link;
            }
        }
        return bytes.ToArray();
    }

    public static byte[] WriteByLink(MintedShares minted)
    {
        var bytes = Begin(minted);
        var byLink = minted.Shares.GroupBy(share => (share.Link, share.Kind, share.Generation))
            .OrderBy(same => same.Key.Link).ToList();
        bytes.Put(byLink.Count);
        var link = 0L;
        foreach (var same in byLink)
        {
            bytes.Put(same.Key.Link - link);
            bytes.Put(same.Key.Kind);
            bytes.Put(same.Key.Generation);
            bytes.Put(same.Count());
            link = same.Key.Link;
        }
        return bytes.ToArray();
    }

    /// <summary>Adds a digest of all links to what a report counts.</summary>
    /// <param name="closedDay">Parents of this UTC day and later are too young to have cycles.</param>
    /// <param name="isOfLinks">The report is of some links: then only their cycles.</param>
    public static void ReadAll(
        ReadOnlySpan<byte> written, long watch, int closedDay, bool isOfLinks, SharingCounts counts)
    {
        var bytes = new PackedReader(written);
        var kinds = counts.Kinds.Read(ref bytes);
        for (var left = bytes.Next(); left > 0; left--)
        {
            var (kind, generation, count) = (kinds[bytes.Next()], bytes.Next(), bytes.Next());
            if (!isOfLinks) counts.AddMinted(kind, generation, count);
        }
        var day = Slots.Day(watch * Slots.WatchMillis);
        for (var days = 0; days < Days; days++)
        {
            var (link, isClosed) = (0L, day - days < closedDay);
            for (var left = bytes.Next(); left > 0; left--)
            {
                link += bytes.Next();
                var seconds = bytes.Next();
                if (isClosed) counts.AddCycle(link, seconds);
            }
        }
    }

    /// <summary>Adds a digest by link to what a report counts.</summary>
    public static void ReadByLink(ReadOnlySpan<byte> written, SharingCounts counts)
    {
        var bytes = new PackedReader(written);
        var kinds = counts.Kinds.Read(ref bytes);
        var link = 0L;
        for (var left = bytes.Next(); left > 0; left--)
        {
            link += bytes.Next();
            counts.AddMinted(link, kinds[bytes.Next()], bytes.Next(), bytes.Next());
        }
    }

    private static PackedWriter Begin(MintedShares minted)
    {
        var bytes = new PackedWriter();
        minted.Kinds.Write(bytes);
        return bytes;
    }

}
