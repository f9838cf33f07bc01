using System.Text.Json.Serialization;

namespace Shortener.Links;

/// <summary>What happened to a link so far. <c>hits = clicks + previews + bots + prefetches</c>.</summary>
public sealed record LinkCounts
{
    /// <summary>Nothing yet.</summary>
    public static readonly LinkCounts None = new();

    public long Hits => Clicks + Previews + Bots + Prefetches;
    public long Clicks { get; init; }
    public long UniqueClicks { get; init; }
    public long QrScans { get; init; }
    public long Previews { get; init; }
    public long Bots { get; init; }
    public long Prefetches { get; init; }

    /// <summary>
    /// Leads and sales that count for a click on the link: the one they name, else their person's last.
    /// Absent where the link does not track conversions and has none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Conversions { get; init; }

    /// <summary>
    /// What they brought, refunds taken off, in minor units of <see cref="Currency"/>. Absent with
    /// <see cref="Conversions"/>, and where there are several currencies: a report adds those up
    /// (<c>/analytics</c>).
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Revenue { get; init; }

    /// <summary>Absent where nothing was paid, or in several currencies.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Currency { get; init; }

    /// <summary>The same, of a link that tracks conversions: none so far are zero.</summary>
    internal LinkCounts Tracked() => Conversions is null ? this with { Conversions = 0, Revenue = 0 } : this;
}
