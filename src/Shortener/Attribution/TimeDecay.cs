using System.Numerics;
using System.Runtime.InteropServices;

namespace Shortener.Attribution;

/// <summary>A touch counts half as much for every half-life that it lies before the conversion.</summary>
/// <remarks>
/// Weight of a touch = 2^(−age / half-life), made to add up to 1. Source: Google Ads' time-decay model, whose
/// half-life was 7 days; the smooth form, where some libraries step once a week.
/// </remarks>
public static class TimeDecay
{
    /// <param name="halfLife">Longer than nothing.</param>
    public static Weigh With(TimeSpan halfLife)
    {
        var decayAMilli = Math.Log(2) / halfLife.TotalMilliseconds;
        return (touches, _, weights) =>
        {
            // Ages are counted from the newest touch: only ratios matter, and old journeys keep a weight above
            // zero.
            var newest = touches[^1].At;
            for (var i = 0; i < weights.Length; i++) weights[i] = (touches[i].At - newest) * decayAMilli;
            var sum = Exponentiate(weights);
            for (var i = 0; i < weights.Length; i++) weights[i] /= sum;
        };
    }

    /// <summary>Puts e^x in place of each x, several at once; their sum.</summary>
    private static double Exponentiate(Span<double> values)
    {
        var wide = MemoryMarshal.Cast<double, Vector<double>>(values);
        foreach (ref var some in wide) some = Vector.Exp(some);
        var rest = values[(wide.Length * Vector<double>.Count)..];
        foreach (ref var value in rest) value = Math.Exp(value);
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum;
    }
}
