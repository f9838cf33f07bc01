using Shortener.Values;

namespace Shortener.Attribution;

/// <summary>
/// Turns amounts into the one currency that a report was asked for, by the rates that the user supplied.
/// </summary>
/// <param name="to">The currency asked for.</param>
public sealed class Exchange(Currency to, RateTable rates)
{
    private const long MillisADay = 24 * 60 * 60 * 1000;

    /// <summary>The number of the currency asked for.</summary>
    public short Currency => to.Number;

    /// <summary>The first amount that no rate was found for: its currency, and the UTC day.</summary>
    public (string Currency, DateOnly Day)? Missing { get; private set; }

    /// <summary>
    /// What an outcome adds to revenue, by the rate of the day of its sale: a refund of all takes back all,
    /// whatever the rates have done since.
    /// </summary>
    public long Convert(in Outcome outcome)
    {
        if (outcome.Currency == to.Number || outcome.Revenue == 0) return outcome.Revenue;
        var day = (int)(outcome.JourneyAt / MillisADay);
        var from = Values.Currency.Of(outcome.Currency);
        if (from is not null && rates.Convert(new Money(outcome.Revenue, from), to, day) is { } converted)
        {
            return converted.Minor;
        }
        Missing ??= (from?.Code ?? "an unknown currency", DateOnly.FromDayNumber(
            DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber + day));
        return 0;
    }
}
