using Shortener.Values;

namespace Shortener.Reports;

/// <summary>A column of reports, and what <c>event</c> may name.</summary>
public sealed record CountColumn(string Name, Func<HitCounts, ConversionCounts, long> Of)
{
    public static readonly CountColumn Clicks = new("clicks", (hits, _) => hits.Clicks);

    /// <summary>Those that every report has, in the order they are shown.</summary>
    public static readonly IReadOnlyList<CountColumn> OfHits =
    [
        new("hits", (hits, _) => hits.Hits),
        Clicks,
        new("uniqueClicks", (hits, _) => hits.UniqueClicks),
        new("qrScans", (hits, _) => hits.QrScans),
        new("previews", (hits, _) => hits.Previews),
        new("bots", (hits, _) => hits.Bots),
        new("prefetches", (hits, _) => hits.Prefetches),
    ];

    /// <summary>Those that a report has behind them when one of them is asked for.</summary>
    public static readonly IReadOnlyList<CountColumn> OfConversions =
    [
        new("conversions", (_, conversions) => conversions.Conversions),
        new("revenue", (_, conversions) => conversions.Revenue),
    ];

    /// <summary>All, in the order they are shown.</summary>
    public static readonly IReadOnlyList<CountColumn> All = [.. OfHits, .. OfConversions];
}
