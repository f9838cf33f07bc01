using Shortener.Hits;

namespace Shortener.Reports;

/// <summary>What one part of a cover is read from.</summary>
public enum Grain
{
    /// <summary>
    /// The roll-up of one closed UTC month; the bounds are <see cref="Slots.Month"/> numbers.
    /// </summary>
    Month,

    /// <summary>The roll-up by UTC day; bounds are <see cref="Slots.Day"/> numbers.</summary>
    Day,

    /// <summary>The log; bounds are UTC milliseconds since 1970.</summary>
    Hit,
}

/// <summary>
/// A stretch of time, its end not inside, to add (<paramref name="Sign"/> 1) or to take away (−1).
/// </summary>
public readonly record struct Part(Grain Grain, long From, long Until, int Sign);

/// <summary>
/// A period as whole UTC months, days and single hits, so that as little as possible is read: of a month that
/// the period nearly fills, the few days outside are taken away again.
/// </summary>
/// <remarks>
/// Each part is an integral of hits over time, and a bound may lie on either side of a coarser one near it:
/// ∫ from→until = ∫ from→a + ∫ a→b + ∫ b→until, where an integral that runs backwards is taken away.
/// </remarks>
public static class Cover
{
    /// <summary>The parts whose sum is the period.</summary>
    /// <param name="from">First instant, UTC milliseconds since 1970.</param>
    /// <param name="until">The end, not inside; at least <paramref name="from"/>.</param>
    /// <param name="now">After it there are few hits, so that reading on costs nothing.</param>
    /// <param name="isClosed">
    /// Which months (<see cref="Slots.Month"/> numbers) have a roll-up of their own.
    /// </param>
    public static IEnumerable<Part> Of(long from, long until, long now, Func<int, bool> isClosed)
    {
        var open = from;
        for (var month = Slots.Month(Slots.Day(from)); MonthStart(month) < until; month++)
        {
            var (start, end) = (MonthStart(month), MonthStart(month + 1));
            var (first, last) = (Math.Max(from, start), Math.Min(until, end));
            if (!isClosed(month) || 2 * (last - first) < end - start) continue;

            // What lies before is read by days, and what the month has too much is taken away.
            foreach (var part in Days(open, start, now)) yield return part;
            yield return new Part(Grain.Month, month, month + 1, 1);
            open = end;
        }
        foreach (var part in Days(open, until, now)) yield return part;
    }

    private static IEnumerable<Part> Days(long from, long until, long now)
    {
        if (from > until) return Days(until, from, now).Select(part => part with { Sign = -part.Sign });

        var first = NearestDay(from, now);
        var last = NearestDay(until, now);
        if (first >= last) return Hits(from, until);

        return
        [
            .. Hits(from, first * Slots.DayMillis),
            new Part(Grain.Day, first, last, 1),
            .. Hits(last * Slots.DayMillis, until),
        ];
    }

    private static IEnumerable<Part> Hits(long from, long until)
    {
        if (from < until) yield return new Part(Grain.Hit, from, until, 1);
        if (from > until) yield return new Part(Grain.Hit, until, from, -1);
    }

    private static long NearestDay(long at, long now)
    {
        var day = Slots.Day(at);
        return IsNearer(day * Slots.DayMillis, at, (day + 1) * Slots.DayMillis, now) ? day : day + 1;
    }

    // What lies after now need not be read.
    private static bool IsNearer(long before, long at, long after, long now) =>
        Math.Min(at, now) - Math.Min(before, now) <= Math.Min(after, now) - Math.Min(at, now);

    private static long MonthStart(int month) => Slots.FirstDay(month) * Slots.DayMillis;
}
