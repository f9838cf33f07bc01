namespace Shortener.Channels;

/// <summary>Reads Sec-CH-UA: <c>"Brave";v="140", "Chromium";v="140", "Not=A?Brand";v="24"</c>.</summary>
internal static class Brands
{
    private const int LongestName = 64;

    /// <summary>The brand that tells most, by the order of the rows; null where none is known.</summary>
    public static Brand? Choose(string? header, IReadOnlyDictionary<string, Brand> brands)
    {
        Brand? best = null;
        var rest = header.AsSpan();
        while (rest.IndexOf('"') is >= 0 and var open)
        {
            rest = rest[(open + 1)..];
            var length = rest.IndexOf('"');
            if (length is < 0 or > LongestName) break;
            var name = rest[..length];
            rest = rest[(length + 1)..];
            var known = brands.GetValueOrDefault(name.ToString());
            if (known?.Rank < (best?.Rank ?? int.MaxValue)) best = known;
        }
        return best;
    }
}
