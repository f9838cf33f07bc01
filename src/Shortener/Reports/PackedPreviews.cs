namespace Shortener.Reports;

/// <summary>
/// The previews of a block's head, behind their number, by time: milliseconds behind the one before, link, share
/// link, what that was made for where this is told, channel and app of the fetcher, network, whether it is the
/// first of a share.
/// </summary>
internal static class PackedPreviews
{
    /// <param name="previews">In any order.</param>
    /// <param name="fetchers">All of theirs have numbers.</param>
    /// <param name="madeFor">Numbers of apps that share links were made for; null where this is not told.</param>
    public static void Write(
        IEnumerable<PreviewSeen> previews, ShareKinds fetchers, Numbering<string>? madeFor, Block block,
        PackedWriter bytes)
    {
        var sorted = previews.OrderBy(preview => preview.At).ThenBy(preview => preview.Link).ToList();
        bytes.Put(sorted.Count);
        var at = block.From;
        foreach (var preview in sorted)
        {
            var now = preview.At.ToUnixTimeMilliseconds();
            bytes.Put(now - at);
            bytes.Put(preview.Link);
            bytes.Put(preview.Share);
            if (madeFor is not null) bytes.Put(madeFor.Of(preview.SharedTo ?? ""));
            bytes.Put(fetchers.Of(preview.Channel ?? "", preview.App));
            bytes.Put(preview.Network);
            bytes.Put(preview.IsFirst ? 1 : 0);
            at = now;
        }
    }

    /// <summary>Hands over what was written.</summary>
    /// <param name="fetchers">Channels and apps, empty where unknown, by their numbers there.</param>
    /// <param name="madeFor">Apps that share links were made for; null where this is not told.</param>
    public static void Read(
        ref PackedReader bytes, Block block, (string Channel, string App)[] fetchers, string[]? madeFor,
        Action<PreviewSeen> take)
    {
        var at = block.From;
        for (var left = bytes.Next(); left > 0; left--)
        {
            at += bytes.Next();
            var (link, share) = (bytes.Next(), bytes.Next());
            var sharedTo = madeFor?[bytes.Next()] ?? "";
            var (channel, app) = fetchers[bytes.Next()];
            take(new PreviewSeen(
                DateTimeOffset.FromUnixTimeMilliseconds(at), link, share, NullIfEmpty(sharedTo), app, NullIfEmpty(channel),
                bytes.Next())
            {
                IsFirst = bytes.Next() != 0,
            });
        }
    }

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}
