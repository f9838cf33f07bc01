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

    private readonly int[] _apps;
    private readonly int[] _hidden;
    private readonly int _width;
    private readonly double[][] _blocks;

    private Bursts(IReadOnlyList<int> apps, IReadOnlyList<int> hidden)
    {
        (_apps, _hidden, _width) = ([.. apps], [.. hidden], apps.Count + Cells + hidden.Count);
        _blocks = [.. Enumerable.Range(0, Blocks).Select(_ => new double[Signs * _width])];
    }

    /// <summary>The apps that show themselves: their places in <see cref="Visibility.Apps"/>.</summary>
    public IReadOnlyList<int> Apps => _apps;

    /// <summary>Two for each app: its named clicks first, then the shares of each.</summary>
    public int Signs => 2 * _apps.Length;

    /// <summary>How many apps never show themselves, but their shares.</summary>
    public int Hidden => _hidden.Length;

    /// <summary>The excess of a sign with the named clicks of an app, in a block.</summary>
    public double WithNamed(int block, int sign, int app) => _blocks[block][sign * _width + app];

    /// <summary>The excess of a sign with a cell of unnamed clicks, in a block.</summary>
    public double WithUnnamed(int block, int sign, int cell) =>
        _blocks[block][sign * _width + _apps.Length + cell];

    /// <summary>The excess of a sign with the shares of a hidden app, in all blocks.</summary>
    public double WithHidden(int sign, int app) =>
        _blocks.Sum(block => block[sign * _width + _apps.Length + Cells + app]);

    /// <summary>Counts what comes together.</summary>
    /// <param name="sights">Of links themselves, not of share links; in any order.</param>
    /// <param name="apps">Those whose bursts are looked for.</param>
    /// <param name="hidden">Those of which shares alone are seen.</param>
    public static Bursts Of(
        IEnumerable<TimedSight> sights, IReadOnlyList<int> apps, IReadOnlyList<int> hidden)
    {
        var bursts = new Bursts(apps, hidden);
        var stretches = new Stretches(sights, bursts.Column, Stretch);
        for (var (from, until) = (0, 0); from < stretches.Count; from = until)
        {
            until = stretches.NextLink(from);
            bursts.Add(stretches, from, until);
        }
        return bursts;
    }

    // Named clicks, unnamed cells, shares of hidden apps, shares of the others; less than 0 for what is not
    // looked for.
    private int Column(Sight sight)
    {
        switch (sight)
        {
            case { Kind: SightKind.Named, Place: var cell }:
                return Array.IndexOf(_apps, cell / Platforms.Count);
            case { Kind: SightKind.Unnamed, Place: var cell }:
                return _apps.Length + cell;
            case { Kind: SightKind.Share, Place: var app }:
                return ColumnOfShare(app);
            default:
                return -1;
        }
    }

    private int ColumnOfShare(int app)
    {
        if (Array.IndexOf(_apps, app) is >= 0 and var shown) return _width + shown;
        return Array.IndexOf(_hidden, app) is >= 0 and var hidden ? _apps.Length + Cells + hidden : -1;
    }

    private bool IsShare(int column) => column >= _apps.Length + Cells;

    /// <summary>Adds the stretches of a link.</summary>
    private void Add(Stretches stretches, int from, int until)
    {
        var clicks = 0;
        for (var i = from; i < until; i++)
        {
            foreach (var (column, count) in stretches.Seen(i)) clicks += IsShare(column) ? 0 : count;
        }
        var weight = 1 / (1 + (double)clicks / (until - from) / Crowded);
        for (var i = from; i < until; i++)
        {
            var (link, at) = stretches[i];
            Add(
                _blocks[(int)(DaySample.Hash(link, at / StretchesADay) % Blocks)], weight, stretches.Seen(i),
                stretches.Seen(stretches.Beside(i, -Apart)), stretches.Seen(stretches.Beside(i, Apart)));
        }
    }

    private void Add(
        double[] sums, double weight, ReadOnlySpan<(int Column, int Count)> here,
        ReadOnlySpan<(int Column, int Count)> before, ReadOnlySpan<(int Column, int Count)> after)
    {
        foreach (var (column, count) in here)
        {
            var sign = column < _apps.Length ? column : column - _width + _apps.Length;
            if (column >= _apps.Length && column < _width) continue;
            var row = sums.AsSpan(sign * _width, _width);
            Add(row, weight * count, here);
            Add(row, -weight * count / 2, before);
            Add(row, -weight * count / 2, after);
            if (column < _apps.Length) row[column] -= weight * count;
        }
    }

    private void Add(Span<double> sums, double weight, ReadOnlySpan<(int Column, int Count)> seen)
    {
        foreach (var (column, count) in seen)
        {
            if (column < _width) sums[column] += weight * count;
        }
    }
}
