using System.Collections.Immutable;
using System.Text;

namespace Shortener.Campaigns;

/// <summary>
/// The six values that say where a click was meant to come from. Plain text, not percent-encoded; null where
/// there is none. An empty value counts as none.
/// </summary>
public sealed record UtmTags
{
    /// <summary>How many keys there are.</summary>
    public const int Count = 6;

    /// <summary>No tags.</summary>
    public static readonly UtmTags None = new();

    /// <summary>
    /// The keys as they are written in a query, in the order in which they are added to one.
    /// </summary>
    public static readonly ImmutableArray<string> Keys =
        ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "ref"];

    public string? Source { get; init; }
    public string? Medium { get; init; }
    public string? Campaign { get; init; }
    public string? Term { get; init; }
    public string? Content { get; init; }
    public string? Ref { get; init; }

    /// <summary>The value of <c>Keys[key]</c>, null where there is none.</summary>
    public string? this[int key] => key switch
    {
        0 => Known(Source),
        1 => Known(Medium),
        2 => Known(Campaign),
        3 => Known(Term),
        4 => Known(Content),
        5 => Known(Ref),
        _ => throw new ArgumentOutOfRangeException(nameof(key)),
    };

    /// <summary>These values where there are any, else those of <paramref name="others"/>.</summary>
    public UtmTags Over(UtmTags others) => Of(key => this[key] ?? others[key]);

    /// <summary>
    /// The tags as a query without its question mark: <c>utm_source=a&amp;ref=b</c>; empty for no tags.
    /// </summary>
    public string ToQuery()
    {
        var query = new StringBuilder();
        for (var key = 0; key < Count; key++)
        {
            if (this[key] is not { } value) continue;
            query.Append(query.Length > 0 ? "&" : "").Append(Keys[key]).Append('=')
                .Append(Uri.EscapeDataString(value));
        }
        return query.ToString();
    }

    /// <summary>
    /// The tags in a query without its question mark: of each key, whatever its case, the first value that is
    /// not empty.
    /// </summary>
    public static UtmTags Parse(ReadOnlySpan<char> query)
    {
        var values = new string?[Count];
        foreach (var range in query.Split('&'))
        {
            var piece = new QueryPiece(query[range]);
            if (piece.TagKey is { } key && values[key] is null
                && Known(UrlText.Decode(piece.Value)) is { } value)
            {
                values[key] = value;
            }
        }
        return Of(key => values[key]);
    }

    private static UtmTags Of(Func<int, string?> value)
    {
        var tags = new UtmTags
        {
            Source = value(0),
            Medium = value(1),
            Campaign = value(2),
            Term = value(3),
            Content = value(4),
            Ref = value(5),
        };
        return tags == None ? None : tags;
    }

    private static string? Known(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
