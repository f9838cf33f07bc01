using Shortener.Values;

namespace Shortener.Reports;

/// <summary>A column of every report, and what <c>event</c> may name.</summary>
public sealed record CountColumn(string Name, Func<HitCounts, long> Of)
{
    public static readonly CountColumn Clicks = new("clicks", counts => counts.Clicks);

    /// <summary>All, in the order they are shown.</summary>
    public static readonly IReadOnlyList<CountColumn> All =
    [
        new("hits", counts => counts.Hits),
        Clicks,
        new("uniqueClicks", counts => counts.UniqueClicks),
        new("qrScans", counts => counts.QrScans),
        new("previews", counts => counts.Previews),
        new("bots", counts => counts.Bots),
        new("prefetches", counts => counts.Prefetches),
    ];

    /// <summary>Columns that later versions have.</summary>
    public static readonly IReadOnlyList<string> Later = ["conversions", "revenue"];
}
