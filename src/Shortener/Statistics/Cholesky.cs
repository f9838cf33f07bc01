using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Shortener.Statistics;

/// <summary>
/// The Cholesky factor of a symmetric positive definite matrix: A = L·Lᵀ, kept in its lower triangle.
/// </summary>
/// <remarks>Matrices are flat, row by row: element (i, j) of an n×n matrix lies at i·n + j.</remarks>
public static class Cholesky
{
    // What keeps a direction that nothing is known of from dividing by nothing.
    private const double Smallest = 1e-12;

    /// <summary>Replaces the lower triangle of a matrix by its factor.</summary>
    public static void Factor(Span<double> a, int n)
    {
        for (var i = 0; i < n; i++)
        {
            var row = a.Slice(i * n, n);
            for (var j = 0; j < i; j++)
            {
                var other = a.Slice(j * n, n);
                row[j] = (row[j] - Vectors.Dot(row[..j], other[..j])) / other[j];
            }
            row[i] = Math.Sqrt(Math.Max(row[i] - Vectors.Dot(row[..i], row[..i]), Smallest));
        }
    }

    /// <summary>Replaces b by L⁻¹·b.</summary>
    public static void Forward(ReadOnlySpan<double> l, int n, Span<double> b)
    {
        for (var i = 0; i < n; i++) b[i] = (b[i] - Vectors.Dot(l.Slice(i * n, i), b[..i])) / l[i * n + i];
    }

    /// <summary>Replaces b by L⁻ᵀ·b.</summary>
    public static void Back(ReadOnlySpan<double> l, int n, Span<double> b)
    {
        for (var i = n - 1; i >= 0; i--)
        {
            b[i] /= l[i * n + i];
            for (var j = 0; j < i; j++) b[j] -= l[i * n + j] * b[i];
        }
    }

    /// <summary>Replaces each column b of a matrix by L⁻¹·b.</summary>
    /// <param name="columns">n rows.</param>
    /// <param name="width">How many columns there are, as <see cref="Gram.Padded"/> gives it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ForwardAll(ReadOnlySpan<double> l, int n, Span<double> columns, int width)
    {
        var rows = MemoryMarshal.Cast<double, Vector<double>>(columns);
        var across = width / Vector<double>.Count;
        for (var at = 0; at < across; at += 2)
        {
            for (var i = 0; i < n; i++)
            {
                var (left, right) = (rows[i * across + at], rows[i * across + at + 1]);
                for (var j = 0; j < i; j++)
                {
                    var by = new Vector<double>(-l[i * n + j]);
                    left = Vector.FusedMultiplyAdd(by, rows[j * across + at], left);
                    right = Vector.FusedMultiplyAdd(by, rows[j * across + at + 1], right);
                }
                rows[i * across + at] = left / l[i * n + i];
                rows[i * across + at + 1] = right / l[i * n + i];
            }
        }
    }

    /// <summary>A⁻¹ of the factored matrix, all of it: L⁻ᵀ·L⁻¹.</summary>
    public static void Invert(ReadOnlySpan<double> l, int n, Span<double> inverse)
    {
        var width = Gram.Padded(n);
        Span<double> half = stackalloc double[n * width];
        Span<double> whole = stackalloc double[width * width];
        half.Clear();
        whole.Clear();
        for (var i = 0; i < n; i++) half[i * width + i] = 1;
        ForwardAll(l, n, half, width);
        Gram.Add(whole, width, half, 1);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++) inverse[i * n + j] = inverse[j * n + i] = whole[i * width + j];
        }
    }
}
