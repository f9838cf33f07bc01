namespace Shortener.Links;

/// <summary>How links are made. Section <c>Shortener:Links</c>.</summary>
public sealed record LinkSettings
{
    /// <summary>Length of the slugs that nobody chose; they grow by themselves when the shorter ones are used up.</summary>
    public int SlugLength { get; init; } = 6;

    /// <summary>What is wrong with these settings, as sentences that name the key.</summary>
    public IEnumerable<string> Problems()
    {
        if (SlugLength is < 4 or > 32) yield return $"Shortener:Links:SlugLength is {SlugLength}; it may be 4 to 32.";
    }
}
