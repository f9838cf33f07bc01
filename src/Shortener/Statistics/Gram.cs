using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Shortener.Statistics;

/// <summary>
/// Sums of x·xᵀ over many vectors x, which most of the work of a fit is: tile by tile, each small enough to
/// stay in the processor's registers while all vectors go by.
/// </summary>
/// <remarks>
/// Matrices are flat, row by row, as in <see cref="Cholesky"/>. Vectors are filled up with zeros, so that
/// their length is a multiple of a tile's width (<see cref="Padded"/>).
/// </remarks>
public static class Gram
{
    private const int TileHeight = 4;

    // Two of the processor's vectors.
    private static int TileWidth => 2 * Vector<double>.Count;

    /// <summary>The smallest length of vectors that holds <paramref name="n"/> numbers.</summary>
    public static int Padded(int n) => (n + TileWidth - 1) / TileWidth * TileWidth;

    /// <summary>
    /// Adds weight · Σ x·xᵀ to the lower triangle of a matrix. What is above it means nothing afterwards.
    /// </summary>
    /// <param name="sums">n × n.</param>
    /// <param name="n">As <see cref="Padded"/> gives it.</param>
    /// <param name="vectors">n numbers each, one after the other.</param>
    public static void Add(Span<double> sums, int n, ReadOnlySpan<double> vectors, double weight)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(n, Padded(n));
        for (var i = 0; i < n; i += TileHeight)
        {
            for (var j = 0; j < i + TileHeight; j += TileWidth) AddTile(sums, n, vectors, weight, i, j);
        }
    }

    // Optimized at once: the first report is not to wait until it was called often enough.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTile(
        Span<double> sums, int n, ReadOnlySpan<double> vectors, double weight, int i, int j)
    {
        var wide = MemoryMarshal.Cast<double, Vector<double>>(vectors);
        var (a, b, c, d) = (
            Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
        var (e, f, g, h) = (a, b, c, d);
        for (var (at, across) = (i, j / Vector<double>.Count); at < vectors.Length; at += n)
        {
            var (left, right) = (wide[across], wide[across + 1]);
            var by = vectors.Slice(at, TileHeight);
            (a, b) = (Plus(a, by[0], left), Plus(b, by[0], right));
            (c, d) = (Plus(c, by[1], left), Plus(d, by[1], right));
            (e, f) = (Plus(e, by[2], left), Plus(f, by[2], right));
            (g, h) = (Plus(g, by[3], left), Plus(h, by[3], right));
            across += n / Vector<double>.Count;
        }
        AddRow(sums, i * n + j, weight * a, weight * b);
        AddRow(sums, (i + 1) * n + j, weight * c, weight * d);
        AddRow(sums, (i + 2) * n + j, weight * e, weight * f);
        AddRow(sums, (i + 3) * n + j, weight * g, weight * h);
    }

    private static Vector<double> Plus(Vector<double> sum, double by, Vector<double> values) =>
        Vector.FusedMultiplyAdd(new Vector<double>(by), values, sum);

    private static void AddRow(Span<double> sums, int at, Vector<double> left, Vector<double> right)
    {
        var row = MemoryMarshal.Cast<double, Vector<double>>(sums.Slice(at, TileWidth));
        row[0] += left;
        row[1] += right;
    }
}
