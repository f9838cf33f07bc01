namespace Shortener.Values;

/// <summary>A way back on a zone's calendar: whole months or days, or a span of time.</summary>
public readonly record struct CalendarStep(int Months = 0, int Days = 0, TimeSpan Span = default)
{
    /// <summary>The same local time a year before; of 29 February the 28th.</summary>
    public static readonly CalendarStep Year = new(Months: 12);

    /// <summary>
    /// The step that leads to the period just before this one: of whole local months or days, else of its
    /// length.
    /// </summary>
    public static CalendarStep Length(Period period)
    {
        var start = TimeZoneInfo.ConvertTime(period.Start, period.Zone).DateTime;
        var end = TimeZoneInfo.ConvertTime(period.End, period.Zone).DateTime;
        if (!IsMidnight(period.Start, period.Zone) || !IsMidnight(period.End, period.Zone))
        {
            return new(Span: period.End - period.Start);
        }

        return start.Day == 1 && end.Day == 1
            ? new(Months: (end.Year - start.Year) * 12 + end.Month - start.Month)
            : new(Days: (end.Date - start.Date).Days);
    }

    /// <summary>The instant that far before <paramref name="at"/>.</summary>
    public DateTimeOffset Back(DateTimeOffset at, TimeZoneInfo zone)
    {
        if (Months == 0 && Days == 0) return at - Span;
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        return LocalTime.ToInstant(local.AddMonths(-Months).AddDays(-Days), zone);
    }

    private static bool IsMidnight(DateTimeOffset at, TimeZoneInfo zone) =>
        LocalTime.StartOf(LocalTime.DayOf(at, zone), zone) == at;
}
