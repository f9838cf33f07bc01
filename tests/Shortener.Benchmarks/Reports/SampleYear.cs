using Shortener.Channels;
using Shortener.Hits;

namespace Shortener.Benchmarks.Reports;

/// <summary>
/// A year of hits as an instance may see it: 5,000 links of which the busiest has a ninth of all hits, few
/// hits at night and at weekends, and the long tails that referrers, cities and campaigns have. The same for
/// the same seed.
/// </summary>
internal sealed class SampleYear(int hits, int seed = 20261121)
{
    public const int Links = 5_000;
    public const int Referrers = 3_000;
    public const int Languages = 60;
    public const int Cities = 20_000;
    public const int Clients = 400;
    public const int Origins = 150;
    public const int UtmSets = 8_000;
    public const int UserAgents = 3_000;
    public const int Tags = 40;

    /// <summary>The moment at which reports are asked for: the end of the year.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 17, 16, 39, TimeSpan.Zero);

    private const int Hours = 365 * 24;

    private static readonly DateTimeOffset Start = Now.AddHours(-Hours);

    private readonly Random _dice = new(seed);
    private readonly Zipf _links = new(Links);
    private readonly Zipf _referrers = new(Referrers);
    private readonly Zipf _languages = new(Languages, 1.5);
    private readonly Zipf _cities = new(Cities, 0.9);
    private readonly Zipf _clients = new(Clients, 1.1);
    private readonly Zipf _origins = new(Origins, 1.1);
    private readonly Zipf _agents = new(UserAgents, 1.1);

    /// <summary>
    /// The columns of each hit but its number, in the order of time. The array is used again.
    /// </summary>
    public IEnumerable<long[]> Rows()
    {
        var weights = Enumerable.Range(0, Hours).Select(hour => Weight(Start.AddHours(hour))).ToArray();
        var (share, done, due) = (hits / weights.Sum(), 0, 0.0);
        var row = new long[HitRow.Length];
        for (var hour = 0; hour < Hours; hour++)
        {
            due += weights[hour] * share;
            var count = (hour == Hours - 1 ? hits : (int)due) - done;
            foreach (var at in Times(Start.AddHours(hour), count))
            {
                Fill(row, at, ++done);
                yield return row;
            }
        }
    }

    // People sleep, and click less on Saturdays and Sundays.
    private static double Weight(DateTimeOffset hour) =>
        (1.1 + Math.Sin((hour.Hour - 8) * Math.PI / 12)) * (
            hour.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.6 : 1);

    private IEnumerable<long> Times(DateTimeOffset hour, int count)
    {
        var start = hour.ToUnixTimeMilliseconds();
        var times = new long[count];
        for (var i = 0; i < count; i++) times[i] = start + _dice.Next(3_600_000);
        Array.Sort(times);
        return times;
    }

    private void Fill(long[] row, long at, int number)
    {
        var link = _links.Draw(_dice) + 1;
        var kind = _dice.Next(100) switch { < 80 => HitKind.Click, < 86 => HitKind.Preview, < 98 => HitKind.Bot, _ => HitKind.Prefetch };
        row[0] = number;
        row[1] = at;
        row[2] = link;
        row[3] = (long)kind;
        row[4] = (long)(_dice.Next(100) < 3 ? HitTrigger.Qr : HitTrigger.Link);
        row[5] = kind is HitKind.Click && _dice.Next(10) < 7 ? 1 : 0;
        row[6] = 0;
        row[7] = _dice.Next(100) == 0 ? 1 : 0;
        row[8] = _dice.NextInt64();
        row[9] = _dice.NextInt64(1L << 32);
        row[10] = _agents.Draw(_dice) + 1;
        row[11] = _agents.Draw(_dice) + 1;
        row[12] = _dice.Next(100) < 45 ? 0 : 1 + _referrers.Draw(_dice);
        row[13] = 1 + Referrers + _languages.Draw(_dice);
        row[14] = _cities.Draw(_dice) + 1;
        // A link goes out with one or two sets of tags.
        row[15] = (link * 8 / 5 + _dice.Next(2)) % UtmSets + 1;
        row[16] = _clients.Draw(_dice) + 1;
        row[17] = _origins.Draw(_dice) + 1;
        row[18] = 0;
    }
}
