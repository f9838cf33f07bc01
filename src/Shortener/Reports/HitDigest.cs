using Shortener.Hits;

namespace Shortener.Reports;

/// <summary>
/// What the sharing report needs of the hits of some time: as single hits told it, or as a digest keeps it.
/// </summary>
internal sealed record SharingHits
{
    public required ShareKinds Kinds { get; init; }

    /// <summary>Unique clicks of the bare link, of every link that had clicks.</summary>
    public required IReadOnlyList<(long Link, long Unique)> Bare { get; init; }

    public required IReadOnlyList<ShareClicks> Through { get; init; }

    public required IReadOnlyList<PreviewSeen> Previews { get; init; }

    /// <summary>Adds them to what a report counts.</summary>
    public void AddTo(SharingCounts counts)
    {
        foreach (var (link, unique) in Bare) counts.AddBare(link, unique);
        foreach (var clicks in Through)
        {
            var (channel, app) = Kinds[clicks.Kind];
            counts.Add(clicks with { Kind = counts.Kinds.Of(channel, app) });
        }
        foreach (var preview in Previews) counts.Add(preview);
    }
}

/// <summary>The hits of a watch, in a few bytes each.</summary>
/// <remarks>
/// The pairs of channel and app; then the bare links, the clicks through shares (both by link) and the
/// previews (by time), each behind how many there are. Links and times are distances from the one before.
/// </remarks>
internal static class HitDigest
{
    /// <summary>Another number for each way of writing.</summary>
    public const int Form = 1;

    public static byte[] Write(SharingHits hits, long watch)
    {
        var bytes = new PackedWriter();
        foreach (var preview in hits.Previews) hits.Kinds.Of(preview.Channel ?? "", preview.App);
        hits.Kinds.Write(bytes);
        bytes.Put(hits.Bare.Count);
        var link = 0L;
        foreach (var bare in hits.Bare.OrderBy(bare => bare.Link))
        {
            bytes.Put(bare.Link - link);
            bytes.Put(bare.Unique);
            link = bare.Link;
        }
        bytes.Put(hits.Through.Count);
        link = 0;
        foreach (var clicks in hits.Through.OrderBy(clicks => clicks.Link))
        {
            bytes.Put(clicks.Link - link);
            bytes.Put(clicks.Share);
            bytes.Put(clicks.Root == clicks.Share ? 0 : clicks.Root);
            bytes.Put(clicks.Kind);
            bytes.Put(clicks.Generation);
            bytes.Put(clicks.Clicks);
            bytes.Put(clicks.Unique);
            link = clicks.Link;
        }
        bytes.Put(hits.Previews.Count);
        var at = watch * Slots.WatchMillis;
        foreach (var preview in hits.Previews.OrderBy(preview => preview.At))
        {
            var now = preview.At.ToUnixTimeMilliseconds();
            bytes.Put(now - at);
            bytes.Put(preview.Link);
            bytes.Put(preview.Share);
            bytes.Put(hits.Kinds.Of(preview.Channel ?? "", preview.App));
            bytes.Put(preview.Network);
            at = now;
        }
        return bytes.ToArray();
    }

    /// <summary>Adds a digest to what a report counts.</summary>
    public static void Read(ReadOnlySpan<byte> written, long watch, SharingCounts counts)
    {
        var bytes = new PackedReader(written);
        var kinds = counts.Kinds.Read(ref bytes);
        var link = 0L;
        for (var left = bytes.Next(); left > 0; left--)
        {
            link += bytes.Next();
            var unique = bytes.Next();
            counts.AddBare(link, unique);
            counts.AddTimes(link, watch, unique);
        }
        link = 0;
        for (var left = bytes.Next(); left > 0; left--)
        {
            link += bytes.Next();
            var (share, root) = (bytes.Next(), bytes.Next());
            var clicks = new ShareClicks(
                link, share, root == 0 ? share : root, kinds[bytes.Next()], bytes.Next(), bytes.Next(),
                bytes.Next());
            counts.Add(clicks);
            counts.AddTimes(link, watch, clicks.Unique);
        }
        var at = watch * Slots.WatchMillis;
        for (var left = bytes.Next(); left > 0; left--)
        {
            at += bytes.Next();
            var (of, share, kind, network) =
                (bytes.Next(), bytes.Next(), counts.Kinds[kinds[bytes.Next()]], bytes.Next());
            counts.Add(new PreviewSeen(
                DateTimeOffset.FromUnixTimeMilliseconds(at), of, share, null, kind.App, kind.Channel.Length > 0 ? kind.Channel : null, network));
        }
    }
}
