using System.Runtime.InteropServices;
using Shortener.Statistics;

namespace Shortener.Channels.Dark;

/// <summary>Brings the counts of one link after the other into the fit.</summary>
/// <remarks>
/// A count is a Poisson number around the sum of its cell's pieces; a piece is proportional to the clicks
/// that an inflow brings to the link and to what the link has more of the platform. What the link leaves open
/// of its own unknowns is not taken for known: the shared unknowns are pulled to where all values of the
/// link's own, weighed by how likely each is, make what was seen most likely. That is Laplace's approximation
/// of the integral over them: beside the score of the most likely values stands the derivative of −½ log det
/// of their information. Without it, many links of few clicks bend what they share. Source: Breslow and
/// Clayton, Approximate inference in generalized linear mixed models (1993).
/// </remarks>
/// <param name="inflows">A row's own unknowns are one for each of them, then one for each platform.</param>
internal sealed class LinkFit(ArrowSystem system, int inflows)
{
    private readonly int _width = inflows + Platforms.Count;
    private readonly double[] _grown = new double[inflows + Platforms.Count];
    private readonly double[] _through = new double[inflows + Platforms.Count];
    private readonly double[] _spread = new double[(inflows + Platforms.Count) * (inflows + Platforms.Count)];
    private readonly List<(int At, double Value)> _locals = [];
    private readonly List<(int At, double Value)> _shared = [];

    /// <param name="own">The row's own unknowns, as they are now.</param>
    /// <param name="counts">All of the row.</param>
    public void Add(int row, ReadOnlySpan<double> own, IReadOnlyList<Count> counts)
    {
        for (var i = 0; i < _width; i++) _grown[i] = Math.Exp(own[i]);
        foreach (var count in counts) Add(row, count);
        system.Spread(row, _spread);
        foreach (var count in counts) Bend(row, count);
    }

    private void Add(int row, Count count)
    {
        var sum = Sum(count.Cell);
        if (sum <= 0) return;
        _locals.Clear();
        _shared.Clear();
        if (count.Cell.Platform is { } p) _locals.Add((inflows + p, 1));
        foreach (var piece in count.Cell.Pieces)
        {
            var part = Clicks(count.Cell, piece) / sum;
            _locals.Add((piece.Inflow, part));
            foreach (var (at, value) in piece.Derivatives) _shared.Add((at, part * value));
        }
        var locals = CollectionsMarshal.AsSpan(_locals);
        var shared = CollectionsMarshal.AsSpan(_shared);
        // Where nothing but what is expected beforehand speaks, far too few clicks would look like no
        // information at all.
        system.Add(row, locals, shared, count.Trust * (count.IsPrior ? Math.Max(sum, count.Seen) : sum));
        system.Pull(row, locals, shared, count.Trust * (count.Seen - sum));
    }

    /// <summary>
    /// With S the covariance of the row's own unknowns, a the derivatives of the logarithm of the cell's sum
    /// by them and b those of a piece m, the derivative of ½ log det by log m is m·(bᵀSa − ½·aᵀSa).
    /// </summary>
    private void Bend(int row, Count count)
    {
        var sum = Sum(count.Cell);
        if (sum <= 0) return;
        Array.Clear(_through);
        if (count.Cell.Platform is { } p)
        {
            Vectors.Add(_through, _spread.AsSpan((inflows + p) * _width, _width), 1);
        }
        foreach (var piece in count.Cell.Pieces)
        {
            Vectors.Add(
                _through, _spread.AsSpan(piece.Inflow * _width, _width), Clicks(count.Cell, piece) / sum);
        }
        var ofPlatform = count.Cell.Platform is { } at ? _through[inflows + at] : 0;
        var all = ofPlatform;
        foreach (var piece in count.Cell.Pieces)
        {
            all += Clicks(count.Cell, piece) / sum * _through[piece.Inflow];
        }
        foreach (var piece in count.Cell.Pieces)
        {
            var pull =
                -count.Trust * Clicks(count.Cell, piece) * (_through[piece.Inflow] + ofPlatform - all / 2);
            _locals.Clear();
            _locals.Add((piece.Inflow, 1));
            if (count.Cell.Platform is { } platform) _locals.Add((inflows + platform, 1));
            system.Bend(row, CollectionsMarshal.AsSpan(_locals), piece.Derivatives, pull);
        }
    }

    private double Sum(Cell cell)
    {
        var sum = 0.0;
        foreach (var piece in cell.Pieces) sum += Clicks(cell, piece);
        return sum;
    }

    private double Clicks(Cell cell, Piece piece) =>
        _grown[piece.Inflow] * piece.Part * (cell.Platform is { } p ? _grown[inflows + p] : 1);
}
