using Shortener.Statistics;

namespace Shortener.Attribution;

/// <summary>A rate with its 95 % interval (Wilson).</summary>
/// <param name="Of">How many cases it is a rate of.</param>
/// <param name="Thin">Fewer than 30 cases: it may be chance.</param>
public sealed record FunnelRate(decimal Value, decimal Low, decimal High, long Of, bool Thin)
{
    private const long FewCases = 30;
    private const int Decimals = 6;

    /// <summary>
    /// Null where there is no case, or where there is more than one hit a case: that is no rate.
    /// </summary>
    public static FunnelRate? From(long hits, long cases)
    {
        if (cases == 0 || hits > cases) return null;
        var (low, high) = Wilson.Interval95(hits, cases);
        return new FunnelRate(
            Rounded((double)hits / cases), Rounded(low), Rounded(high), cases, cases < FewCases);
    }

    private static decimal Rounded(double value) => (decimal)Math.Round(value, Decimals);
}
