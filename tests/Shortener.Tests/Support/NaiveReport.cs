using System.Globalization;
using Shortener.Channels;
using Shortener.Hits;
using Shortener.Values;

namespace Shortener.Tests.Support;

/// <summary>
/// What a report must say, counted hit by hit from the definitions of the API and nothing else: no roll-ups,
/// no SQL, no code of the reports.
/// </summary>
internal sealed record NaiveReport(IReadOnlyDictionary<string, HitCounts> Rows, HitCounts Totals)
{
    /// <summary>Rows without a hit are left out.</summary>
    /// <param name="keysOf">The rows that a hit belongs to.</param>
    public static NaiveReport Of(IEnumerable<TestHit> hits, Func<TestHit, IEnumerable<string>> keysOf)
    {
        var counted = hits.Where(hit => hit.Reason == OrphanReason.None).ToList();
        var rows = counted
            .SelectMany(hit => keysOf(hit).Select(key => (key, hit)))
            .GroupBy(pair => pair.key, pair => pair.hit)
            .ToDictionary(group => group.Key, group => Count(group));
        return new NaiveReport(rows, Count(counted));
    }

    public static HitCounts Count(IEnumerable<TestHit> hits)
    {
        var list = hits.ToList();
        var clicks = list.Where(hit => hit.Kind == HitKind.Click).ToList();
        return new HitCounts
        {
            Clicks = clicks.Count,
            UniqueClicks = clicks.Count(hit => hit.Unique),
            QrScans = clicks.Count(hit => hit.Trigger == HitTrigger.Qr),
            Previews = list.Count(hit => hit.Kind == HitKind.Preview),
            Bots = list.Count(hit => hit.Kind == HitKind.Bot),
            Prefetches = list.Count(hit => hit.Kind == HitKind.Prefetch),
        };
    }

    /// <summary>The row of time, from what a clock in the zone shows.</summary>
    public static string Time(string by, DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return by switch
        {
            "hour" => HourStart(local, zone).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
            "day" => local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "week" => Monday(local).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "month" => local.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            _ => throw new ArgumentException(by),
        };
    }

    // Minute by minute back, until the clock showed another hour or was put.
    private static DateTimeOffset HourStart(DateTimeOffset local, TimeZoneInfo zone)
    {
        var start = local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute));
        while (true)
        {
            var before = TimeZoneInfo.ConvertTime(start.AddMinutes(-1), zone);
            if (before.Hour != start.Hour || before.Offset != start.Offset) return start;
            start = before;
        }
    }

    private static DateTimeOffset Monday(DateTimeOffset local)
    {
        while (local.DayOfWeek != DayOfWeek.Monday) local = local.AddDays(-1);
        return local;
    }
}
