using System.Globalization;
using System.Text.RegularExpressions;
using Shortener.Values;

namespace Shortener.Web;

/// <summary>
/// The period that a report was asked for, and the earlier one that it may be compared with.
/// </summary>
/// <param name="Period">Null for all time: only the database knows when that began.</param>
/// <param name="Before">How far back the period before this one lies, on the zone's calendar.</param>
public sealed partial record ReportPeriod(TimeZoneInfo Zone, Period? Period, CalendarStep Before)
{
    /// <summary>The words that <c>interval</c> takes.</summary>
    public const string Intervals = "24h, 7d, 30d, 90d, 12mo, all";

    /// <summary>What its parameters mean, for the description of the API.</summary>
    public static readonly IReadOnlyList<(string, string)> Descriptions =
    [
        ("interval", $"One of {Intervals}: the last local days with today, the last 24 whole hours with this one, the last twelve months with this one, or all time."),
        ("start", "Instead of interval: the first local day, or an instant (RFC 3339)."),
        ("end", "The end, not inside: a local day or an instant. Without it, the end of today."),
        ("timezone", "IANA name of the zone of all days; the instance's, where none is given."),
    ];

    private const int FirstYear = 1970;
    private const int LastYear = 2200;

    /// <summary>
    /// Reads <c>interval</c>, <c>start</c>, <c>end</c> and <c>timezone</c>; what is wrong is refused there.
    /// </summary>
    /// <param name="standard">The zone of the instance.</param>
    /// <param name="interval">Where none is asked for.</param>
    public static ReportPeriod? Read(
        Parameters parameters, TimeZoneInfo standard, DateTimeOffset now, string interval)
    {
        var asked = parameters.Take("interval");
        var (start, end) = (parameters.Take("start"), parameters.Take("end"));
        if (FindZone(parameters.Take("timezone"), standard) is not { } zone)
        {
            parameters.Refuse("timezone", "is not the IANA name of a time zone, such as Europe/Berlin");
            return null;
        }
        if (start is null && end is null) return Named(asked ?? interval, parameters, zone, now);

        if (asked is not null)
        {
            parameters.Refuse("interval", "cannot stand beside start and end; leave out one or the other");
        }
        if (start is null) parameters.Refuse("start", "is missing beside end");
        return parameters.Problems.Count > 0 ? null : Between(start!, end, parameters, zone, now);
    }

    /// <summary>The earlier period of the same length (<paramref name="step"/> back).</summary>
    public static Period Earlier(Period period, CalendarStep step) =>
        new(step.Back(period.Start, period.Zone), step.Back(period.End, period.Zone), period.Zone);

    private static ReportPeriod? Named(
        string interval, Parameters parameters, TimeZoneInfo zone, DateTimeOffset now)
    {
        var today = LocalTime.DayOf(now, zone);
        switch (interval)
        {
            case "24h":
                var local = TimeZoneInfo.ConvertTime(now, zone);
                var end = now.ToUniversalTime().AddTicks(
                    TimeSpan.TicksPerHour - local.Ticks % TimeSpan.TicksPerHour);
                return new(
                    zone, new Period(end.AddHours(-24), end, zone),
                    new CalendarStep(Span: TimeSpan.FromHours(24)));
            case "7d" or "30d" or "90d":
                var days = int.Parse(interval.AsSpan(0, interval.Length - 1), CultureInfo.InvariantCulture);
                return new(
                    zone, Period.OfDays(today.AddDays(1 - days), today, zone), new CalendarStep(Days: days));
            case "12mo":
                var month = new DateOnly(today.Year, today.Month, 1);
                return new(
                    zone, Period.OfDays(month.AddMonths(-11), month.AddMonths(1).AddDays(-1), zone),
                    new CalendarStep(Months: 12));
            case "all":
                return new(zone, null, default);
            default:
                parameters.Refuse("interval", $"must be one of {Intervals}");
                return null;
        }
    }

    private static ReportPeriod? Between(
        string start, string? end, Parameters parameters, TimeZoneInfo zone, DateTimeOffset now)
    {
        var from = Bound(start, zone);
        var until =
            end is null ? LocalTime.StartOf(LocalTime.DayOf(now, zone).AddDays(1), zone) : Bound(end, zone);
        const string form =
            $"must be a day such as 2026-11-21 or an instant such as 2026-11-21T17:16:39Z, from 1970 to 2199";
        if (from is null) parameters.Refuse("start", form);
        if (until is null) parameters.Refuse("end", form);
        if (from >= until)
        {
            parameters.Refuse("start", "must lie before the end (which is not part of the period)");
        }
        if (parameters.Problems.Count > 0) return null;

        var period = new Period(from!.Value, until!.Value, zone);
        return new(zone, period, CalendarStep.Length(period));
    }

    private static DateTimeOffset? Bound(string text, TimeZoneInfo zone)
    {
        if (DateOnly.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day.Year is >= FirstYear and < LastYear ? LocalTime.StartOf(day, zone) : null;
        }
        // A plus that was not percent-encoded arrives as a blank.
        text = text.Replace(' ', '+');
        return Instant().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            && at.Year is >= FirstYear and < LastYear ? at.ToUniversalTime() : null;
    }

    private static TimeZoneInfo? FindZone(string? name, TimeZoneInfo standard)
    {
        if (name is null) return standard;
        // Names may hold slashes, and are looked up as files.
        if (!ZoneName().IsMatch(name) || !TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            return null;
        }
        return zone.HasIanaId ? zone : null;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)$")]
    private static partial Regex Instant();

    [GeneratedRegex(@"^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+){0,2}$")]
    private static partial Regex ZoneName();
}
