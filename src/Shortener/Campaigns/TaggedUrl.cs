using System.Runtime.CompilerServices;

namespace Shortener.Campaigns;

/// <summary>An address a visitor is sent to, and the tags that go out with it.</summary>
public readonly record struct Outgoing(string Url, UtmTags Tags);

/// <summary>
/// A destination with a link's tags in place: made once a link, asked once a visit. Which value of a key goes
/// out: destination &lt; visitor's query &lt; these tags.
/// </summary>
/// <remarks>
/// A tag takes the place of the first parameter of its key, whatever that one's case, and later ones are
/// dropped; a key that is not there is added at the end of the query. All other text stays as it is: order,
/// encoding, duplicates, empty pieces, and the fragment last.
/// </remarks>
public sealed class TaggedUrl
{
    private static readonly HashSet<string> NoNames = [];

    private readonly UtmTags _own;
    private readonly HashSet<string> _names;

    private TaggedUrl(string url, UtmTags own)
    {
        var query = url.AsSpan()[UrlText.Parts(url).Query];
        (Url, _own) = (url, own);
        Tags = query.IsEmpty ? UtmTags.None : UtmTags.Parse(query);
        _names = query.IsEmpty ? NoNames : Names(query);
    }

    /// <summary>What goes out to a visitor who sends no query.</summary>
    public string Url { get; }

    /// <summary>The tags in <see cref="Url"/>: the given ones, else the destination's own.</summary>
    public UtmTags Tags { get; }

    /// <summary>Puts <paramref name="tags"/> into <paramref name="destination"/>.</summary>
    /// <param name="destination">An absolute address in printable ASCII.</param>
    /// <param name="tags">The link's, or those of a share over the link's.</param>
    public static TaggedUrl Of(string destination, UtmTags tags)
    {
        var query = tags.ToQuery();
        Span<Range> values = stackalloc Range[UtmTags.Count];
        values.Clear();
        FindTags(query, UtmTags.None, values);
        return new TaggedUrl(
            query.Length == 0 ? destination : Write(destination, query, values, others: ""), tags);
    }

    /// <summary>What goes out to a visitor who sends <paramref name="query"/>.</summary>
    /// <param name="query">
    /// The request's query as it was sent, with or without its question mark; may be anything.
    /// </param>
    /// <param name="forward">
    /// Whether parameters other than tags go on too. A name the destination has is never added or replaced,
    /// nor is <c>qr</c>, which is ours.
    /// </param>
    public Outgoing For(ReadOnlySpan<char> query, bool forward)
    {
        query = Clean(query);
        if (query.IsEmpty) return new Outgoing(Url, Tags);

        Span<Range> values = stackalloc Range[UtmTags.Count];
        values.Clear();
        var tagged = FindTags(query, _own, values);
        var others = forward ? Others(query) : "";
        if (!tagged && others.Length == 0) return new Outgoing(Url, Tags);

        var url = Write(Url, query, values, others);
        return new Outgoing(url, tagged ? UtmTags.Parse(url.AsSpan()[UrlText.Parts(url).Query]) : Tags);
    }

    // A raw # may arrive in a request's target; behind it nothing would be a query any more.
    private static ReadOnlySpan<char> Clean(ReadOnlySpan<char> query)
    {
        if (query.StartsWith('?')) query = query[1..];
        var hash = query.IndexOf('#');
        return UrlText.Printable(hash < 0 ? query : query[..hash]);
    }

    private static HashSet<string> Names(ReadOnlySpan<char> query)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var range in query.Split('&'))
        {
            var piece = new QueryPiece(query[range]);
            if (!piece.Text.IsEmpty) names.Add(UrlText.Decode(piece.Name));
        }
        return names;
    }

    /// <summary>
    /// Where in the query each key's value lies, still encoded: the first that is not empty, of the keys that
    /// <paramref name="own"/> has no value for. Whether there is any.
    /// </summary>
    private static bool FindTags(ReadOnlySpan<char> query, UtmTags own, Span<Range> values)
    {
        var any = false;
        foreach (var range in query.Split('&'))
        {
            var piece = new QueryPiece(query[range]);
            if (piece.TagKey is not { } key || own[key] is not null || IsThere(values[key])) continue;
            if (UrlText.DecodeIfNeeded(piece.Value).IsEmpty) continue;
            values[key] = new Range(range.End.Value - piece.Value.Length, range.End);
            any = true;
        }
        return any;
    }

    private static bool IsOurs(ReadOnlySpan<char> name) => UrlText.DecodeIfNeeded(name) is "qr";

    private bool IsTaken(ReadOnlySpan<char> name) =>
        _names.Count > 0
            && _names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(UrlText.DecodeIfNeeded(name));

    /// <summary>The parameters that are neither tags nor ours nor the destination's, as a query.</summary>
    private string Others(ReadOnlySpan<char> query)
    {
        // An interpolated string's own buffer: on the stack unless the text is long.
        var others = new DefaultInterpolatedStringHandler(0, 0, null, stackalloc char[256]);
        foreach (var range in query.Split('&'))
        {
            var piece = new QueryPiece(query[range]);
            if (piece.Text.IsEmpty || piece.TagKey is not null || IsOurs(piece.Name) || IsTaken(piece.Name))
            {
                continue;
            }
            if (others.Text.Length > 0) others.AppendLiteral("&");
            others.AppendFormatted(piece.Text);
        }
        return others.ToStringAndClear();
    }

    /// <summary>
    /// <paramref name="url"/> with the tags whose values lie at <paramref name="values"/> in
    /// <paramref name="source"/>, and with <paramref name="others"/> at the end of its query. There is
    /// something of either.
    /// </summary>
    private static string Write(
        string url, ReadOnlySpan<char> source, ReadOnlySpan<Range> values, string others)
    {
        var (query, fragment) = UrlText.Parts(url);
        var text = new DefaultInterpolatedStringHandler(0, 0, null, stackalloc char[1024]);
        text.AppendFormatted(url.AsSpan(0, query.Start.Value));
        if (!text.Text.EndsWith('?')) text.AppendLiteral("?");
        var start = text.Text.Length;

        Span<bool> placed = stackalloc bool[UtmTags.Count];
        placed.Clear();
        WriteReplaced(ref text, url.AsSpan()[query], source, values, placed);
        for (var key = 0; key < UtmTags.Count; key++)
        {
            if (placed[key] || !IsThere(values[key])) continue;
            Separate(ref text, start);
            WriteTag(ref text, key, source[values[key]]);
        }
        if (others.Length > 0)
        {
            Separate(ref text, start);
            text.AppendLiteral(others);
        }
        text.AppendFormatted(url.AsSpan()[fragment]);
        return text.ToStringAndClear();
    }

    private static void WriteReplaced(
        ref DefaultInterpolatedStringHandler text,
        scoped ReadOnlySpan<char> query,
        scoped ReadOnlySpan<char> source,
        scoped ReadOnlySpan<Range> values,
        scoped Span<bool> placed)
    {
        foreach (var range in query.Split('&'))
        {
            var piece = new QueryPiece(query[range]);
            var replaced = piece.TagKey is { } k && IsThere(values[k]) ? k : -1;
            if (replaced >= 0 && placed[replaced]) continue;

            if (range.Start.Value > 0) text.AppendLiteral("&");
            if (replaced < 0)
            {
                text.AppendFormatted(piece.Text);
                continue;
            }
            WriteTag(ref text, replaced, source[values[replaced]]);
            placed[replaced] = true;
        }
    }

    private static void WriteTag(
        ref DefaultInterpolatedStringHandler text, int key, scoped ReadOnlySpan<char> value)
    {
        text.AppendLiteral(UtmTags.Keys[key]);
        text.AppendLiteral("=");
        text.AppendFormatted(value);
    }

    /// <summary>An ampersand before what is added, unless it is the query's first or one is there.</summary>
    private static void Separate(ref DefaultInterpolatedStringHandler text, int start)
    {
        if (text.Text.Length > start && !text.Text.EndsWith('&')) text.AppendLiteral("&");
    }

    private static bool IsThere(Range value) => !value.Equals(default);
}
