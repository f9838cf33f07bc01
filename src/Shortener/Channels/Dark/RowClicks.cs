namespace Shortener.Channels.Dark;

/// <summary>
/// The clicks that are to be expected in the cells of a row, as its own unknowns have them.
/// </summary>
/// <param name="inflows">A row's own unknowns are one for each of them, then one for each platform.</param>
internal sealed class RowClicks(int inflows)
{
    private readonly double[] _grown = new double[inflows + Platforms.Count];
    private readonly double[] _parts = new double[inflows];
    private readonly double[] _own = new double[inflows + Platforms.Count];

    // Of a piece and its platform: both are 1 for all of them, and only the places differ.
    private readonly (int At, double Value)[] _locals = [(0, 1), (0, 1)];

    /// <summary>Each piece's part of the cell that was divided last.</summary>
    public ReadOnlySpan<double> Parts => _parts;

    /// <summary>The derivatives of that cell's logarithm by the row's own unknowns.</summary>
    public ReadOnlySpan<double> Own => _own;

    /// <param name="own">The row's own unknowns.</param>
    public void Take(ReadOnlySpan<double> own)
    {
        for (var i = 0; i < own.Length; i++) _grown[i] = Math.Exp(own[i]);
    }

    /// <summary>The clicks (or shares) that a piece brings to a cell.</summary>
    public double Of(in Count count, Piece piece) =>
        _grown[piece.Inflow] * piece.Part * count.Times
            * (count.Cell.Platform is { } p ? _grown[inflows + p] : 1);

    /// <summary>All that is to be expected in a cell; <see cref="Parts"/> are those of its pieces.</summary>
    public double Divide(in Count count)
    {
        var (pieces, sum) = (count.Cell.Pieces, 0.0);
        for (var m = 0; m < pieces.Length; m++) sum += _parts[m] = Of(count, pieces[m]);
        Array.Clear(_own);
        for (var m = 0; m < pieces.Length; m++) _own[pieces[m].Inflow] = _parts[m] /= sum;
        if (count.Cell.Platform is { } p) _own[inflows + p] = 1;
        return sum;
    }

    /// <summary>
    /// The derivatives of a piece's logarithm by the row's own unknowns. Are overwritten by the next piece's.
    /// </summary>
    public ReadOnlySpan<(int At, double Value)> OwnOf(Cell cell, Piece piece)
    {
        _locals[0].At = piece.Inflow;
        if (cell.Platform is not { } p) return _locals.AsSpan(0, 1);
        _locals[1].At = inflows + p;
        return _locals;
    }

    /// <summary>What a count tells of the logarithm of what is to be expected, were that known.</summary>
    /// <param name="clicks">What is to be expected.</param>
    public static double Information(in Count count, double clicks) =>
        // Where nothing but what is expected beforehand speaks, far too few clicks would look like no
        // information at all.
        count.Trust * (count.IsPrior ? Math.Max(clicks, count.Seen) : clicks);
}
