using System.Globalization;
using Shortener.Values;

namespace Shortener.Conversions;

/// <summary>How conversions are kept. Section <c>Shortener:Conversions</c>.</summary>
public sealed record ConversionSettings : ISettings
{
    /// <summary>The longest lookback.</summary>
    public const int MostLookbackDays = 365;

    /// <summary>
    /// How far back touches count where neither a conversion nor <see cref="EventLookbackDays"/> says.
    /// </summary>
    public int LookbackDays { get; init; } = 30;

    /// <summary>How far back they count for conversions of one event: <c>signup=7</c>.</summary>
    public IReadOnlyList<string> EventLookbackDays { get; init; } = [];

    /// <summary>
    /// Calls a minute that browsers may make with publishable keys, for each network (/24, /48). 0 is off.
    /// </summary>
    public int BrowserCallsPerMinute { get; init; } = 300;

    /// <summary>How far back touches count for conversions of an event that do not say.</summary>
    /// <param name="eventName">As it is kept, in Unicode's composed form; null for no event.</param>
    public int DaysOf(string? eventName) =>
        EventLookbackDays.Select(Parse).FirstOrDefault(own => own?.Event == eventName)?.Days ?? LookbackDays;

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        if (LookbackDays is < 1 or > MostLookbackDays)
        {
            yield return $"Shortener:Conversions:LookbackDays is {LookbackDays}; it may be 1 to {MostLookbackDays}.";
        }
        foreach (var own in EventLookbackDays.Where(
            own => Parse(own) is not { Event.Length: > 0, Days: >= 1 and <= MostLookbackDays }))
        {
            yield return $"Shortener:Conversions:EventLookbackDays has '{own}'; it must be an event and 1 to {MostLookbackDays} days, such as signup=7.";
        }
        if (BrowserCallsPerMinute < 0)
        {
            yield return $"Shortener:Conversions:BrowserCallsPerMinute is {BrowserCallsPerMinute}; it may be 0 (off) or more.";
        }
    }

    private static (string Event, int Days)? Parse(string own) =>
        own.LastIndexOf('=') is > 0 and var at && int.TryParse(
            own.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            ? (own[..at].Trim().Normalize(), days)
            : null;
}
