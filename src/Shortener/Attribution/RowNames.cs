namespace Shortener.Attribution;

/// <summary>What the rows of a report are called.</summary>
/// <param name="OfKeys">
/// By key. Several where a link has several tags, which then share its credit in equal parts; empty for
/// "unknown".
/// </param>
public sealed record RowNames(IReadOnlyList<IReadOnlyList<string>> OfKeys)
{
    /// <summary>Slugs of links, by the links' names.</summary>
    public IReadOnlyDictionary<string, string>? Slugs { get; init; }

    /// <summary>One name for each key.</summary>
    public static RowNames Of(IEnumerable<string> names) => new([.. names.Select(name => new[] { name })]);
}
