namespace Shortener.Hits;

/// <summary>The stretches of UTC time that roll-ups are kept by, as numbers.</summary>
public static class Slots
{
    /// <summary>Length of a quarter of an hour. Every zone's days have begun on one since 1972.</summary>
    public const long QuarterMillis = 15 * 60 * 1000;

    /// <summary>How many quarters of an hour a watch has.</summary>
    public const int QuartersAWatch = 16;

    /// <summary>Length of a watch: four hours.</summary>
    public const long WatchMillis = QuartersAWatch * QuarterMillis;

    /// <summary>Length of a UTC day.</summary>
    public const long DayMillis = 24 * 60 * 60 * 1000;

    /// <summary>The quarter of an hour that holds an instant, counted from 1970.</summary>
    /// <param name="at">UTC milliseconds since 1970.</param>
    public static long Quarter(long at) => FloorDivide(at, QuarterMillis);

    /// <summary>The four hours that hold an instant, counted from 1970.</summary>
    public static long Watch(long at) => FloorDivide(at, WatchMillis);

    /// <summary>The UTC day that holds an instant, in days since 1970.</summary>
    public static int Day(long at) => (int)FloorDivide(at, DayMillis);

    /// <summary>The UTC month that holds a day, as year × 12 + month − 1.</summary>
    public static int Month(int day)
    {
        var date = DateTime.UnixEpoch.AddDays(day);
        return date.Year * 12 + date.Month - 1;
    }

    /// <summary>The first day of a month numbered as by <see cref="Month"/>.</summary>
    public static int FirstDay(int month) =>
        (new DateTime(month / 12, month % 12 + 1, 1, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).Days;

    private static long FloorDivide(long value, long by) =>
        value >= 0 ? value / by : -((by - 1 - value) / by);
}
