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
public sealed class ArrowSystem
{
    private readonly int _rows;
    private readonly int _local;
    private readonly int _shared;

    // Shared unknowns are filled up with some that nothing is known of and nothing depends on: they stay
    // where they are.
    private readonly int _wide;
    private readonly double[] _own;
    private readonly double[] _link;
    private readonly double[] _ownSide;
    private readonly double[] _ownBend;
    private readonly double[] _common;
    private readonly double[] _commonSide;
    private readonly double[] _known;
    private readonly double[] _scores;
    private readonly double[] _solved;

    /// <param name="local">Unknowns of each row.</param>
    /// <param name="shared">Unknowns that all rows share.</param>
    public ArrowSystem(int rows, int local, int shared)
    {
        (_rows, _local, _shared, _wide) = (rows, local, shared, Gram.Padded(shared));
        (_own, _link) = (new double[rows * local * local], new double[rows * local * _wide]);
        (_ownSide, _ownBend) = (new double[rows * local], new double[rows * local]);
        (_common, _known) = (new double[_wide * _wide], new double[_wide * _wide]);
        (_commonSide, _solved) = (new double[_wide], new double[_wide]);
        _scores = new double[rows * _wide];
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        foreach (var part in new[] { _own, _link, _ownSide, _ownBend, _common, _commonSide, _known, _scores })
        {
            Array.Clear(part);
        }
    }

    /// <summary>
    /// Adds an observation: <paramref name="information"/> · d·dᵀ to the matrix, d being its derivatives, and
    /// <paramref name="pull"/> · d to the right side.
    /// </summary>
    /// <param name="locals">Derivatives by the row's own unknowns: their places and values.</param>
    /// <param name="shareds">Derivatives by shared unknowns.</param>
    public void Add(
        int row, ReadOnlySpan<(int At, double Value)> locals, ReadOnlySpan<(int At, double Value)> shareds,
        double information, double pull)
    {
        var own = Own(row);
        var side = Side(row);
        var score = Score(row);
        foreach (var (at, value) in locals)
        {
            var scaled = information * value;
            var link = Link(row, at);
            foreach (var (other, by) in locals) own[at * _local + other] += scaled * by;
            foreach (var (other, by) in shareds) link[other] += scaled * by;
            side[at] += pull * value;
        }
        foreach (var (at, value) in shareds)
        {
            var scaled = information * value;
            foreach (var (other, by) in shareds) AddShared(at, other, scaled * by);
            score[at] += pull * value;
        }
    }

    /// <summary>
    /// Adds an observation of which many unknowns are part, but for what it says of shared unknowns alone:
    /// that may be summed over rows first, and be added by <see cref="AddShared"/>.
    /// </summary>
    /// <param name="locals">Its derivatives by each of the row's own unknowns.</param>
    /// <param name="shareds">Its derivatives by each shared unknown.</param>
    public void AddToRow(
        int row, ReadOnlySpan<double> locals, ReadOnlySpan<double> shareds, double information, double pull)
    {
        var own = Own(row);
        for (var at = 0; at < _local; at++)
        {
            if (locals[at] is not 0 and var value)
            {
                Vectors.Add(own.Slice(at * _local, _local), locals, information * value);
                Vectors.Add(Link(row, at), shareds, information * value);
            }
        }
        Vectors.Add(Side(row), locals, pull);
        Vectors.Add(Score(row), shareds, pull);
    }

    /// <summary>Adds what is known of two shared unknowns together.</summary>
    /// <remarks>Where they are two, it is to be added once for each order of them.</remarks>
    public void AddShared(int at, int other, double information)
    {
        if (other <= at) _common[at * _wide + other] += information;
    }

    /// <summary>
    /// Adds <paramref name="pull"/> · d to the right side as far as it moves the shared unknowns.
    /// </summary>
    public void Bend(
        int row, ReadOnlySpan<(int At, double Value)> locals, ReadOnlySpan<(int At, double Value)> shareds,
        double pull)
    {
        var bend = _ownBend.AsSpan(row * _local, _local);
        var score = Score(row);
        foreach (var (at, value) in locals) bend[at] += pull * value;
        foreach (var (at, value) in shareds) score[at] += pull * value;
    }

    /// <summary>Adds what is known beforehand of an unknown of a row.</summary>
    /// <param name="precision">One over its variance.</param>
    /// <param name="distance">From its present value to the expected one.</param>
    public void AddPrior(int row, int at, double precision, double distance)
    {
        Own(row)[at * _local + at] += precision;
        Side(row)[at] += precision * distance;
    }

    /// <summary>Adds what is known beforehand of a shared unknown.</summary>
    public void AddPrior(int at, double precision, double distance)
    {
        _known[at * _wide + at] += precision;
        _commonSide[at] += precision * distance;
    }

    /// <summary>Adds observations that depend on shared unknowns alone.</summary>
    /// <param name="derivatives">
    /// Of one after the other, by each of the shared unknowns, filled up as <see cref="Gram"/> wants it.
    /// </param>
    /// <param name="pulls">One for each.</param>
    public void Add(ReadOnlySpan<double> derivatives, ReadOnlySpan<double> pulls)
    {
        Gram.Add(_known, _wide, derivatives, 1);
        for (var i = 0; i < pulls.Length; i++)
        {
            Vectors.Add(_commonSide, derivatives.Slice(i * _wide, _wide), pulls[i]);
        }
    }

    /// <summary>
    /// The covariance of a row's own unknowns, were the shared ones known; once all of the row is added.
    /// </summary>
    public void Spread(int row, Span<double> spread)
    {
        Span<double> own = stackalloc double[_local * _local];
        Own(row).CopyTo(own);
        Cholesky.Factor(own, _local);
        Cholesky.Invert(own, _local, spread);
    }

    /// <summary>
    /// Factors the matrix. Afterwards <see cref="Step"/> and <see cref="Variance"/> may be asked for.
    /// </summary>
    public void Factor()
    {
        for (var row = 0; row < _rows; row++) Eliminate(row);
        Vectors.Add(_common, _known, 1);
        Cholesky.Factor(_common, _wide);
    }

    /// <summary>The solution: how far each unknown has to move.</summary>
    /// <returns>
    /// How far the shared ones move together, in standard deviations: nothing that depends on them, in
    /// proportion to the step, moves by more of its own.
    /// </returns>
    public double Step(Span<double> shareds, Span<double> locals)
    {
        _commonSide.CopyTo(_solved, 0);
        Cholesky.Forward(_common, _wide, _solved);
        var length = Math.Sqrt(Vectors.Dot(_solved, _solved));
        Cholesky.Back(_common, _wide, _solved);
        _solved.AsSpan(0, _shared).CopyTo(shareds);
        _ownSide.CopyTo(locals);
        for (var row = 0; row < _rows; row++)
        {
            var mine = locals.Slice(row * _local, _local);
            for (var k = 0; k < _local; k++) mine[k] -= Vectors.Dot(Link(row, k), _solved);
            Cholesky.Back(Own(row), _local, mine);
        }
        return length;
    }

    /// <summary>
    /// The variance of something whose derivatives by the unknowns are given, the matrix being their
    /// precision.
    /// </summary>
    /// <param name="shareds">By shared unknowns.</param>
    /// <param name="locals">By those of the rows, row by row. Is overwritten.</param>
    public double Variance(ReadOnlySpan<double> shareds, Span<double> locals)
    {
        shareds.CopyTo(_solved);
        _solved.AsSpan(_shared).Clear();
        for (var row = 0; row < _rows; row++)
        {
            var mine = locals.Slice(row * _local, _local);
            Cholesky.Forward(Own(row), _local, mine);
            for (var k = 0; k < _local; k++) Vectors.Add(_solved, Link(row, k), -mine[k]);
        }
        Cholesky.Forward(_common, _wide, _solved);
        var own = Vectors.Dot(locals, locals);
        var alike = Vectors.Dot(_solved, _solved);
        Cholesky.Back(_common, _wide, _solved);
        var spread = Known(_solved);
        for (var row = 0; row < _rows; row++)
        {
            var by = Vectors.Dot(Score(row), _solved);
            spread += by * by;
        }
        return own + Math.Max(alike, spread);
    }

    private double Known(ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        for (var i = 0; i < _shared; i++)
        {
            sum += x[i] * (
                2 * Vectors.Dot(_known.AsSpan(i * _wide, i), x[..i]) + _known[i * _wide + i] * x[i]);
        }
        return sum;
    }

    private void Eliminate(int row)
    {
        var own = Own(row);
        var side = Side(row);
        var bend = _ownBend.AsSpan(row * _local, _local);
        var score = Score(row);
        Cholesky.Factor(own, _local);
        Cholesky.Forward(own, _local, side);
        Cholesky.Forward(own, _local, bend);
        var links = _link.AsSpan(row * _local * _wide, _local * _wide);
        Cholesky.ForwardAll(own, _local, links, _wide);
        for (var k = 0; k < _local; k++) Vectors.Add(score, Link(row, k), -(side[k] + bend[k]));
        Gram.Add(_common, _wide, links, -1);
        Vectors.Add(_commonSide, score, 1);
    }

    private Span<double> Own(int row) => _own.AsSpan(row * _local * _local, _local * _local);

    private Span<double> Side(int row) => _ownSide.AsSpan(row * _local, _local);

    private Span<double> Link(int row, int k) => _link.AsSpan((row * _local + k) * _wide, _wide);

    private Span<double> Score(int row) => _scores.AsSpan(row * _wide, _wide);
}
