namespace Shortener.Values;

/// <summary>
/// Between instants and what a zone's clocks and calendars show. A day may have 23 or 25 hours, and begin at
/// one.
/// </summary>
public static class LocalTime
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    /// <summary>The day that an instant falls on.</summary>
    public static DateOnly DayOf(DateTimeOffset at, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>The day's first instant, in UTC.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone) =>
        ToInstant(day.ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>
    /// When the clocks show <paramref name="local"/>, in UTC: the first time of two; where they pass over it,
    /// when they have.
    /// </summary>
    public static DateTimeOffset ToInstant(DateTime local, TimeZoneInfo zone)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        // Clocks are put forward by whole quarters of an hour.
        while (zone.IsInvalidTime(local)) local += Quarter;
        // Of two offsets the larger comes first.
        var offset = zone.IsAmbiguousTime(local)
            ? zone.GetAmbiguousTimeOffsets(local).Max()
            : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
