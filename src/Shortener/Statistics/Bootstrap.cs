namespace Shortener.Statistics;

/// <summary>
/// How much a number would change had chance sent other cases: draws as many cases again from those there
/// are, each as likely as any, many times over.
/// </summary>
/// <remarks>
/// Equal cases are counted, not listed: how often each kind is drawn is multinomial, and that is a chain of
/// binomial draws, kind after kind, each among what the kinds before left over. So all resamples go through
/// the kinds once, side by side, and need no memory of their own. Source: Efron, "Bootstrap Methods" (1979);
/// percentile intervals.
/// </remarks>
/// <param name="cases">How many there are of all kinds together.</param>
/// <param name="resamples">How often they are drawn anew.</param>
public sealed class Bootstrap(long cases, int resamples, ulong seed)
{
    private readonly long[] _left = [.. Enumerable.Repeat(cases, resamples)];
    private readonly Dice _dice = new(seed);
    private long _casesLeft = cases;

    /// <summary>Draws the next kind.</summary>
    /// <param name="count">
    /// How many cases of this kind there are; all kinds together are as many as was said.
    /// </param>
    /// <param name="drawn">Filled, one for each resample: how often it drew the kind.</param>
    public void Next(long count, Span<double> drawn)
    {
        var chance = _casesLeft > 0 ? (double)count / _casesLeft : 0;
        for (var i = 0; i < drawn.Length; i++)
        {
            var times = Binomial.Draw(_left[i], chance, _dice);
            _left[i] -= times;
            drawn[i] = times;
        }
        _casesLeft -= count;
    }

    /// <summary>The middle part of the values: 0.8 leaves out a tenth at either end.</summary>
    /// <param name="values">At least one; put in order.</param>
    public static (double Low, double High) Interval(Span<double> values, double part)
    {
        values.Sort();
        return (Quantile(values, (1 - part) / 2), Quantile(values, (1 + part) / 2));
    }

    // Between two values in proportion: type 7 of Hyndman and Fan.
    private static double Quantile(ReadOnlySpan<double> ordered, double at)
    {
        var place = at * (ordered.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, ordered.Length - 1);
        return ordered[below] + (place - below) * (ordered[above] - ordered[below]);
    }
}
