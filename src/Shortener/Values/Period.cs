using System.Globalization;

namespace Shortener.Values;

/// <summary>
/// A stretch of time as a zone's calendar sees it: from <paramref name="Start"/> to just before
/// <paramref name="End"/>.
/// </summary>
public sealed record Period(DateTimeOffset Start, DateTimeOffset End, TimeZoneInfo Zone)
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    /// <summary>The start in UTC milliseconds since 1970, as the database has it.</summary>
    public long From => Start.ToUnixTimeMilliseconds();

    /// <summary>The end, which is no longer inside, in UTC milliseconds since 1970.</summary>
    public long Until => End.ToUnixTimeMilliseconds();

    /// <summary>Whole local days: from the first instant of one to the last of another.</summary>
    public static Period OfDays(DateOnly first, DateOnly last, TimeZoneInfo zone) =>
        new(LocalTime.StartOf(first, zone), LocalTime.StartOf(last.AddDays(1), zone), zone);

    /// <summary>
    /// The hours, days, weeks or months of which the period has a part, in order and without holes: when each
    /// begins and what it is called. The first may begin before the period.
    /// </summary>
    /// <remarks>
    /// Names are those of the API: an hour with the zone's offset (<c>2026-10-25T02:00:00+01:00</c>), a day,
    /// a week's first day (<c>2026-11-21</c>), a month (<c>2026-11</c>). Where the clocks move by half an
    /// hour (Lord Howe), an hour begins with the move.
    /// </remarks>
    public IEnumerable<(DateTimeOffset Start, string Name)> Split(TimeStep step)
    {
        var starts = step is TimeStep.Hour ? Hours() : Days(step);
        return starts.TakeWhile(start => start < End).Select(start => (start, Name(step, start)));
    }

    private IEnumerable<DateTimeOffset> Hours()
    {
        for (var start = HourStart(Start); ; start = NextHour(start)) yield return start;
    }

    private IEnumerable<DateTimeOffset> Days(TimeStep step)
    {
        var day = First(step, LocalTime.DayOf(Start, Zone));
        var start = LocalTime.StartOf(day, Zone);
        while (true)
        {
            yield return start;
            var last = start;
            do
            {
                day = Next(step, day);
                start = LocalTime.StartOf(day, Zone);
            }
            // A day that a zone left out altogether (Samoa, 30 December 2011) has no first instant of its
            // own.
            while (start <= last || LocalTime.DayOf(start, Zone) < day);
        }
    }

    private static DateOnly First(TimeStep step, DateOnly day) => step switch
    {
        TimeStep.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        TimeStep.Month => new DateOnly(day.Year, day.Month, 1),
        _ => day,
    };

    private static DateOnly Next(TimeStep step, DateOnly day) => step switch
    {
        TimeStep.Week => day.AddDays(7),
        TimeStep.Month => day.AddMonths(1),
        _ => day.AddDays(1),
    };

    private DateTimeOffset HourStart(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone);
        var start = at.ToUniversalTime().AddTicks(-(local.Ticks % TimeSpan.TicksPerHour));
        // The clocks moved within this hour: it began then. They move on whole quarters of an hour.
        while (Zone.GetUtcOffset(start) != local.Offset) start += Quarter;
        return start;
    }

    private DateTimeOffset NextHour(DateTimeOffset start)
    {
        var local = TimeZoneInfo.ConvertTime(start, Zone);
        var next = start.AddMinutes(60 - local.Minute);
        if (Zone.GetUtcOffset(next) == local.Offset) return next;
        for (next = start + Quarter; Zone.GetUtcOffset(next) == local.Offset;) next += Quarter;
        return next;
    }

    private string Name(TimeStep step, DateTimeOffset start)
    {
        var local = TimeZoneInfo.ConvertTime(start, Zone);
        return step switch
        {
            TimeStep.Hour => local.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            TimeStep.Month => local.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            _ => local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }
}
