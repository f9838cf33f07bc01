using System.Globalization;
using System.Text.Json.Serialization;

namespace Shortener.Reports;

/// <summary>The answer of <c>GET /analytics</c>: what JSON, CSV and pages show.</summary>
public sealed record Analytics
{
    /// <summary>The column that rows are sorted by.</summary>
    public required string Event { get; init; }

    public required string GroupBy { get; init; }

    public required DateTimeOffset Start { get; init; }

    /// <summary>No longer inside.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>The zone whose days, weeks and months these are.</summary>
    public required string Timezone { get; init; }

    /// <summary>
    /// Single hits before this instant are no longer kept, and this report could not be had without them: it
    /// counts from there. Absent where nothing is missing.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Since { get; init; }

    /// <summary>
    /// Of all revenue; absent where neither conversions nor revenue was asked for, or nothing was paid.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Currency { get; init; }

    /// <summary>Every hit once.</summary>
    public required ReportCounts Totals { get; init; }

    /// <summary>The period compared with; absent where none was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EarlierTotals? Previous { get; init; }

    public required IReadOnlyList<AnalyticsRow> Rows { get; init; }

    public required string? NextCursor { get; init; }
}

/// <summary>The totals of the period that a report is compared with.</summary>
public sealed record EarlierTotals(DateTimeOffset Start, DateTimeOffset End, ReportCounts Totals);

/// <summary>One row of a report.</summary>
/// <param name="name">The key as text; empty for "unknown".</param>
/// <param name="isNumber">The key is a number: a link's id, a generation.</param>
/// <param name="earlier">The row's figures in the period compared with.</param>
public sealed class AnalyticsRow(string name, bool isNumber, ReportCounts counts, ReportCounts? earlier)
{
    /// <summary>
    /// A link's id and a generation are numbers, all else is text; null where it is not known.
    /// </summary>
    public object? Key =>
        name.Length == 0 ? null : isNumber ? long.Parse(name, CultureInfo.InvariantCulture) : name;

    /// <summary>Of a link.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Slug { get; init; }

    public long Hits => counts.Hits;

    public long Clicks => counts.Clicks;

    public long UniqueClicks => counts.UniqueClicks;

    public long QrScans => counts.QrScans;

    public long Previews => counts.Previews;

    public long Bots => counts.Bots;

    public long Prefetches => counts.Prefetches;

    /// <inheritdoc cref="ReportCounts.Conversions"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Conversions => counts.Conversions;

    /// <inheritdoc cref="ReportCounts.Revenue"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Revenue => counts.Revenue;

    /// <summary>Absent where nothing is compared.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReportCounts? Previous => earlier;

    /// <summary>The key as text; empty for "unknown".</summary>
    internal string Name => name;

    /// <summary>The row's figures.</summary>
    internal ReportCounts Counts => counts;

    /// <summary>The same row, with the slug of its link.</summary>
    internal AnalyticsRow With(string? slug) => new(name, isNumber, counts, earlier) { Slug = slug };
}
