using System.Globalization;

namespace Shortener.Attribution;

/// <summary>The answer of <c>GET /reports/funnel</c>: from sharing to buying.</summary>
public sealed record FunnelReport
{
    /// <summary><c>channel</c> or <c>generation</c>.</summary>
    public required string By { get; init; }

    public required DateTimeOffset Start { get; init; }

    /// <summary>No longer inside.</summary>
    public required DateTimeOffset End { get; init; }

    public required string Timezone { get; init; }

    public required FunnelRow Totals { get; init; }

    public required IReadOnlyList<FunnelRow> Rows { get; init; }

    /// <summary>People whose journeys are still being prepared.</summary>
    public required long Pending { get; init; }

    /// <summary>The report: generations ascend, channels descend by clicks.</summary>
    public static FunnelReport Of(
        AttributionQuery query, ReportSpan span, IReadOnlyDictionary<string, FunnelCounts> counts)
    {
        var isGeneration = query.By == TouchGrouping.Generation;
        var rows = counts.Where(row => row.Value != default)
            .Select(row => new FunnelRow(KeyOf(row.Key), row.Value))
            .OrderBy(row => isGeneration ? row.Key as long? ?? long.MaxValue : 0)
            .ThenByDescending(row => row.Clicks).ThenByDescending(row => row.Sales);
        return new FunnelReport
        {
            By = query.By.Name,
            Start = span.Period.Start,
            End = span.Period.End,
            Timezone = span.Period.Zone.Id,
            Totals = new FunnelRow(
                null, counts.Values.Aggregate(default(FunnelCounts), (sum, row) => sum + row)),
            Rows = [.. rows],
            Pending = span.Pending,
        };

        object? KeyOf(string name) =>
            name.Length == 0 ? null : isGeneration ? long.Parse(name, CultureInfo.InvariantCulture) : name;
    }
}
