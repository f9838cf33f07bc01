using System.Collections.Concurrent;
using Shortener.Campaigns;
using Shortener.Hits;
using Shortener.Links;

namespace Shortener.Redirect;

/// <summary>A link with everything about it that is the same for every visit.</summary>
public sealed class CachedLink(Link link, Dictionaries dictionaries)
{
    // Shares of a link differ in what they were minted for, and that is one of a dozen buttons.
    private const int MostKinds = 64;

    private readonly ConcurrentDictionary<(string? Channel, string? App), CachedTags> _shared = new();

    public Link Link => link;

    /// <summary>The destination with the link's tags in place.</summary>
    public CachedTags Bare { get; } = new(link.Tagged(), dictionaries);

    /// <summary>The destination with a share's tags in place of the link's.</summary>
    public CachedTags Through(HitShare share, ShareTags tags)
    {
        if (_shared.TryGetValue((share.Channel, share.App), out var known)) return known;
        if (_shared.Count > MostKinds) _shared.Clear();
        return _shared[(share.Channel, share.App)] = new(
            TaggedUrl.Of(link.Url, tags.Of(share).Over(link.Utm)), dictionaries);
    }

    /// <summary>When it is valid, UTC milliseconds since 1970: from the first, before the second.</summary>
    public (long Since, long Until) Valid { get; } =
        (
            link.ValidSince?.ToUnixTimeMilliseconds() ?? long.MinValue,
            link.ValidUntil?.ToUnixTimeMilliseconds() ?? long.MaxValue);
}

/// <summary>A destination with tags in place, and those tags as the log keeps them.</summary>
public sealed class CachedTags(TaggedUrl tagged, Dictionaries dictionaries)
{
    public TaggedUrl Tagged => tagged;

    /// <summary>What goes out with a visit that brings no tags of its own.</summary>
    public Entry<UtmSet> Utm { get; } = dictionaries.Utm(SetOf(tagged.Tags), fromVisitor: false);

    /// <summary>The hit log's form of tags.</summary>
    public static UtmSet SetOf(UtmTags tags) =>
        new(
            tags.Source ?? "", tags.Medium ?? "", tags.Campaign ?? "", tags.Term ?? "", tags.Content ?? "",
            tags.Ref ?? "");
}
