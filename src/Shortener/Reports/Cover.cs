using Shortener.Hits;

namespace Shortener.Reports;

/// <summary>What one part of a cover is read from.</summary>
public enum Grain
{
    /// <summary>The roll-up by UTC month; bounds are <see cref="Slots.Month"/> numbers.</summary>
    Month,

    /// <summary>The roll-up by UTC day; bounds are <see cref="Slots.Day"/> numbers.</summary>
    Day,

    /// <summary>The log; bounds are UTC milliseconds since 1970.</summary>
    Hit,
}

/// <summary>A stretch of time, its end not inside, to add (<paramref name="Sign"/> 1) or to take away (−1).</summary>
public readonly record struct Part(Grain Grain, long From, long Until, int Sign);

/// <summary>
/// A period as whole UTC months, days and single hits, so that as little as possible is read: of a month that the period
/// nearly fills, the few days outside are taken away again.
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
    public static IEnumerable<Part> Of(long from, long until, long now)
    {
        var first = NearestMonth(from, now);
        var last = NearestMonth(until, now);
        if (first >= last) return Days(from, until, now);

        return
        [
            .. Days(from, MonthStart(first), now),
            new Part(Grain.Month, first, last, 1),
            .. Days(MonthStart(last), until, now),
        ];
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

    private static int NearestMonth(long at, long now)
    {
        var month = Slots.Month(Slots.Day(at));
        return IsNearer(MonthStart(month), at, MonthStart(month + 1), now) ? month : month + 1;
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
