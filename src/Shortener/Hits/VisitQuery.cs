namespace Shortener.Hits;

/// <summary>
/// What the hit log wants to know of a visitor's query: the QR mark, tags, names of click ids, WeChat's
/// <c>from</c>.
/// </summary>
/// <param name="ClickIds">
/// Lower case, sorted, joined by commas; null where there are none. Names, never values.
/// </param>
/// <param name="From">singlemessage, groupmessage or timeline.</param>
public sealed record VisitQuery(
    bool IsQr, string? ClickIds, string? From, string? UtmSource, string? UtmMedium)
{
    /// <summary>Values longer than this are cut.</summary>
    public const int MaxValue = 128;

    /// <summary>Nothing of interest.</summary>
    public static readonly VisitQuery Empty = new(false, null, null, null, null);

    /// <summary>Reads a query as it was sent; broken encoding is read as it stands.</summary>
    /// <param name="query">With or without its question mark.</param>
    /// <param name="clickIds">The names that count as click ids, whatever their case.</param>
    public static VisitQuery Read(ReadOnlySpan<char> query, IReadOnlySet<string> clickIds)
    {
        if (query.StartsWith('?')) query = query[1..];
        if (query.IsEmpty) return Empty;

        var read = Empty;
        SortedSet<string>? ids = null;
        foreach (var range in query.Split('&'))
        {
            var (name, value) = Parts(query[range]);
            read = name switch
            {
                "qr" => read with { IsQr = true },
                "from" when value is "singlemessage" or "groupmessage" or "timeline" =>
                    read with { From = value },
                "utm_source" => read with { UtmSource = read.UtmSource ?? value },
                "utm_medium" => read with { UtmMedium = read.UtmMedium ?? value },
                _ => read,
            };
            if (clickIds.Contains(name)) (ids ??= new(StringComparer.Ordinal)).Add(name);
        }
        return ids is null ? read : read with { ClickIds = string.Join(',', ids) };
    }

    private static (string Name, string? Value) Parts(ReadOnlySpan<char> piece)
    {
        var equals = piece.IndexOf('=');
        var name = equals < 0 ? piece : piece[..equals];
        var value = equals < 0 ? default : piece[(equals + 1)..];
        return (Decode(name).ToLowerInvariant(), Decode(value) is { Length: > 0 } text ? text : null);
    }

    private static string Decode(ReadOnlySpan<char> text) =>
        HeaderText.Clean(Uri.UnescapeDataString(text.ToString().Replace('+', ' ')), MaxValue).Trim();
}
