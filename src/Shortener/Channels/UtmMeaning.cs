namespace Shortener.Channels;

/// <summary>
/// Reads tags the way people write them: <c>fb</c>, <c>Facebook</c> and <c>facebook</c> are one source.
/// </summary>
internal static class UtmMeaning
{
    private const int Longest = 100;

    /// <summary>What the tags say together; null where neither is known.</summary>
    /// <remarks>
    /// The source names the app and its channel, except where the medium says how it got there: a Facebook
    /// link with <c>cpc</c> is an advertisement.
    /// </remarks>
    public static Source? Read(Knowledge knowledge, string? source, string? medium)
    {
        if (source is null && medium is null) return null;
        var from = FindSource(knowledge, source);
        var by = Find(knowledge, "medium", medium);
        if (by is null || from is not null && !by.Decides) return from;
        return from is null ? by.Source : by.Source with { App = from.App };
    }

    /// <summary>
    /// The one spelling under which a value is counted: lower case, and aliases as their row reads them.
    /// </summary>
    public static string Canonical(Knowledge knowledge, string key, string value) =>
        Find(knowledge, key, value)?.ReadAs ?? value.Trim().ToLowerInvariant();

    /// <summary>Many tools put their host name there: <c>utm_source=chatgpt.com</c>.</summary>
    private static Source? FindSource(Knowledge knowledge, string? source) =>
        Find(knowledge, "source", source)?.Source
        ?? (source is { Length: <= Longest } && source.Contains('.')
            ? knowledge.Sites.Find(source.Trim().ToLowerInvariant())?.Source
            : null);

    private static UtmValue? Find(Knowledge knowledge, string key, string? value) =>
        value is { Length: > 0 and <= Longest }
            ? knowledge.Utm.GetValueOrDefault($"{key}={value.Trim()}")
            : null;
}
