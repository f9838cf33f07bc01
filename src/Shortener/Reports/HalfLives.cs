using Shortener.Hits;

namespace Shortener.Reports;

/// <summary>
/// The half-life of a link: the hours from its first unique click in the period until half of the unique
/// clicks of its first seven days (<see cref="SharingStore.Window"/>) have come.
/// </summary>
/// <remarks>
/// Clicks are known by watches of four hours: the first click counts as the begin of its watch, and within
/// the watch in which the half is reached clicks are taken to be spread evenly. The least is therefore 2
/// hours, when all came in one watch: shorter lives are not told apart. Source: Bitly, "You just shared a
/// link. How long will people pay attention?" (2011): the time in which a link gets half of the clicks it
/// will ever get after its peak. Here it begins with the first click, since a peak is a matter of bins.
/// </remarks>
internal static class HalfLives
{
    /// <summary>Links with fewer unique clicks in their week have a half-life by chance.</summary>
    public const int LeastClicks = 30;

    private const double HoursAWatch = Slots.WatchMillis / 3_600_000.0;

    /// <summary>Median and quartiles over the links whose week is over and has clicks enough.</summary>
    /// <param name="closed">What began by then has had its window.</param>
    public static HalfLife Of(IEnumerable<FirstWeek> weeks, DateTimeOffset closed)
    {
        var lastFirst = Slots.Watch(closed.ToUnixTimeMilliseconds());
        var hours = weeks.Where(week => week.Clicks.Count > 0 && week.Clicks[0].Watch <= lastFirst)
            .Select(week => Hours(week.Clicks)).OfType<double>().Order().ToList();
        return hours.Count == 0
            ? new HalfLife(null, null, null, 0)
            : new HalfLife(At(0.5), At(0.25), At(0.75), hours.Count);

        // The same rule as for cycles: of an even number the median is the lower one in the middle.
        double At(double part) => Math.Round(hours[(int)(part * (hours.Count - 1))], 2);
    }

    /// <summary>Of one link; null where it has too few clicks.</summary>
    /// <param name="week">In the order of watches, each with at least one click.</param>
    public static double? Hours(IReadOnlyList<(int Watch, int Clicks)> week)
    {
        var all = week.Sum(watch => watch.Clicks);
        if (all < LeastClicks) return null;
        var (half, place) = (all / 2.0, 0);
        for (; half > week[place].Clicks; place++) half -= week[place].Clicks;
        return (week[place].Watch - week[0].Watch + half / week[place].Clicks) * HoursAWatch;
    }
}
