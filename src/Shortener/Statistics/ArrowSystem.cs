namespace Shortener.Statistics;

/// <summary>
/// Normal equations of a fit in which some unknowns are shared by all rows of data and others belong to one row alone:
/// their matrix has the shape of an arrow, and is solved row by row.
/// </summary>
/// <remarks>
/// Rows are eliminated first (Schur complement), so that the work grows with rows × local × shared², not with the cube of
/// all unknowns. With the matrix as a precision, draws from the normal distribution around the solution follow from the
/// same factors. What is done most often, sums over shared unknowns, runs along memory, several numbers at a time.
/// </remarks>
/// <param name="shared">Unknowns that all rows share.</param>
/// <param name="local">Unknowns of each row.</param>
public sealed class ArrowSystem(int rows, int local, int shared)
{
    // From so many derivatives on they are quicker written out, zeros and all.
    private const int Many = 24;

    private readonly double[] _own = new double[rows * local * local];
    private readonly double[] _link = new double[rows * shared * local];
    private readonly double[] _ownSide = new double[rows * local];
    private readonly double[] _common = new double[shared * shared];
    private readonly double[] _commonSide = new double[shared];
    private readonly double[] _written = new double[shared];

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        foreach (var part in new[] { _own, _link, _ownSide, _common, _commonSide }) Array.Clear(part);
    }

    /// <summary>
    /// Adds an observation: <paramref name="information"/> · d·dᵀ to the matrix and <paramref name="pull"/> · d to the right
    /// side, d being its derivatives.
    /// </summary>
    /// <param name="locals">Derivatives by the row's own unknowns: their places and values.</param>
    /// <param name="shareds">Derivatives by shared unknowns.</param>
    public void Add(
        int row, ReadOnlySpan<(int At, double Value)> locals, ReadOnlySpan<(int At, double Value)> shareds, double information, double pull)
    {
        var own = _own.AsSpan(row * local * local, local * local);
        foreach (var (at, value) in locals)
        {
            _ownSide[row * local + at] += pull * value;
            foreach (var (other, by) in locals) own[at * local + other] += information * value * by;
        }
        foreach (var (at, value) in shareds)
        {
            _commonSide[at] += pull * value;
            var scaled = information * value;
            var link = Link(at, row);
            foreach (var (other, by) in locals) link[other] += scaled * by;
        }
        if (shareds.Length < Many) AddSparse(shareds, information);
        else AddWritten(shareds, information);
    }

    /// <summary>Adds what is known beforehand of a shared unknown.</summary>
    /// <param name="precision">One over its variance.</param>
    /// <param name="distance">From its present value to the expected one.</param>
    public void AddPrior(int at, double precision, double distance)
    {
        _common[at * shared + at] += precision;
        _commonSide[at] += precision * distance;
    }

    /// <summary>Factors the matrix. Afterwards <see cref="Step"/> and <see cref="Draw"/> may be asked for.</summary>
    public void Factor()
    {
        for (var row = 0; row < rows; row++)
        {
            var own = _own.AsSpan(row * local * local, local * local);
            Cholesky.Factor(own, local);
            Cholesky.Forward(own, local, _ownSide.AsSpan(row * local, local));
            for (var i = 0; i < shared; i++) Eliminate(row, i, own);
        }
        for (var i = 0; i < shared; i++)
        {
            var mine = Links(i);
            var common = _common.AsSpan(i * shared, i + 1);
            if (mine.IndexOfAnyExcept(0.0) < 0) continue;
            for (var j = 0; j <= i; j++) common[j] -= Vectors.Dot(mine, Links(j));
        }
        Cholesky.Factor(_common, shared);
    }

    /// <summary>The solution: how far each unknown has to move.</summary>
    public void Step(Span<double> shareds, Span<double> locals)
    {
        _commonSide.CopyTo(shareds);
        Cholesky.Forward(_common, shared, shareds);
        Cholesky.Back(_common, shared, shareds);
        _ownSide.CopyTo(locals);
        Follow(shareds, locals);
    }

    /// <summary>A draw from the normal distribution whose precision is the matrix, around 0.</summary>
    public void Draw(Dice dice, Span<double> shareds, Span<double> locals)
    {
        foreach (ref var value in shareds) value = dice.Normal();
        locals.Clear();
        Cholesky.Back(_common, shared, shareds);
        Follow(shareds, locals);
    }

    private void AddSparse(ReadOnlySpan<(int At, double Value)> shareds, double information)
    {
        foreach (var (at, value) in shareds)
        {
            var common = _common.AsSpan(at * shared, at + 1);
            foreach (var (other, by) in shareds)
            {
                if (other <= at) common[other] += information * value * by;
            }
        }
    }

    private void AddWritten(ReadOnlySpan<(int At, double Value)> shareds, double information)
    {
        Array.Clear(_written);
        foreach (var (at, value) in shareds) _written[at] += value;
        for (var at = 0; at < shared; at++)
        {
            if (_written[at] is not 0 and var value)
            {
                Vectors.Add(_common.AsSpan(at * shared, at + 1), _written.AsSpan(0, at + 1), information * value);
            }
        }
    }

    private void Eliminate(int row, int i, ReadOnlySpan<double> own)
    {
        var mine = Link(i, row);
        if (mine.IndexOfAnyExcept(0.0) < 0) return;
        Cholesky.Forward(own, local, mine);
        _commonSide[i] -= Vectors.Dot(mine, _ownSide.AsSpan(row * local, local));
    }

    // The rows' own unknowns follow from the shared ones.
    private void Follow(ReadOnlySpan<double> shareds, Span<double> locals)
    {
        for (var row = 0; row < rows; row++)
        {
            var mine = locals.Slice(row * local, local);
            for (var i = 0; i < shared; i++)
            {
                Vectors.Add(mine, Link(i, row), -shareds[i]);
            }
            Cholesky.Back(_own.AsSpan(row * local * local, local * local), local, mine);
        }
    }

    private Span<double> Link(int i, int row) => _link.AsSpan((i * rows + row) * local, local);

    // Of one shared unknown, row after row.
    private Span<double> Links(int i) => _link.AsSpan(i * rows * local, rows * local);
}
