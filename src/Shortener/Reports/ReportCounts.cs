using System.Text.Json.Serialization;
using Shortener.Values;

namespace Shortener.Reports;

/// <summary>The columns of a report as callers see them.</summary>
/// <param name="hits">How many hits of which kind.</param>
/// <param name="conversions">Null where they were not asked for.</param>
public sealed class ReportCounts(HitCounts hits, ConversionCounts? conversions)
{
    public long Hits => hits.Hits;

    public long Clicks => hits.Clicks;

    public long UniqueClicks => hits.UniqueClicks;

    public long QrScans => hits.QrScans;

    public long Previews => hits.Previews;

    public long Bots => hits.Bots;

    public long Prefetches => hits.Prefetches;

    /// <summary>Leads and sales; absent where they were not asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Conversions => conversions?.Conversions;

    /// <summary>Sales less refunds, in minor units; absent where it was not asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Revenue => conversions?.Revenue;

    /// <summary>The value of a column.</summary>
    internal long Of(CountColumn column) => column.Of(hits, conversions ?? default);
}
