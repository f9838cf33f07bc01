using System.Globalization;
using System.Text.Json.Serialization;

namespace Shortener.Attribution;

/// <summary>The answer of <c>GET /reports/attribution</c>.</summary>
public sealed record AttributionReport
{
    public required string Model { get; init; }

    public required string GroupBy { get; init; }

    public required string? Event { get; init; }

    public required DateTimeOffset Start { get; init; }

    /// <summary>No longer inside.</summary>
    public required DateTimeOffset End { get; init; }

    public required string Timezone { get; init; }

    /// <summary>How long before a conversion touches counted; null for each conversion's own.</summary>
    public required int? LookbackDays { get; init; }

    /// <summary>
    /// One <see cref="CreditTotals"/>; a list of them where there are several currencies and none was asked
    /// for.
    /// </summary>
    public object Totals => AllTotals is [var one] ? one : AllTotals;

    /// <summary>
    /// What the model gave to whom, the most first. Of each currency the rows add up to its totals exactly.
    /// </summary>
    public required IReadOnlyList<CreditRow> Rows { get; init; }

    /// <summary>
    /// People whose journeys are still being prepared; mostly 0, more after a large import.
    /// </summary>
    public required long Pending { get; init; }

    /// <summary>By currency.</summary>
    internal IReadOnlyList<CreditTotals> AllTotals { get; init; } = [];
}

/// <summary>All conversions of one currency.</summary>
/// <param name="Revenue">Minor units; refunds taken off.</param>
/// <param name="Currency">Null where the conversions have no amounts.</param>
/// <param name="WithoutTouch">
/// How many of them nothing is known to have led to; their credit is in the row without a key.
/// </param>
public sealed record CreditTotals(long Conversions, long Revenue, string? Currency, long WithoutTouch);

/// <summary>What one row earned.</summary>
/// <param name="name">The key as text; empty for "unknown" and for conversions without a touch.</param>
/// <param name="isNumber">The key is a number: a link's id, a generation.</param>
public sealed class CreditRow(string name, bool isNumber)
{
    /// <summary>
    /// A link's id and a generation are numbers, all else is text; null where it is not known.
    /// </summary>
    public object? Key =>
        name.Length == 0 ? null : isNumber ? long.Parse(name, CultureInfo.InvariantCulture) : name;

    /// <summary>Of a link.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Slug { get; init; }

    /// <summary>Up to six decimals.</summary>
    public required decimal Conversions { get; init; }

    /// <summary>Minor units.</summary>
    public required long Revenue { get; init; }

    /// <summary>Only where there are several.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Currency { get; init; }

    /// <summary>The key as text; empty for "unknown".</summary>
    internal string Name => name;
}
