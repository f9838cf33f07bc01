using Shortener.Values;

namespace Shortener.Shares;

/// <summary>
/// How shares are made, and what they tell the destination. Section <c>Shortener:Shares</c>.
/// </summary>
public sealed record ShareSettings : ISettings
{
    /// <summary>
    /// Goes out as <c>utm_source</c> with everybody who comes through a share. <c>{app}</c> and
    /// <c>{channel}</c> stand for what it was minted for, in lower case, <c>{app}</c> for the channel where
    /// no app is known. Empty leaves the link's own.
    /// </summary>
    public string UtmSource { get; init; } = "{app}";

    /// <summary>The same for <c>utm_medium</c>.</summary>
    public string UtmMedium { get; init; } = "share";

    /// <summary>
    /// Presses of share buttons, on share pages and by the snippet, that are taken of one visitor a minute; 0
    /// is off.
    /// </summary>
    public int PressesPerMinute { get; init; } = 20;

    /// <summary>
    /// The same of one network (an IPv4 /24, an IPv6 /48), which may be a whole school behind one address.
    /// </summary>
    public int NetworkPressesPerMinute { get; init; } = 200;

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        if (PressesPerMinute is < 0 or > 1_000_000)
        {
            yield return $"Shortener:Shares:PressesPerMinute is {PressesPerMinute}; it may be 0 to 1000000.";
        }
        if (NetworkPressesPerMinute is < 0 or > 1_000_000)
        {
            yield return $"Shortener:Shares:NetworkPressesPerMinute is {NetworkPressesPerMinute}; it may be 0 to 1000000.";
        }
        if (UtmSource.Length > 256) yield return "Shortener:Shares:UtmSource may have 256 characters.";
        if (UtmMedium.Length > 256) yield return "Shortener:Shares:UtmMedium may have 256 characters.";
    }
}
