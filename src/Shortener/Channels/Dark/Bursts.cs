using System.Runtime.InteropServices;

namespace Shortener.Channels.Dark;

/// <summary>
/// What comes together in time: how often named clicks and shares of an app are accompanied by other clicks
/// on the same link within hours, beyond what chance would do.
/// </summary>
/// <remarks>
/// <para>
/// A message in a chat brings taps in a burst, and the app shows itself in some of them only: the unnamed
/// clicks that rise and fall with an app's named ones are its own. Let y(w) be a count on a link in a stretch
/// w of some hours. For a sign x of an app (its named clicks; its shares) the excess M(x, y) = Σ x(w)·[y(w) −
/// (y(w−k) + y(w+k)) / 2] has the mean 0 where x and y have nothing to do with each other, however both grow
/// and fade with the link's age. A click is never paired with itself.
/// </para>
/// <para>
/// If app t has b(t, q) hidden clicks in a cell q of unnamed ones for each click that names it, then
/// M(x, unnamed q) = Σₜ b(t, q)·M(x, named t) in the mean, for every sign x: nothing is assumed of
/// visibility.
/// </para>
/// <para>Sums are kept in blocks of links and days: how far blocks differ says how sure the sums are.</para>
/// </remarks>
public sealed class Bursts
{
    /// <summary>So many sums side by side.</summary>
    public const int Blocks = 96;

    /// <summary>Unnamed clicks are told apart by platform and <see cref="Arrival"/>.</summary>
    public const int Cells = 2 * Platforms.Count;

    // Half of the taps on a message come within the hour, nine tenths within four.
    private const long Stretch = 3 * 3_600;
    private const int Apart = 2;
    private const long StretchesADay = 8;

    // A link of so many clicks in each of its stretches has as many pairs by chance as by bursts.
    private const double Crowded = 10;

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
    /// <param name="sights">Of links themselves, not of share links; in any order.</param>
    /// <param name="apps">Those whose bursts are looked for.</param>
    /// <param name="hidden">Those of which shares alone are seen.</param>
    public static Bursts Of(
        IEnumerable<TimedSight> sights, IReadOnlyList<int> apps, IReadOnlyList<int> hidden)
    {
        var bursts = new Bursts(apps, hidden);
        var stretches = new Dictionary<(long Link, long At), double[]>();
        var links = new Dictionary<long, (double Clicks, int Stretches)>();
        foreach (var (link, seconds, sight) in sights)
        {
            if (bursts.Column(sight) is not (>= 0 and var column)) continue;
            ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(
                stretches, (link, seconds / Stretch), out var isKnown);
            counts ??= new double[bursts._width + apps.Count];
            counts[column]++;
            ref var size = ref CollectionsMarshal.GetValueRefOrAddDefault(links, link, out _);
            size =
                (size.Clicks + (sight.Kind is SightKind.Share ? 0 : 1), size.Stretches + (isKnown ? 0 : 1));
        }
        foreach (var ((link, at), counts) in stretches)
        {
            var (clicks, busy) = links[link];
            bursts.Add(
                (int)(DaySample.Hash(link, at / StretchesADay) % Blocks), 1 / (1 + clicks / busy / Crowded),
                counts,
                stretches.GetValueOrDefault((link, at - Apart)), stretches.GetValueOrDefault(
                    (link, at + Apart)));
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

    private void Add(int block, double weight, double[] here, double[]? before, double[]? after)
    {
        var sums = _blocks[block];
        for (var sign = 0; sign < Signs; sign++)
        {
            var isNamed = sign < Apps.Count;
            var signs = here[isNamed ? sign : _width + sign - Apps.Count];
            if (signs == 0) continue;
            for (var k = 0; k < _width; k++)
            {
                var others = here[k] - (isNamed && k == sign ? 1 : 0);
                var chance = ((before?[k] ?? 0) + (after?[k] ?? 0)) / 2;
                sums[sign * _width + k] += weight * signs * (others - chance);
            }
        }
    }
}
