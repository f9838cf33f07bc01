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

    /// <summary>A⁻¹ of the factored matrix, all of it.</summary>
    public static void Invert(ReadOnlySpan<double> l, int n, Span<double> inverse)
    {
        inverse[..(n * n)].Clear();
        for (var i = 0; i < n; i++)
        {
            var row = inverse.Slice(i * n, n);
            row[i] = 1;
            Forward(l, n, row);
            Back(l, n, row);
        }
    }
}
