using Shortener.Values;

namespace Shortener.Conversions;

/// <summary>How conversions are kept. Section <c>Shortener:Conversions</c>.</summary>
public sealed record ConversionSettings : ISettings
{
    /// <summary>The longest lookback.</summary>
    public const int MostLookbackDays = 365;

    /// <summary>How far back touches count where a conversion does not say.</summary>
    public int LookbackDays { get; init; } = 30;

    /// <summary>Calls a minute that browsers may make with publishable keys, for each network (/24, /48). 0 is off.</summary>
    public int BrowserCallsPerMinute { get; init; } = 300;

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        if (LookbackDays is < 1 or > MostLookbackDays) yield return $"Shortener:Conversions:LookbackDays is {LookbackDays}; it may be 1 to {MostLookbackDays}.";
        if (BrowserCallsPerMinute < 0) yield return $"Shortener:Conversions:BrowserCallsPerMinute is {BrowserCallsPerMinute}; it may be 0 (off) or more.";
    }
}
