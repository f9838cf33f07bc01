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

    private readonly Bursts _bursts;
    private readonly Layout _layout;
    private readonly int[] _inflows;
    private readonly int _signs;
    private readonly double[] _named;
    private readonly double[] _hidden;

    public BurstFit(Bursts bursts, Layout layout)
    {
        (_bursts, _layout, _signs) = (bursts, layout, bursts.Signs);
        _inflows = [.. bursts.Apps.Select(
            app => Enumerable.Range(0, layout.Inflows.Count).First(s => layout.Inflows[s].App == app))];
        _named = [.. Pairs(bursts.Apps.Count).Select(
            x => Enumerable.Range(0, Bursts.Blocks).Sum(block => bursts.WithNamed(block, x.Sign, x.App)))];
        _hidden = [.. Pairs(bursts.Hidden).Select(x => bursts.WithHidden(x.Sign, x.App))];
    }

    /// <summary>
    /// Adds an observation for each sign and cell, turned so that they are independent of one another.
    /// </summary>
    public void Linearise(ArrowSystem system, Habits habits)
    {
        for (var p = 0; p < Platforms.Count; p++)
        {
            if (_layout.ArrivalIsKnown)
            {
                Linearise(system, habits, p, Arrival.Handed);
                Linearise(system, habits, p, Arrival.Plain);
            }
            else
            {
                Linearise(system, habits, p, null);
            }
        }
    }

    private IEnumerable<(int Sign, int App)> Pairs(int apps) =>
        from sign in Enumerable.Range(0, _signs) from app in Enumerable.Range(0, apps) select (sign, app);

    private void Linearise(ArrowSystem system, Habits habits, int platform, Arrival? arrival)
    {
        var perNamed = _inflows.Select(s => habits.Hidden(s, platform, arrival) / habits.Named(s)).ToArray();
        var (left, spread) = Left(perNamed, platform, arrival);
        Cholesky.Factor(spread, _signs);
        Cholesky.Forward(spread, _signs, left);
        var wide = Gram.Padded(_layout.Count);
        var derivatives = new double[_signs * wide];
        var (bySign, byUnknown) = (new double[_signs], new List<(int At, double Value)>());
        for (var a = 0; a < perNamed.Length; a++)
        {
            if (perNamed[a] <= 0) continue;
            for (var sign = 0; sign < _signs; sign++)
            {
                bySign[sign] = perNamed[a] * _named[sign * perNamed.Length + a];
            }
            Cholesky.Forward(spread, _signs, bySign);
            byUnknown.Clear();
            AddDerivatives(byUnknown, habits, _inflows[a], platform, arrival);
            foreach (var (at, value) in byUnknown)
            {
                for (var sign = 0; sign < _signs; sign++)
                {
                    derivatives[sign * wide + at] += bySign[sign] * value;
                }
            }
        }
        system.Add(derivatives, left);
    }

    /// <summary>What is left of each sign, and the covariance of that over the blocks.</summary>
    private (double[] Left, double[] Spread) Left(double[] perNamed, int platform, Arrival? arrival)
    {
        var (left, spread, inBlock) = (new double[_signs], new double[_signs * _signs], new double[_signs]);
        for (var block = 0; block < Bursts.Blocks; block++)
        {
            for (var sign = 0; sign < _signs; sign++)
            {
                inBlock[sign] = Unnamed(block, sign, platform, arrival);
                for (var a = 0; a < perNamed.Length; a++)
                {
                    inBlock[sign] -= perNamed[a] * _bursts.WithNamed(block, sign, a);
                }
                left[sign] += inBlock[sign];
            }
            AddSquare(spread, inBlock, 1);
        }
        for (var i = 0; i < _signs; i++)
        {
            for (var j = 0; j < _signs; j++) spread[i * _signs + j] *= i == j ? 1 + Shrinkage : 1 - Shrinkage;
            spread[i * _signs + i] += LeastSpread;
        }
        for (var app = 0; app < _bursts.Hidden; app++)
        {
            for (var sign = 0; sign < _signs; sign++) inBlock[sign] = _hidden[sign * _bursts.Hidden + app];
            AddSquare(spread, inBlock, HiddenClicksPerShare * HiddenClicksPerShare);
        }
        return (left, spread);
    }

    private double Unnamed(int block, int sign, int platform, Arrival? arrival) => arrival is { } one
        ? _bursts.WithUnnamed(block, sign, 2 * platform + (int)one)
        : _bursts.WithUnnamed(block, sign, 2 * platform) + _bursts.WithUnnamed(block, sign, 2 * platform + 1);

    private void AddSquare(double[] matrix, double[] vector, double weight)
    {
        for (var i = 0; i < _signs; i++)
        {
            for (var j = 0; j < _signs; j++) matrix[i * _signs + j] += weight * vector[i] * vector[j];
        }
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
