namespace Shortener.Hits;

/// <summary>
/// Visitor days: the local days of <c>Shortener:TimeZone</c>, within which one visitor's first click on a
/// link is unique. A day may have 23 or 25 hours.
/// </summary>
public sealed class VisitorDays(TimeZoneInfo zone)
{
    private volatile Day? _latest;

    private sealed record Day(int Number, long Start, long End);

    /// <summary>The day that holds an instant, in days since 1970.</summary>
    /// <param name="at">UTC milliseconds since 1970.</param>
    public int Of(long at)
    {
        // Nearly every hit falls on the day of the one before.
        if (_latest is { } latest && at >= latest.Start && at < latest.End) return latest.Number;

        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), zone).Date;
        var number = (int)((local - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerDay);
        _latest = new Day(number, Start(number), Start(number + 1));
        return number;
    }

    /// <summary>The first instant of a day, UTC milliseconds since 1970.</summary>
    public long Start(int day)
    {
        var midnight = DateTime.UnixEpoch.AddDays(day);
        var local = DateTime.SpecifyKind(midnight, DateTimeKind.Unspecified);
        // Where the clocks are put forward at midnight, the day begins with the first time that exists.
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        // Where midnight comes twice, the day begins with the first: the larger offset from UTC.
        var offset = zone.IsAmbiguousTime(local)
            ? zone.GetAmbiguousTimeOffsets(local).Max()
            : zone.GetUtcOffset(local);
        return (local.Ticks - DateTime.UnixEpoch.Ticks - offset.Ticks) / TimeSpan.TicksPerMillisecond;
    }
}
