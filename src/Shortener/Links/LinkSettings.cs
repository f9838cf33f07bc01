using Shortener.Values;

namespace Shortener.Links;

/// <summary>How links are made. Section <c>Shortener:Links</c>.</summary>
public sealed record LinkSettings : ISettings
{
    /// <summary>
    /// Length of the slugs that nobody chose; they grow by themselves when the shorter ones are used up.
    /// </summary>
    public int SlugLength { get; init; } = 6;

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        if (SlugLength is < 4 or > 32)
        {
            yield return $"Shortener:Links:SlugLength is {SlugLength}; it may be 4 to 32.";
        }
    }
}
