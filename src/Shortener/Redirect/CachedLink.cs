using Shortener.Campaigns;
using Shortener.Hits;
using Shortener.Links;

namespace Shortener.Redirect;

/// <summary>A link with everything about it that is the same for every visit.</summary>
public sealed class CachedLink(Link link, Dictionaries dictionaries)
{
    public Link Link => link;

    /// <summary>The destination with the link's tags in place.</summary>
    public TaggedUrl Tagged { get; } = link.Tagged();

    /// <summary>What goes out with a visit that brings no tags of its own.</summary>
    public Entry<UtmSet> Utm { get; } = dictionaries.Utm(SetOf(link.Tagged().Tags), fromVisitor: false);

    /// <summary>When it is valid, UTC milliseconds since 1970: from the first, before the second.</summary>
    public (long Since, long Until) Valid { get; } =
        (link.ValidSince?.ToUnixTimeMilliseconds() ?? long.MinValue, link.ValidUntil?.ToUnixTimeMilliseconds() ?? long.MaxValue);

    /// <summary>The hit log's form of tags.</summary>
    public static UtmSet SetOf(UtmTags tags) =>
        new(tags.Source ?? "", tags.Medium ?? "", tags.Campaign ?? "", tags.Term ?? "", tags.Content ?? "", tags.Ref ?? "");
}
