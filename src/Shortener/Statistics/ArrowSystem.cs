namespace Shortener.Statistics;

/// <summary>
/// Normal equations of a fit in which some unknowns are shared by all rows of data and others belong to one
/// row alone: their matrix has the shape of an arrow, and is solved row by row.
/// </summary>
/// <remarks>
/// Rows are eliminated first (Schur complement), so that the work grows with rows × local × shared², not with
/// the cube of all unknowns; half of the rows at a time, each half into sums of its own, so that the solution
/// is the same whether one thread works on them or two. With the matrix as a precision, the variance of
/// anything that depends on the unknowns follows from the same factors.
/// </remarks>
public sealed class ArrowSystem
{
    private readonly int _local;
    private readonly int _shared;

    // Shared unknowns are filled up with some that nothing is known of and nothing depends on: they stay
    // where they are.
    private readonly int _wide;
    private readonly double[] _common;
    private readonly double[] _commonSide;
    private readonly double[] _known;
    private readonly double[] _solved;

    /// <param name="local">Unknowns of each row.</param>
    /// <param name="shared">Unknowns that all rows share.</param>
    public ArrowSystem(int rows, int local, int shared)
    {
        (_local, _shared, _wide) = (local, shared, Gram.Padded(shared));
        (_common, _known) = (new double[_wide * _wide], new double[_wide * _wide]);
        (_commonSide, _solved) = (new double[_wide], new double[_wide]);
        First = new ArrowRows(0, (rows + 1) / 2, local, _wide);
        Second = new ArrowRows(First.End, rows, local, _wide);
    }

    /// <summary>Half of the rows, and one more where they are odd.</summary>
    public ArrowRows First { get; }

    /// <summary>The others.</summary>
    public ArrowRows Second { get; }

    /// <summary>
    /// Forgets everything, and has both halves of the rows filled: at the same time, where a thread is free.
    /// What is known of shared unknowns alone is added afterwards.
    /// </summary>
    /// <param name="fill">Reads nothing that it writes for the other half.</param>
    public void Fill(Action<ArrowRows> fill)
    {
        Array.Clear(_known);
        Array.Clear(_commonSide);
        Halves.Do(() => First.Fill(fill), () => Second.Fill(fill));
    }

    /// <summary>Adds what is known beforehand of a shared unknown.</summary>
    /// <param name="precision">One over its variance.</param>
    /// <param name="distance">From its present value to the expected one.</param>
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
    /// Factors the matrix. Afterwards <see cref="Step"/> and <see cref="Variance"/> may be asked for.
    /// </summary>
    public void Factor()
    {
        _known.CopyTo(_common, 0);
        foreach (var half in new[] { First, Second })
        {
            Vectors.Add(_common, half.Common, 1);
            Vectors.Add(_commonSide, half.CommonSide, 1);
        }
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
        for (var row = 0; row < Second.End; row++) HalfOf(row).Step(row, _solved, Mine(row, locals));
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
        for (var row = 0; row < Second.End; row++) HalfOf(row).Forward(row, Mine(row, locals), _solved);
        Cholesky.Forward(_common, _wide, _solved);
        var own = Vectors.Dot(locals, locals);
        var alike = Vectors.Dot(_solved, _solved);
        Cholesky.Back(_common, _wide, _solved);
        var spread = Known(_solved);
        for (var row = 0; row < Second.End; row++)
        {
            var by = Vectors.Dot(HalfOf(row).Score(row), _solved);
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

    private ArrowRows HalfOf(int row) => row < First.End ? First : Second;

    private Span<double> Mine(int row, Span<double> locals) => locals.Slice(row * _local, _local);
}
