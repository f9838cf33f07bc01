using System.Text.Json.Serialization;

namespace Shortener.Attribution;

/// <summary>One channel, or one generation of shares.</summary>
/// <param name="key">Null for what is not known, and in the totals.</param>
public sealed class FunnelRow(object? key, FunnelCounts counts)
{
    public object? Key => key;

    /// <summary>Shares minted.</summary>
    public long Shares => counts.Shares;

    /// <summary>Fetches by apps that drew a card of the link.</summary>
    public long Previews => counts.Previews;

    public long Clicks => counts.Clicks;

    /// <summary>
    /// Those of the clicks that took a click id along: only they can lead to a conversion, and rates count
    /// them.
    /// </summary>
    public long TrackedClicks => counts.TrackedClicks;

    /// <summary>Leads whose last touch was here.</summary>
    public long Leads => counts.Leads;

    /// <summary>Sales whose last touch was here.</summary>
    public long Sales => counts.Sales;

    public FunnelRate? LeadsPerClick => FunnelRate.From(counts.Leads, counts.TrackedClicks);

    public FunnelRate? SalesPerClick => FunnelRate.From(counts.Sales, counts.TrackedClicks);

    public FunnelRate? SalesPerLead => FunnelRate.From(counts.Sales, counts.Leads);

    [JsonIgnore]
    public FunnelCounts Counts => counts;
}

/// <summary>What was counted.</summary>
public readonly record struct FunnelCounts(
    long Shares, long Previews, long Clicks, long TrackedClicks, long Leads, long Sales)
{
    public static FunnelCounts operator +(FunnelCounts a, FunnelCounts b) => new(
        a.Shares + b.Shares, a.Previews + b.Previews, a.Clicks + b.Clicks, a.TrackedClicks + b.TrackedClicks, a.Leads + b.Leads, a.Sales + b.Sales);
}
