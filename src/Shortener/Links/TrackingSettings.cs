using Shortener.Values;

namespace Shortener.Links;

/// <summary>Which links carry click ids, and how. Section <c>Shortener:Conversions</c>.</summary>
public sealed record TrackingSettings : ISettings
{
    /// <summary>Whether links track conversions where <c>trackConversions</c> is left out.</summary>
    public bool Track { get; init; }

    /// <summary>Name of the parameter by which the destination learns the click id.</summary>
    public string Parameter { get; init; } = "sc_id";

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        if (Parameter.Length is 0 or > 32
            || !Parameter.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            yield return $"Shortener:Conversions:Parameter is '{Parameter}'; it may be 1 to 32 letters, digits, '_' and '-'.";
        }
    }
}
