using System.Text.Json.Serialization;

namespace Shortener.Attribution;

/// <summary>The answer of <c>GET /reports/attribution/compare</c>.</summary>
public sealed record ComparisonReport
{
    public required string GroupBy { get; init; }

    public required string? Event { get; init; }

    public required DateTimeOffset Start { get; init; }

    /// <summary>No longer inside.</summary>
    public required DateTimeOffset End { get; init; }

    public required string Timezone { get; init; }

    /// <summary>How long before a conversion touches counted; null for each conversion's own.</summary>
    public required int? LookbackDays { get; init; }

    /// <summary>How many conversions there are; each model's credits add up to it exactly.</summary>
    public required long Conversions { get; init; }

    /// <summary>
    /// What they brought, in minor units, refunds taken off; each model's credits add up to it exactly. Null
    /// where there are several currencies and none was asked for: rows have no revenue then.
    /// </summary>
    public required long? Revenue { get; init; }

    /// <summary>Of <see cref="Revenue"/>; null where there is none.</summary>
    public required string? Currency { get; init; }

    /// <summary>
    /// What part of the resamples lies between <c>low</c> and <c>high</c>, and how many there were.
    /// </summary>
    public required double Interval { get; init; }

    /// <inheritdoc cref="Interval"/>
    public required int Resamples { get; init; }

    public required IReadOnlyList<ComparedModel> Models { get; init; }

    public required IReadOnlyList<ComparedRow> Rows { get; init; }

    /// <summary>Where models disagree, and what that says, in plain words.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>People whose journeys are still being prepared.</summary>
    public required long Pending { get; init; }
}

/// <summary>A model that was asked.</summary>
/// <param name="Refused">Why it does not answer this; absent where it does.</param>
public sealed record ComparedModel(
    string Name, string Meaning, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Refused);

/// <summary>What each model gives to one row.</summary>
/// <param name="Key">As in the report of one model.</param>
/// <param name="Slug">Of a link.</param>
/// <param name="Credits">By the models' names.</param>
public sealed record ComparedRow(
    object? Key,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Slug,
    IReadOnlyDictionary<string, ComparedCredit> Credits);

/// <summary>
/// Conversions with up to six decimals, and their interval with three; revenue in minor units.
/// </summary>
/// <param name="Low">Of the conversions.</param>
/// <param name="High">Of the conversions.</param>
/// <param name="Revenue">Null where the report has none.</param>
public sealed record ComparedCredit(
    decimal Conversions, decimal Low, decimal High, long? Revenue, long? RevenueLow, long? RevenueHigh);
