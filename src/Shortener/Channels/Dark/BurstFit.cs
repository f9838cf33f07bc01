using Shortener.Statistics;

namespace Shortener.Channels.Dark;

/// <summary>
/// Brings what comes together in time into the fit: for every cell of unnamed clicks, what is left of
/// M(x, unnamed) − Σₜ b(t)·M(x, named t) over the signs x is expected to be nothing, as surely as blocks
/// agree.
/// </summary>
internal sealed class BurstFit
{
    // The blocks' spread is itself known only so well, above all how signs go together.
    private const double Shrinkage = 0.2;

    // Beyond what a pair of clicks weighs nothing is claimed to be known.
    private const double LeastSpread = 1;

    // Clicks of a hidden app for each of its shares are left open: they may be this many, or none.
    private const double HiddenClicksPerShare = 5;

    private readonly Layout _layout;
    private readonly int[] _inflows;
    private readonly int _signs;

    // Numbers lie side by side for each sign, filled up for Gram: of named clicks by block and app, of
    // unnamed ones by cell and block, of the shares of hidden apps by app.
    private readonly int _wide;
    private readonly double[] _named;
    private readonly double[] _unnamed;
    private readonly double[] _hidden;
    private readonly double[] _namedInAll;

    // What is added, cell by cell and sign by sign.
    private readonly (int Platform, Arrival? Arrival)[] _cells;
    private readonly double[] _derivatives;
    private readonly double[] _left;

    public BurstFit(Bursts bursts, Layout layout)
    {
        (_layout, _signs) = (layout, bursts.Signs);
        (_wide, var apps) = (Gram.Padded(_signs), bursts.Apps.Count);
        _inflows = [.. bursts.Apps.Select(
            app => Enumerable.Range(0, layout.Inflows.Count).First(s => layout.Inflows[s].App == app))];
        _named = Table(Bursts.Blocks * apps, (at, sign) => bursts.WithNamed(at / apps, sign, at % apps));
        _unnamed = Table(
            Bursts.Cells * Bursts.Blocks,
            (at, sign) => bursts.WithUnnamed(at % Bursts.Blocks, sign, at / Bursts.Blocks));
        _hidden = Table(bursts.Hidden, (app, sign) => bursts.WithHidden(sign, app));
        _namedInAll = Table(
            apps, (app, sign) => Enumerable.Range(0, Bursts.Blocks).Sum(
                block => bursts.WithNamed(block, sign, app)));
        Arrival?[] arrivals = layout.ArrivalIsKnown ? [Arrival.Handed, Arrival.Plain] : [null];
        _cells = [.. from p in Enumerable.Range(0, Platforms.Count)
                     from arrival in arrivals
                     select (p, arrival)];
        _left = new double[_cells.Length * _wide];
        _derivatives = new double[_left.Length * Gram.Padded(layout.Count)];
    }

    /// <summary>
    /// Adds an observation for each sign and cell, turned so that they are independent of one another.
    /// </summary>
    public void Linearise(ArrowSystem system, Habits habits)
    {
        if (_signs == 0) return;
        Array.Clear(_derivatives);
        Array.Clear(_left);
        var half = _cells.Length / 2;
        Halves.Do(() => Linearise(habits, 0, half), () => Linearise(habits, half, _cells.Length));
        system.Add(_derivatives, _left);
    }

    private double[] Table(int rows, Func<int, int, double> value)
    {
        var table = new double[rows * _wide];
        for (var row = 0; row < rows; row++)
        {
            for (var sign = 0; sign < _signs; sign++) table[row * _wide + sign] = value(row, sign);
        }
        return table;
    }

    // Each cell has its own part of what is written.
    private void Linearise(Habits habits, int first, int end)
    {
        for (var q = first; q < end; q++) Linearise(habits, q);
    }

    private void Linearise(Habits habits, int q)
    {
        var (platform, arrival) = _cells[q];
        var unknowns = Gram.Padded(_layout.Count);
        var derivatives = _derivatives.AsSpan(q * _wide * unknowns, _wide * unknowns);
        var left = _left.AsSpan(q * _wide, _wide);
        var perNamed = _inflows.Select(s => habits.Hidden(s, platform, arrival) / habits.Named(s)).ToArray();
        var spread = Left(perNamed, platform, arrival, left);
        Cholesky.Factor(spread, _wide);
        Cholesky.Forward(spread, _wide, left);
        var (bySign, byUnknown) = (new double[_wide], new List<(int At, double Value)>());
        for (var a = 0; a < perNamed.Length; a++)
        {
            if (perNamed[a] <= 0) continue;
            Array.Clear(bySign);
            Vectors.Add(bySign, _namedInAll.AsSpan(a * _wide, _wide), perNamed[a]);
            Cholesky.Forward(spread, _wide, bySign);
            byUnknown.Clear();
            AddDerivatives(byUnknown, habits, _inflows[a], platform, arrival);
            foreach (var (at, value) in byUnknown)
            {
                for (var sign = 0; sign < _signs; sign++)
                {
                    derivatives[sign * unknowns + at] += bySign[sign] * value;
                }
            }
        }
    }

    /// <summary>Adds up what is left of each sign.</summary>
    /// <returns>The covariance of that over the blocks.</returns>
    private double[] Left(double[] perNamed, int platform, Arrival? arrival, Span<double> left)
    {
        var spread = new double[_wide * _wide];
        var blocks = Unnamed(platform, arrival);
        for (var block = 0; block < Bursts.Blocks; block++)
        {
            var inBlock = blocks.AsSpan(block * _wide, _wide);
            for (var a = 0; a < perNamed.Length; a++)
            {
                var named = _named.AsSpan((block * perNamed.Length + a) * _wide, _wide);
                Vectors.Add(inBlock, named, -perNamed[a]);
            }
            Vectors.Add(left, inBlock, 1);
        }
        Gram.Add(spread, _wide, blocks, 1);
        for (var i = 0; i < _wide; i++)
        {
            for (var j = 0; j <= i; j++) spread[i * _wide + j] *= i == j ? 1 + Shrinkage : 1 - Shrinkage;
            spread[i * _wide + i] += LeastSpread;
        }
        Gram.Add(spread, _wide, _hidden, HiddenClicksPerShare * HiddenClicksPerShare);
        return spread;
    }

    /// <summary>The excess of each sign with a cell of unnamed clicks, block by block.</summary>
    private double[] Unnamed(int platform, Arrival? arrival)
    {
        if (arrival is { } one) return Of(2 * platform + (int)one).ToArray();
        var either = Of(2 * platform).ToArray();
        Vectors.Add(either, Of(2 * platform + 1), 1);
        return either;

        ReadOnlySpan<double> Of(int cell) =>
            _unnamed.AsSpan(cell * Bursts.Blocks * _wide, Bursts.Blocks * _wide);
    }

    /// <summary>
    /// Those of the logarithm of an inflow's hidden clicks in a cell for each click that names it anywhere.
    /// </summary>
    private static void AddDerivatives(
        List<(int, double)> derivatives, Habits habits, int s, int platform, Arrival? arrival)
    {
        derivatives.AddRange(habits.OfHidden(s, platform, arrival));
        var named = habits.Named(s);
        for (var p = 0; p < Platforms.Count; p++)
        {
            var part = habits.Rate(s, p) * habits.Shown(s, p) / named;
            if (part > 0) derivatives.AddRange(habits.OfShown(s, p).Select(by => (by.At, -part * by.Value)));
        }
    }
}
