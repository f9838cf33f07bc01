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
internal sealed class LinkFit(ArrowSystem system, int inflows, int shared)
{
    private readonly int _width = inflows + Platforms.Count;
    private readonly double[] _grown = new double[inflows + Platforms.Count];
    private readonly double[] _spread = new double[(inflows + Platforms.Count) * (inflows + Platforms.Count)];
    private readonly double[] _parts = new double[inflows];
    private readonly double[] _own = new double[inflows + Platforms.Count];
    private readonly double[] _through = new double[inflows + Platforms.Count];
    private readonly double[] _shared = new double[Gram.Padded(shared)];

    /// <param name="own">The row's own unknowns, as they are now.</param>
    /// <param name="counts">All of the row.</param>
    public void Add(int row, ReadOnlySpan<double> own, ReadOnlySpan<Count> counts)
    {
        for (var i = 0; i < _width; i++) _grown[i] = Math.Exp(own[i]);
        foreach (ref readonly var count in counts)
        {
            if (count.Cell.Pieces is [var piece]) AddOne(row, count, piece);
            else AddMixed(row, count);
        }
        system.Spread(row, _spread);
        foreach (ref readonly var count in counts)
        {
            if (count.Cell.Pieces is [var piece]) BendOne(row, count, piece);
            else BendMixed(row, count);
        }
    }

    /// <summary>Adds what all rows together say of shared unknowns, once all are added.</summary>
    public void Finish(IEnumerable<Cell> mixed)
    {
        foreach (var cell in mixed)
        {
            var pieces = cell.Pieces;
            for (var a = 0; a < pieces.Length; a++)
            {
                for (var b = 0; b < pieces.Length; b++)
                {
                    Finish(pieces[a], pieces[b], cell.Information[a * pieces.Length + b]);
                }
            }
        }
    }

    private void Finish(Piece one, Piece other, double information)
    {
        if (information == 0) return;
        foreach (var (at, value) in one.Derivatives)
        {
            foreach (var (place, by) in other.Derivatives) system.AddShared(at, place, information * value * by);
        }
    }

    private void AddOne(int row, in Count count, Piece piece)
    {
        var clicks = Clicks(count, piece);
        if (clicks <= 0) return;
        system.Add(
            row, Locals(count.Cell, piece), piece.Derivatives, Information(count, clicks), count.Trust * (count.Seen - clicks));
    }

    private void AddMixed(int row, in Count count)
    {
        var (cell, sum) = (count.Cell, Divide(count));
        if (sum <= 0) return;
        Array.Clear(_shared);
        for (var m = 0; m < cell.Pieces.Length; m++)
        {
            foreach (var (at, value) in cell.Pieces[m].Derivatives) _shared[at] += _parts[m] * value;
        }
        var information = Information(count, sum);
        system.AddToRow(row, _own, _shared, information, count.Trust * (count.Seen - sum));
        var parts = _parts.AsSpan(0, cell.Pieces.Length);
        for (var m = 0; m < parts.Length; m++)
        {
            Vectors.Add(cell.Information.AsSpan(m * parts.Length, parts.Length), parts, information * parts[m]);
        }
    }

    // Where nothing but what is expected beforehand speaks, far too few clicks would look like no information
    // at all.
    private static double Information(in Count count, double sum) =>
        count.Trust * (count.IsPrior ? Math.Max(sum, count.Seen) : sum);

    /// <summary>
    /// With S the covariance of the row's own unknowns, a the derivatives of the logarithm of the cell's sum
    /// by them and b those of a piece m, the derivative of ½ log det by log m is m·(bᵀSa − ½·aᵀSa). A single
    /// piece is all of its cell: a and b are the same.
    /// </summary>
    private void BendOne(int row, in Count count, Piece piece)
    {
        var clicks = Clicks(count, piece);
        var all = _spread[piece.Inflow * _width + piece.Inflow];
        if (count.Cell.Platform is { } p)
        {
            var at = inflows + p;
            all += 2 * _spread[at * _width + piece.Inflow] + _spread[at * _width + at];
        }
        system.Bend(row, Locals(count.Cell, piece), piece.Derivatives, -count.Trust * clicks * all / 2);
    }

    /// <summary>As <see cref="BendOne"/>, piece by piece.</summary>
    private void BendMixed(int row, in Count count)
    {
        var (cell, sum) = (count.Cell, Divide(count));
        if (sum <= 0) return;
        for (var i = 0; i < _width; i++) _through[i] = Vectors.Dot(_spread.AsSpan(i * _width, _width), _own);
        var all = Vectors.Dot(_through, _own);
        var ofPlatform = cell.Platform is { } p ? _through[inflows + p] : 0;
        for (var m = 0; m < cell.Pieces.Length; m++)
        {
            var piece = cell.Pieces[m];
            system.Bend(
                row, Locals(cell, piece), piece.Derivatives, -count.Trust * sum * _parts[m] * (_through[piece.Inflow] + ofPlatform - all / 2));
        }
    }

    /// <summary>
    /// Each piece's part of a cell, and with that the derivatives of the cell's logarithm by the row's own
    /// unknowns.
    /// </summary>
    /// <returns>The clicks that are to be expected there.</returns>
    private double Divide(in Count count)
    {
        var (pieces, sum) = (count.Cell.Pieces, 0.0);
        for (var m = 0; m < pieces.Length; m++) sum += _parts[m] = Clicks(count, pieces[m]);
        Array.Clear(_own);
        for (var m = 0; m < pieces.Length; m++) _own[pieces[m].Inflow] = _parts[m] /= sum;
        if (count.Cell.Platform is { } p) _own[inflows + p] = 1;
        return sum;
    }

    private double Clicks(in Count count, Piece piece) =>
        _grown[piece.Inflow] * piece.Part * count.Times
            * (count.Cell.Platform is { } p ? _grown[inflows + p] : 1);

    /// <summary>What of the row's own a piece is proportional to.</summary>
    private ReadOnlySpan<(int At, double Value)> Locals(Cell cell, Piece piece)
    {
        _locals[0] = (piece.Inflow, 1);
        if (cell.Platform is not { } p) return _locals.AsSpan(0, 1);
        _locals[1] = (inflows + p, 1);
        return _locals;
    }

    private readonly (int At, double Value)[] _locals = new (int, double)[2];
}
