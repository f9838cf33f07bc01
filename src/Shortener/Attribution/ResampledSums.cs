using System.Numerics;
using System.Runtime.InteropServices;
using Shortener.Statistics;

namespace Shortener.Attribution;

/// <summary>
/// A sum for each row: as it was, and as it would have been in each resample, side by side.
/// </summary>
internal sealed class ResampledSums(int rows, int resamples)
{
    private readonly double[] _exact = new double[rows];
    private readonly double[] _drawn = new double[rows * resamples];

    /// <summary>The sum as it was.</summary>
    public ref double Exact(int row) => ref _exact[row];

    /// <summary>The sum in each resample.</summary>
    public Span<double> Drawn(int row) => _drawn.AsSpan(row * resamples, resamples);

    /// <summary>Adds cases to a row, each worth the same.</summary>
    /// <param name="count">How many there were.</param>
    /// <param name="drawn">How many each resample has.</param>
    public void Add(int row, double each, long count, ReadOnlySpan<double> drawn)
    {
        _exact[row] += each * count;
        AddScaled(Drawn(row), drawn, each);
    }

    /// <summary>The rows' sums, and between what each would lie. The resamples are put in order.</summary>
    /// <param name="part">What part of the resamples lies between low and high.</param>
    public Estimate[] Estimates(double part)
    {
        var estimates = new Estimate[rows];
        for (var row = 0; row < rows; row++)
        {
            var (low, high) = Bootstrap.Interval(Drawn(row), part);
            estimates[row] = new Estimate(_exact[row], low, high);
        }
        return estimates;
    }

    /// <summary>Adds each number times <paramref name="scale"/>.</summary>
    public static void AddScaled(Span<double> sums, ReadOnlySpan<double> drawn, double scale)
    {
        var into = MemoryMarshal.Cast<double, Vector<double>>(sums);
        var from = MemoryMarshal.Cast<double, Vector<double>>(drawn);
        for (var i = 0; i < into.Length; i++) into[i] += from[i] * scale;
        for (var i = into.Length * Vector<double>.Count; i < sums.Length; i++) sums[i] += drawn[i] * scale;
    }
}

/// <summary>
/// A number, and between what it would lie four times of five, had chance sent other journeys.
/// </summary>
public readonly record struct Estimate(double Value, double Low, double High);
