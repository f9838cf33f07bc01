using Shortener.Statistics;

namespace Shortener.Channels.Dark;

/// <summary>
/// Moves a row's own unknowns to their most likely values, as the shared ones are now: that takes a fraction
/// of what a step of all of them does, and needs fewer of those.
/// </summary>
/// <remarks>Fisher scoring, as in <see cref="LinkFit"/>, with a handful of unknowns.</remarks>
/// <param name="inflows">A row's own unknowns are one for each of them, then one for each platform.</param>
/// <param name="precision">
/// One over the variance of what a row has more of a platform: its logarithm is expected to be 0.
/// </param>
internal sealed class RowFit(int inflows, double precision)
{
    private const int MostSteps = 20;
    private const double LongestStep = 2;
    private const double SmallestStep = 0.05;

    private readonly int _width = inflows + Platforms.Count;
    private readonly RowClicks _clicks = new(inflows);
    private readonly double[] _information = new double[
        (inflows + Platforms.Count) * (inflows + Platforms.Count)];
    private readonly double[] _side = new double[inflows + Platforms.Count];

    /// <param name="own">The row's own unknowns.</param>
    /// <param name="counts">All of the row.</param>
    public void Settle(Span<double> own, ReadOnlySpan<Count> counts)
    {
        for (var (step, longest) = (0, double.MaxValue); step < MostSteps && longest >= SmallestStep; step++)
        {
            Linearise(own, counts);
            Cholesky.Factor(_information, _width);
            Cholesky.Forward(_information, _width, _side);
            Cholesky.Back(_information, _width, _side);
            longest = Vectors.Longest(_side);
            for (var i = 0; i < _width; i++) own[i] += Math.Clamp(_side[i], -LongestStep, LongestStep);
        }
    }

    private void Linearise(ReadOnlySpan<double> own, ReadOnlySpan<Count> counts)
    {
        _clicks.Take(own);
        Array.Clear(_information);
        Array.Clear(_side);
        for (var p = inflows; p < _width; p++)
        {
            (_information[p * _width + p], _side[p]) = (precision, -precision * own[p]);
        }
        foreach (ref readonly var count in counts)
        {
            if (count.Cell.Pieces is [var piece]) AddOne(count, piece);
            else AddMixed(count);
        }
    }

    private void AddOne(in Count count, Piece piece)
    {
        var clicks = _clicks.Of(count, piece);
        if (clicks <= 0) return;
        var (information, pull) = (RowClicks.Information(count, clicks), count.Trust * (count.Seen - clicks));
        foreach (var (at, _) in _clicks.OwnOf(count.Cell, piece))
        {
            foreach (var (other, _) in _clicks.OwnOf(count.Cell, piece))
            {
                _information[at * _width + other] += information;
            }
            _side[at] += pull;
        }
    }

    private void AddMixed(in Count count)
    {
        var clicks = _clicks.Divide(count);
        if (clicks <= 0) return;
        var information = RowClicks.Information(count, clicks);
        for (var i = 0; i < _width; i++)
        {
            if (_clicks.Own[i] is not 0 and var part)
            {
                Vectors.Add(_information.AsSpan(i * _width, _width), _clicks.Own, information * part);
            }
        }
        Vectors.Add(_side, _clicks.Own, count.Trust * (count.Seen - clicks));
    }
}
