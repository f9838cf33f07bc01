namespace Shortener.Statistics;

/// <summary>
/// Half of the rows of an <see cref="ArrowSystem"/>, and what they say of the unknowns that all rows share: a
/// thread may work on one half while another works on the other.
/// </summary>
public sealed class ArrowRows
{
    private readonly int _local;

    // As many as there are shared unknowns, filled up.
    private readonly int _wide;
    private readonly double[] _own;
    private readonly double[] _link;
    private readonly double[] _ownSide;
    private readonly double[] _ownBend;
    private readonly double[] _common;
    private readonly double[] _commonSide;
    private readonly double[] _scores;

    internal ArrowRows(int first, int end, int local, int wide)
    {
        (First, End, _local, _wide) = (first, end, local, wide);
        var rows = end - first;
        (_own, _link) = (new double[rows * local * local], new double[rows * local * wide]);
        (_ownSide, _ownBend) = (new double[rows * local], new double[rows * local]);
        (_common, _commonSide) = (new double[wide * wide], new double[wide]);
        _scores = new double[rows * wide];
    }

    /// <summary>The number of its first row. Rows are numbered through both halves.</summary>
    public int First { get; }

    /// <summary>The number behind its last one's.</summary>
    public int End { get; }

    /// <summary>
    /// What its rows say of shared unknowns, their own being eliminated: the lower triangle of a matrix.
    /// </summary>
    internal ReadOnlySpan<double> Common => _common;

    /// <summary>The right side of that.</summary>
    internal ReadOnlySpan<double> CommonSide => _commonSide;

    /// <summary>Begins anew, and eliminates the rows' own unknowns once they are filled.</summary>
    internal void Fill(Action<ArrowRows> fill)
    {
        foreach (var part in new[] { _own, _link, _ownSide, _ownBend, _common, _commonSide, _scores })
        {
            Array.Clear(part);
        }
        fill(this);
        for (var row = First; row < End; row++) Eliminate(row);
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

    /// <summary>Adds what its rows say of two shared unknowns together.</summary>
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
        var bend = OwnBend(row);
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

    /// <summary>How far a row's own unknowns have to move, once they are eliminated.</summary>
    /// <param name="shareds">How far the shared ones do, filled up.</param>
    internal void Step(int row, ReadOnlySpan<double> shareds, Span<double> locals)
    {
        Side(row).CopyTo(locals);
        for (var k = 0; k < _local; k++) locals[k] -= Vectors.Dot(Link(row, k), shareds);
        Cholesky.Back(Own(row), _local, locals);
    }

    /// <summary>
    /// Replaces derivatives by a row's own unknowns by their part in a standard deviation, and takes what is
    /// left of them out of those by the shared ones.
    /// </summary>
    internal void Forward(int row, Span<double> locals, Span<double> shareds)
    {
        Cholesky.Forward(Own(row), _local, locals);
        for (var k = 0; k < _local; k++) Vectors.Add(shareds, Link(row, k), -locals[k]);
    }

    /// <summary>The right side that a row adds to that of the shared unknowns.</summary>
    internal Span<double> Score(int row) => _scores.AsSpan((row - First) * _wide, _wide);

    private void Eliminate(int row)
    {
        var own = Own(row);
        var side = Side(row);
        var bend = OwnBend(row);
        var score = Score(row);
        Cholesky.Factor(own, _local);
        Cholesky.Forward(own, _local, side);
        Cholesky.Forward(own, _local, bend);
        var links = _link.AsSpan((row - First) * _local * _wide, _local * _wide);
        Cholesky.ForwardAll(own, _local, links, _wide);
        for (var k = 0; k < _local; k++) Vectors.Add(score, Link(row, k), -(side[k] + bend[k]));
        Gram.Add(_common, _wide, links, -1);
        Vectors.Add(_commonSide, score, 1);
    }

    private Span<double> Own(int row) => _own.AsSpan((row - First) * _local * _local, _local * _local);

    private Span<double> Side(int row) => _ownSide.AsSpan((row - First) * _local, _local);

    private Span<double> OwnBend(int row) => _ownBend.AsSpan((row - First) * _local, _local);

    private Span<double> Link(int row, int k) =>
        _link.AsSpan(((row - First) * _local + k) * _wide, _wide);
}
