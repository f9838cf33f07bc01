using Shortener.Hits;
using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Reports;

/// <summary>The period that <c>interval=all</c> means.</summary>
internal static class AllTimeStore
{
    private const string FirstQuarter = "select min(quarter) from hit_quarters";

    private const string FirstOfTail = "select min(at) from hits where reason = 0 and seq > @Folded";

    private const string FirstConversion = "select min(occurred_at) from conversions";

    /// <summary>From the day of the first hit to today.</summary>
    /// <param name="withConversions">
    /// Or of the first conversion: a sale may have been made before any click.
    /// </param>
    public static async Task<Period> Read(
        Tx tx, Watermarks marks, TimeZoneInfo zone, DateTimeOffset now, bool withConversions = false)
    {
        var today = LocalTime.DayOf(now, zone);
        var first = today;
        long?[] firsts =
        [
            await tx.Find<long?>(FirstQuarter) * Slots.QuarterMillis,
            await tx.Find<long?>(FirstOfTail, new { marks.Folded }),
            withConversions ? await tx.Find<long?>(FirstConversion) : null,
        ];
        foreach (var at in firsts)
        {
            if (at is { } instant
                && LocalTime.DayOf(DateTimeOffset.FromUnixTimeMilliseconds(instant), zone) is var day
                && day < first)
            {
                first = day;
            }
        }
        return Period.OfDays(first, today, zone);
    }
}
