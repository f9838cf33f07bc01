using Shortener.Values;

namespace Shortener.Redirect;

/// <summary>How links are followed. Section <c>Shortener:Redirect</c>.</summary>
public sealed record RedirectSettings : ISettings
{
    /// <summary>Slugs kept in memory, known and unknown; a link takes about a kilobyte.</summary>
    public int CachedSlugs { get; init; } = 50_000;

    /// <summary>Shares kept in memory; each takes about 150 bytes.</summary>
    public int CachedShares { get; init; } = 200_000;

    /// <summary>How often this process looks for links that another one changed.</summary>
    public int ChangesMillis { get; init; } = 2_000;

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        if (CachedSlugs is < 1 or > 10_000_000)
        {
            yield return $"Shortener:Redirect:CachedSlugs is {CachedSlugs}; it may be 1 to 10000000.";
        }
        if (CachedShares is < 1 or > 100_000_000)
        {
            yield return $"Shortener:Redirect:CachedShares is {CachedShares}; it may be 1 to 100000000.";
        }
        if (ChangesMillis is < 100 or > 60_000)
        {
            yield return $"Shortener:Redirect:ChangesMillis is {ChangesMillis}; it may be 100 to 60000.";
        }
    }
}
