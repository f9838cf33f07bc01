namespace Shortener.Channels;

/// <summary>Reads Sec-CH-UA: <c>"Brave";v="140", "Chromium";v="140", "Not=A?Brand";v="24"</c>.</summary>
internal static class Brands
{
    /// <summary>The brand that tells most, by the order of the rows; null where none is known.</summary>
    public static Brand? Choose(string? header, IReadOnlyDictionary<string, Brand> brands)
    {
        Brand? best = null;
        var rest = header.AsSpan();
        while (rest.IndexOf('"') is >= 0 and var open)
        {
            rest = rest[(open + 1)..];
            var close = rest.IndexOf('"');
            if (close < 0) break;
            if (close is > 0 and < 64 && brands.TryGetValue(rest[..close].ToString(), out var brand) && brand.Rank < (best?.Rank ?? int.MaxValue))
            {
                best = brand;
            }
            rest = rest[(close + 1)..];
        }
        return best;
    }
}
