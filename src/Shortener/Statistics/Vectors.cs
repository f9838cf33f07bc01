using System.Numerics;
using System.Runtime.InteropServices;

namespace Shortener.Statistics;

/// <summary>Sums over many numbers at once, several in each step of the processor.</summary>
public static class Vectors
{
    /// <summary>Σ aᵢ·bᵢ; both are of the same length.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var wideA = MemoryMarshal.Cast<double, Vector<double>>(a);
        var wideB = MemoryMarshal.Cast<double, Vector<double>>(b);
        var sums = Vector<double>.Zero;
        for (var i = 0; i < wideA.Length; i++) sums += wideA[i] * wideB[i];
        var sum = Vector.Sum(sums);
        for (var i = wideA.Length * Vector<double>.Count; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>Adds by·bᵢ to each aᵢ.</summary>
    public static void Add(Span<double> a, ReadOnlySpan<double> b, double by)
    {
        var wideA = MemoryMarshal.Cast<double, Vector<double>>(a);
        var wideB = MemoryMarshal.Cast<double, Vector<double>>(b);
        for (var i = 0; i < wideA.Length; i++) wideA[i] += by * wideB[i];
        for (var i = wideA.Length * Vector<double>.Count; i < a.Length; i++) a[i] += by * b[i];
    }

    /// <summary>Σ aᵢ.</summary>
    public static double Sum(ReadOnlySpan<double> a)
    {
        var wide = MemoryMarshal.Cast<double, Vector<double>>(a);
        var sums = Vector<double>.Zero;
        foreach (var values in wide) sums += values;
        var sum = Vector.Sum(sums);
        for (var i = wide.Length * Vector<double>.Count; i < a.Length; i++) sum += a[i];
        return sum;
    }

    /// <summary>The largest |aᵢ|; 0 of none.</summary>
    public static double Longest(ReadOnlySpan<double> a)
    {
        var longest = 0.0;
        foreach (var value in a) longest = Math.Max(longest, Math.Abs(value));
        return longest;
    }
}
