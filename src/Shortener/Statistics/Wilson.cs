namespace Shortener.Statistics;

/// <summary>The interval of a rate: so many of so many.</summary>
/// <remarks>
/// Wilson's score interval, two-sided. It stays within 0 and 1, and says something sensible of 0 of 10, where
/// the textbook's p ± z√(p(1−p)/n) says 0 ± 0. Source: E. B. Wilson, "Probable Inference" (1927).
/// </remarks>
public static class Wilson
{
    // The normal distribution's 97.5 % quantile.
    private const double Z95 = 1.959963984540054;

    /// <summary>Between what the rate lies, with 95 % confidence.</summary>
    /// <param name="hits">0 to <paramref name="cases"/>.</param>
    /// <param name="cases">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">More hits than cases, or none of either.</exception>
    public static (double Low, double High) Interval95(long hits, long cases)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cases, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, cases);
        var (n, rate) = ((double)cases, (double)hits / cases);
        var scale = 1 / (1 + Z95 * Z95 / n);
        var middle = rate + Z95 * Z95 / (2 * n);
        var half = Z95 * Math.Sqrt(rate * (1 - rate) / n + Z95 * Z95 / (4 * n * n));
        return (hits == 0 ? 0 : scale * (middle - half), hits == cases ? 1 : scale * (middle + half));
    }
}
