using Shortener.Values;

namespace Shortener.Shares;

/// <summary>How shares are made, and what they tell the destination. Section <c>Shortener:Shares</c>.</summary>
public sealed record ShareSettings : ISettings
{
    /// <summary>
    /// Goes out as <c>utm_source</c> with everybody who comes through a share; <c>{app}</c> and <c>{channel}</c> stand for what
    /// it was minted for, in lower case. Empty leaves the link's own.
    /// </summary>
    public string UtmSource { get; init; } = "{app}";

    /// <summary>The same for <c>utm_medium</c>.</summary>
    public string UtmMedium { get; init; } = "share";

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        if (UtmSource.Length > 256) yield return "Shortener:Shares:UtmSource may have 256 characters.";
        if (UtmMedium.Length > 256) yield return "Shortener:Shares:UtmMedium may have 256 characters.";
    }
}
