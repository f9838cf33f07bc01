using System.Numerics;
using System.Runtime.InteropServices;

namespace Shortener.Statistics;

/// <summary>Sums over rows of numbers, as many at a time as the processor adds.</summary>
internal static class Vectors
{
    /// <summary>Σ aᵢ·bᵢ.</summary>
    /// <param name="b">At least as long as a.</param>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var wideA = MemoryMarshal.Cast<double, Vector<double>>(a);
        var wideB = MemoryMarshal.Cast<double, Vector<double>>(b[..a.Length]);
        // Two sums side by side: none waits for the other.
        var (first, second) = (Vector<double>.Zero, Vector<double>.Zero);
        var i = 0;
        for (; i + 1 < wideA.Length; i += 2)
        {
            first += wideA[i] * wideB[i];
            second += wideA[i + 1] * wideB[i + 1];
        }
        if (i < wideA.Length) first += wideA[i] * wideB[i];
        var sum = Vector.Sum(first + second);
        for (var rest = wideA.Length * Vector<double>.Count; rest < a.Length; rest++) sum += a[rest] * b[rest];
        return sum;
    }

    /// <summary>Adds <paramref name="by"/>·bᵢ to each aᵢ.</summary>
    /// <param name="b">At least as long as a.</param>
    public static void Add(Span<double> a, ReadOnlySpan<double> b, double by)
    {
        var wideA = MemoryMarshal.Cast<double, Vector<double>>(a);
        var wideB = MemoryMarshal.Cast<double, Vector<double>>(b[..a.Length]);
        for (var i = 0; i < wideA.Length; i++) wideA[i] += wideB[i] * by;
        for (var rest = wideA.Length * Vector<double>.Count; rest < a.Length; rest++) a[rest] += by * b[rest];
    }
}
