namespace Shortener.Statistics;

/// <summary>
/// Normal equations of a fit in which some unknowns are shared by all rows of data and others belong to one
/// row alone: their matrix has the shape of an arrow, and is solved row by row.
/// </summary>
/// <remarks>
/// Rows are eliminated first (Schur complement), so that the work grows with rows × local × shared², not with
/// the cube of all unknowns. With the matrix as a precision, the variance of anything that depends on the
/// unknowns follows from the same factors.
/// </remarks>
/// <param name="local">Unknowns of each row.</param>
/// <param name="shared">Unknowns that all rows share.</param>
public sealed class ArrowSystem(int rows, int local, int shared)
{
    // Where more than one in so many is not zero, going through all of them is quicker.
    private const int Sparse = 8;

    private readonly double[] _own = new double[rows * local * local];
    private readonly double[] _link = new double[rows * local * shared];
    private readonly double[] _ownSide = new double[rows * local];
    private readonly double[] _ownBend = new double[rows * local];
    private readonly double[] _common = new double[shared * shared];
    private readonly double[] _commonSide = new double[shared];
    private readonly double[] _known = new double[shared * shared];
    private readonly double[] _scores = new double[rows * shared];
    private readonly double[] _wide = new double[shared];

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        foreach (var part in new[] { _own, _link, _ownSide, _ownBend, _common, _commonSide, _known, _scores })
        {
            Array.Clear(part);
        }
    }

    /// <summary>
    /// Adds an observation: <paramref name="information"/> · d·dᵀ to the matrix, d being its derivatives.
    /// </summary>
    /// <param name="locals">Derivatives by the row's own unknowns: their places and values.</param>
    /// <param name="shareds">Derivatives by shared unknowns.</param>
    public void Add(
        int row, ReadOnlySpan<(int At, double Value)> locals, ReadOnlySpan<(int At, double Value)> shareds,
        double information)
    {
        var own = _own.AsSpan(row * local * local, local * local);
        foreach (var (at, value) in locals)
        {
            var scaled = information * value;
            foreach (var (other, by) in locals) own[at * local + other] += scaled * by;
        }
        if (shareds.Length > shared / Sparse) AddWide(row, locals, shareds, information);
        else AddNarrow(row, locals, shareds, information);
    }

    /// <summary>Many derivatives: all at once, with zeros for the others.</summary>
    private void AddWide(
        int row, ReadOnlySpan<(int At, double Value)> locals, ReadOnlySpan<(int At, double Value)> shareds,
        double information)
    {
        Array.Clear(_wide);
        foreach (var (at, value) in shareds) _wide[at] += value;
        foreach (var (at, value) in locals) Vectors.Add(Link(row, at), _wide, information * value);
        for (var i = 0; i < shared; i++)
        {
            if (_wide[i] is not 0 and var value)
            {
                Vectors.Add(_common.AsSpan(i * shared, i + 1), _wide.AsSpan(0, i + 1), information * value);
            }
        }
    }

    private void AddNarrow(
        int row, ReadOnlySpan<(int At, double Value)> locals, ReadOnlySpan<(int At, double Value)> shareds,
        double information)
    {
        foreach (var (at, value) in locals)
        {
            var link = Link(row, at);
            foreach (var (other, by) in shareds) link[other] += information * value * by;
        }
        foreach (var (at, value) in shareds)
        {
            var scaled = information * value;
            foreach (var (other, by) in shareds)
            {
                if (other <= at) _common[at * shared + other] += scaled * by;
            }
        }
    }

    /// <summary>Adds <paramref name="pull"/> · d to the right side.</summary>
    public void Pull(
        int row, ReadOnlySpan<(int At, double Value)> locals, ReadOnlySpan<(int At, double Value)> shareds,
        double pull)
    {
        foreach (var (at, value) in locals) _ownSide[row * local + at] += pull * value;
        foreach (var (at, value) in shareds) _scores[row * shared + at] += pull * value;
    }

    /// <summary>
    /// Adds <paramref name="pull"/> · d to the right side as far as it moves the shared unknowns.
    /// </summary>
    public void Bend(
        int row, ReadOnlySpan<(int At, double Value)> locals, ReadOnlySpan<(int At, double Value)> shareds,
        double pull)
    {
        foreach (var (at, value) in locals) _ownBend[row * local + at] += pull * value;
        foreach (var (at, value) in shareds) _scores[row * shared + at] += pull * value;
    }

    /// <summary>Adds what is known beforehand of an unknown of a row.</summary>
    /// <param name="precision">One over its variance.</param>
    /// <param name="distance">From its present value to the expected one.</param>
    public void AddPrior(int row, int at, double precision, double distance)
    {
        _own[(row * local + at) * local + at] += precision;
        _ownSide[row * local + at] += precision * distance;
    }

    /// <summary>Adds what is known beforehand of a shared unknown.</summary>
    public void AddPrior(int at, double precision, double distance)
    {
        _known[at * shared + at] += precision;
        _commonSide[at] += precision * distance;
    }

    /// <summary>
    /// Adds an observation that depends on shared unknowns alone: <paramref name="derivatives"/>, one for
    /// each.
    /// </summary>
    public void Add(ReadOnlySpan<double> derivatives, double pull)
    {
        Vectors.Add(_commonSide, derivatives, pull);
        for (var i = 0; i < shared; i++)
        {
            if (derivatives[i] is not 0 and var by)
            {
                Vectors.Add(_known.AsSpan(i * shared, i + 1), derivatives[..(i + 1)], by);
            }
        }
    }

    /// <summary>
    /// The covariance of a row's own unknowns, were the shared ones known; once all of the row is added.
    /// </summary>
    public void Spread(int row, Span<double> spread)
    {
        Span<double> own = stackalloc double[local * local];
        _own.AsSpan(row * local * local, local * local).CopyTo(own);
        Cholesky.Factor(own, local);
        Cholesky.Invert(own, local, spread);
    }

    /// <summary>
    /// Factors the matrix. Afterwards <see cref="Step"/> and <see cref="Variance"/> may be asked for.
    /// </summary>
    public void Factor()
    {
        for (var row = 0; row < rows; row++) Eliminate(row);
        Vectors.Add(_common, _known, 1);
        Cholesky.Factor(_common, shared);
    }

    /// <summary>The solution: how far each unknown has to move.</summary>
    public void Step(Span<double> shareds, Span<double> locals)
    {
        _commonSide.CopyTo(shareds);
        Cholesky.Forward(_common, shared, shareds);
        Cholesky.Back(_common, shared, shareds);
        _ownSide.CopyTo(locals);
        for (var row = 0; row < rows; row++)
        {
            var mine = locals.Slice(row * local, local);
            for (var k = 0; k < local; k++) mine[k] -= Vectors.Dot(Link(row, k), shareds);
            Cholesky.Back(Own(row), local, mine);
        }
    }

    /// <summary>
    /// The variance of something whose derivatives by the unknowns are given, the matrix being their
    /// precision.
    /// </summary>
    /// <param name="shareds">By shared unknowns. Is overwritten.</param>
    /// <param name="locals">By those of the rows, row by row. Is overwritten.</param>
    public double Variance(Span<double> shareds, Span<double> locals)
    {
        for (var row = 0; row < rows; row++)
        {
            var mine = locals.Slice(row * local, local);
            Cholesky.Forward(Own(row), local, mine);
            for (var k = 0; k < local; k++) Vectors.Add(shareds, Link(row, k), -mine[k]);
        }
        Cholesky.Forward(_common, shared, shareds);
        var own = Vectors.Dot(locals, locals);
        var alike = Vectors.Dot(shareds, shareds);
        Cholesky.Back(_common, shared, shareds);
        var spread = Known(shareds);
        for (var row = 0; row < rows; row++)
        {
            var by = Vectors.Dot(_scores.AsSpan(row * shared, shared), shareds);
            spread += by * by;
        }
        return own + Math.Max(alike, spread);
    }

    private double Known(ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        for (var i = 0; i < shared; i++)
        {
            sum += x[i] * (
                2 * Vectors.Dot(_known.AsSpan(i * shared, i), x[..i]) + _known[i * shared + i] * x[i]);
        }
        return sum;
    }

    private void Eliminate(int row)
    {
        var own = Own(row);
        var side = _ownSide.AsSpan(row * local, local);
        var bend = _ownBend.AsSpan(row * local, local);
        var score = _scores.AsSpan(row * shared, shared);
        Cholesky.Factor(own, local);
        Cholesky.Forward(own, local, side);
        Cholesky.Forward(own, local, bend);
        for (var k = 0; k < local; k++)
        {
            var mine = Link(row, k);
            for (var j = 0; j < k; j++) Vectors.Add(mine, Link(row, j), -own[k * local + j]);
            Vectors.Scale(mine, 1 / own[k * local + k]);
            Vectors.Add(score, mine, -(side[k] + bend[k]));
            for (var i = 0; i < shared; i++)
            {
                if (mine[i] is not 0 and var by)
                {
                    Vectors.Add(_common.AsSpan(i * shared, i + 1), mine[..(i + 1)], -by);
                }
            }
        }
        Vectors.Add(_commonSide, score, 1);
    }

    private Span<double> Own(int row) => _own.AsSpan(row * local * local, local * local);

    private Span<double> Link(int row, int k) => _link.AsSpan((row * local + k) * shared, shared);
}
