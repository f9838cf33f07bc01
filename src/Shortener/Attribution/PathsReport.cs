using System.Text.Json.Serialization;

namespace Shortener.Attribution;

/// <summary>The answer of <c>GET /reports/attribution/paths</c>.</summary>
public sealed class PathsReport(AttributionQuery query, ReportSpan span, PathsFound found)
{
    public string GroupBy => query.By.Name;

    public string? Event => query.Event;

    public DateTimeOffset Start => span.Period.Start;

    /// <summary>No longer inside.</summary>
    public DateTimeOffset End => span.Period.End;

    public string Timezone => span.Period.Zone.Id;

    /// <summary>How long before a conversion touches counted; null for each conversion's own.</summary>
    public int? LookbackDays => query.LookbackDays;

    /// <inheritdoc cref="PathsFound.Conversions"/>
    public long Conversions => found.Conversions;

    /// <inheritdoc cref="PathsFound.DistinctPaths"/>
    public int DistinctPaths => found.DistinctPaths;

    /// <inheritdoc cref="PathsFound.Paths"/>
    public IReadOnlyList<CommonPath> Paths => found.Paths;

    /// <inheritdoc cref="PathsFound.Touches"/>
    public IReadOnlyList<TouchesToConvert> Touches => found.Touches;

    /// <inheritdoc cref="PathsFound.TimeToConvert"/>
    public TimeToConvert? TimeToConvert => found.TimeToConvert;

    /// <inheritdoc cref="PathsFound.Assists"/>
    public IReadOnlyList<Assist> Assists => found.Assists;

    /// <summary>People whose journeys are still being prepared.</summary>
    public long Pending => span.Pending;

    [JsonIgnore]
    internal PathsFound Found => found;
}
