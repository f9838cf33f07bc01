using System.Runtime.InteropServices;
using Shortener.Statistics;

namespace Shortener.Channels.Dark;

/// <summary>
/// What comes together in time: how often named clicks and shares of an app are accompanied by other clicks
/// on the same link within hours, beyond what chance would do.
/// </summary>
/// <remarks>
/// <para>
/// A message in a chat brings taps in a burst, and the app shows itself in some of them only: the unnamed
/// clicks that rise and fall with an app's named ones are its own. Let y(h) be a count on a link in an hour h
/// of a day. For a sign x of an app (its named clicks; its shares) the excess M(x, y) = Σ x(h)·y(g)·c(h, g),
/// with c from <see cref="BurstDay"/>, has the mean 0 where x and y have nothing to do with each other. A
/// click is never paired with itself.
/// </para>
/// <para>
/// If app t has b(t, q) hidden clicks in a cell q of unnamed ones for each click that names it, then
/// M(x, unnamed q) = Σₜ b(t, q)·M(x, named t) in the mean, for every sign x: nothing is assumed of
/// visibility.
/// </para>
/// <para>
/// On a day of many clicks most pairs are chance. A pair weighs the less, the more other clicks there were
/// that day: counted so, and without the pair itself, the weight leaves the equation above as true as it was.
/// </para>
/// <para>
/// Sums are kept in blocks of links and quarters of days: how far blocks differ says how sure the sums are.
/// </para>
/// </remarks>
public sealed class Bursts
{
    /// <summary>So many sums side by side.</summary>
    public const int Blocks = 192;

    /// <summary>Unnamed clicks are told apart by platform and <see cref="Arrival"/>.</summary>
    public const int Cells = 2 * Platforms.Count;

    private const long Hour = 3_600;

    // Of a few busy links, whole days would be too few to tell how sure the sums are.
    private const int HoursOfABlock = 6;

    // So many other clicks on its day halve the weight of a pair.
    private const double Crowded = 5;

    private readonly IReadOnlyList<int> _hidden;
    private readonly int _width;
    private readonly double[][] _blocks;

    private Bursts(IReadOnlyList<int> apps, IReadOnlyList<int> hidden)
    {
        (Apps, _hidden, _width) = (apps, hidden, apps.Count + Cells + hidden.Count);
        _blocks = [.. Enumerable.Range(0, Blocks).Select(_ => new double[Signs * _width])];
    }

    /// <summary>The apps that show themselves: their places in <see cref="Visibility.Apps"/>.</summary>
    public IReadOnlyList<int> Apps { get; }

    /// <summary>Two for each app: its named clicks first, then the shares of each.</summary>
    public int Signs => 2 * Apps.Count;

    /// <summary>How many apps never show themselves, but their shares.</summary>
    public int Hidden => _hidden.Count;

    /// <summary>The excess of a sign with the named clicks of an app, in a block.</summary>
    public double WithNamed(int block, int sign, int app) => _blocks[block][sign * _width + app];

    /// <summary>The excess of a sign with a cell of unnamed clicks, in a block.</summary>
    public double WithUnnamed(int block, int sign, int cell) =>
        _blocks[block][sign * _width + Apps.Count + cell];

    /// <summary>The excess of a sign with the shares of a hidden app, in all blocks.</summary>
    public double WithHidden(int sign, int app) =>
        _blocks.Sum(block => block[sign * _width + Apps.Count + Cells + app]);

    /// <summary>Counts what comes together.</summary>
    /// <param name="sights">
    /// Of links themselves, not of share links; in any order. Whole days of links, or none of a day.
    /// </param>
    /// <param name="apps">Those whose bursts are looked for.</param>
    /// <param name="hidden">Those of which shares alone are seen.</param>
    public static Bursts Of(
        IEnumerable<TimedSight> sights, IReadOnlyList<int> apps, IReadOnlyList<int> hidden)
    {
        var bursts = new Bursts(apps, hidden);
        // What was seen on a day of a link: the last of it, from which one gets to what was before.
        var days = new Dictionary<(long Link, long Day), (int Last, int Seen, int Clicks)>();
        var chain = new List<(int Hour, int Column, int Before)>();
        var firsts = new Dictionary<long, long>();
        var (until, rhythm) = (0L, new double[BurstDay.Hours]);
        foreach (var (link, seconds, sight) in sights)
        {
            if (bursts.Column(sight) is not (>= 0 and var column)) continue;
            var (day, hour) = Math.DivRem(seconds / Hour, BurstDay.Hours);
            ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(days, (link, day), out _);
            chain.Add(((int)hour, column, seen.Last));
            seen = (chain.Count, seen.Seen + 1, seen.Clicks + (bursts.IsClick(column) ? 1 : 0));
            ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(firsts, link, out var isKnown);
            if (!isKnown || seconds / Hour < first) first = seconds / Hour;
            until = Math.Max(until, seconds / Hour);
            if (bursts.IsClick(column)) rhythm[hour]++;
        }
        var table = new BurstDay(bursts._width + apps.Count, rhythm);
        foreach (var ((link, day), (last, seen, clicks)) in days)
        {
            // Whatever is alone on its day comes together with nothing.
            if (seen == 1) continue;
            table.Begin(firsts[link] - day * BurstDay.Hours, until - day * BurstDay.Hours);
            for (var at = last; at > 0; at = chain[at - 1].Before)
            {
                table.Count(chain[at - 1].Hour, chain[at - 1].Column);
            }
            bursts.Add(link, day, table, clicks);
        }
        return bursts;
    }

    // Named clicks, unnamed cells, shares of hidden apps, shares of the others; −1 for what is not looked
    // for.
    private int Column(Sight sight) => sight switch
    {
        { Kind: SightKind.Named, Place: var cell } => IndexOf(Apps, cell / Platforms.Count),
        { Kind: SightKind.Unnamed, Place: var cell } => Apps.Count + cell,
        { Kind: SightKind.Share, Place: var app } => ColumnOfShare(app),
        _ => -1,
    };

    private int ColumnOfShare(int app)
    {
        if (IndexOf(Apps, app) is >= 0 and var shown) return _width + shown;
        return IndexOf(_hidden, app) is >= 0 and var hidden ? Apps.Count + Cells + hidden : -1;
    }

    private static int IndexOf(IReadOnlyList<int> apps, int app)
    {
        for (var i = 0; i < apps.Count; i++)
        {
            if (apps[i] == app) return i;
        }
        return -1;
    }

    private bool IsClick(int column) => column < Apps.Count + Cells;

    private void Add(long link, long date, BurstDay day, int clicks)
    {
        for (var hour = 0; hour < BurstDay.Hours; hour++)
        {
            if (!day.IsSeen(hour)) continue;
            var quarter = date * (BurstDay.Hours / HoursOfABlock) + hour / HoursOfABlock;
            var block = _blocks[DaySample.Hash(link, quarter) % Blocks];
            AddNamed(block, day, hour, clicks);
            AddShares(block, day, hour, clicks);
        }
    }

    private void AddNamed(double[] block, BurstDay day, int hour, int clicks)
    {
        var named = day.At(hour)[..Apps.Count];
        Span<double> excess = stackalloc double[_width + Apps.Count];
        if (!named.ContainsAnyExcept(0) || !day.Excess(hour, onlyAfter: false, excess)) return;
        for (var app = 0; app < named.Length; app++)
        {
            var times = named[app] * Weight(clicks - 2);
            var sums = block.AsSpan(app * _width, _width);
            Vectors.Add(sums, excess[.._width], times);
            sums[app] -= times * BurstDay.Together;
        }
    }

    private void AddShares(double[] block, BurstDay day, int hour, int clicks)
    {
        var shares = day.At(hour)[_width..];
        Span<double> excess = stackalloc double[_width + Apps.Count];
        // A card is fetched before anybody taps.
        if (!shares.ContainsAnyExcept(0) || !day.Excess(hour, onlyAfter: true, excess)) return;
        for (var app = 0; app < shares.Length; app++)
        {
            var sums = block.AsSpan((Apps.Count + app) * _width, _width);
            Vectors.Add(sums, excess[.._width], shares[app] * Weight(clicks - 1));
        }
    }

    private static double Weight(int others) => 1 / (1 + Math.Max(0, others) / Crowded);
}
