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
/// <param name="rows">Those it is given the counts of.</param>
/// <param name="inflows">A row's own unknowns are one for each of them, then one for each platform.</param>
/// <param name="shared">How many unknowns all rows share.</param>
internal sealed class LinkFit(ArrowRows rows, int inflows, int shared)
{
    private readonly int _width = inflows + Platforms.Count;
    private readonly RowClicks _clicks = new(inflows);
    private readonly double[] _spread = new double[(inflows + Platforms.Count) * (inflows + Platforms.Count)];
    private readonly double[] _through = new double[inflows + Platforms.Count];
    private readonly double[] _shared = new double[Gram.Padded(shared)];

    /// <param name="own">The row's own unknowns, as they are now.</param>
    /// <param name="counts">All of the row.</param>
    public void Add(int row, ReadOnlySpan<double> own, ReadOnlySpan<Count> counts)
    {
        _clicks.Take(own);
        foreach (ref readonly var count in counts)
        {
            if (count.Cell.Pieces is [var piece]) AddOne(row, count, piece);
            else AddMixed(row, count);
        }
        rows.Spread(row, _spread);
        foreach (ref readonly var count in counts)
        {
            if (count.Cell.Pieces is [var piece]) BendOne(row, count, piece);
            else BendMixed(row, count);
        }
    }

    /// <summary>
    /// Adds what its rows together say of shared unknowns. How the pieces of a cell depend on those is the
    /// same for each of them: only what is known of the pieces had to be summed row by row.
    /// </summary>
    /// <param name="mixed">The cells of several pieces.</param>
    public void Finish(IEnumerable<Cell> mixed)
    {
        foreach (var cell in mixed)
        {
            for (var m = 0; m < cell.Pieces.Length; m++)
            {
                for (var n = 0; n < cell.Pieces.Length; n++)
                {
                    var information = cell.Information[m * cell.Pieces.Length + n];
                    if (information != 0) Finish(cell.Pieces[m], cell.Pieces[n], information);
                }
            }
        }
    }

    private void Finish(Piece one, Piece other, double information)
    {
        foreach (var (at, value) in one.Derivatives)
        {
            foreach (var (place, by) in other.Derivatives)
            {
                rows.AddShared(at, place, information * value * by);
            }
        }
    }

    private void AddOne(int row, in Count count, Piece piece)
    {
        var clicks = _clicks.Of(count, piece);
        if (clicks <= 0) return;
        rows.Add(
            row, _clicks.OwnOf(count.Cell, piece), piece.Derivatives,
            RowClicks.Information(count, clicks), count.Trust * (count.Seen - clicks));
    }

    private void AddMixed(int row, in Count count)
    {
        var (cell, clicks) = (count.Cell, _clicks.Divide(count));
        if (clicks <= 0) return;
        var parts = _clicks.Parts[..cell.Pieces.Length];
        Array.Clear(_shared);
        for (var m = 0; m < parts.Length; m++)
        {
            foreach (var (at, value) in cell.Pieces[m].Derivatives) _shared[at] += parts[m] * value;
        }
        var information = RowClicks.Information(count, clicks);
        rows.AddToRow(row, _clicks.Own, _shared, information, count.Trust * (count.Seen - clicks));
        for (var m = 0; m < parts.Length; m++)
        {
            var ofPiece = cell.Information.AsSpan(m * parts.Length, parts.Length);
            Vectors.Add(ofPiece, parts, information * parts[m]);
        }
    }

    /// <summary>
    /// With S the covariance of the row's own unknowns, a the derivatives of the logarithm of the cell's sum
    /// by them and b those of a piece m, the derivative of ½ log det by log m is m·(bᵀSa − ½·aᵀSa). A single
    /// piece is all of its cell, and there b is a.
    /// </summary>
    private void BendOne(int row, in Count count, Piece piece)
    {
        var spread = 0.0;
        foreach (var (at, _) in _clicks.OwnOf(count.Cell, piece))
        {
            foreach (var (other, _) in _clicks.OwnOf(count.Cell, piece))
            {
                spread += _spread[at * _width + other];
            }
        }
        rows.Bend(
            row, _clicks.OwnOf(count.Cell, piece), piece.Derivatives,
            -count.Trust * _clicks.Of(count, piece) * spread / 2);
    }

    /// <summary>As <see cref="BendOne"/>, piece by piece.</summary>
    private void BendMixed(int row, in Count count)
    {
        var (cell, clicks) = (count.Cell, _clicks.Divide(count));
        if (clicks <= 0) return;
        for (var i = 0; i < _width; i++)
        {
            _through[i] = Vectors.Dot(_spread.AsSpan(i * _width, _width), _clicks.Own);
        }
        var all = Vectors.Dot(_through, _clicks.Own);
        var ofPlatform = cell.Platform is { } p ? _through[inflows + p] : 0;
        for (var m = 0; m < cell.Pieces.Length; m++)
        {
            var piece = cell.Pieces[m];
            var pull = clicks * _clicks.Parts[m] * (_through[piece.Inflow] + ofPlatform - all / 2);
            rows.Bend(row, _clicks.OwnOf(cell, piece), piece.Derivatives, -count.Trust * pull);
        }
    }
}
