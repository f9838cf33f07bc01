using Shortener.Web;

namespace Shortener.Reports;

/// <summary>What <c>GET /reports/dark-social</c> was asked for.</summary>
public sealed record DarkQuery
{
    public required ReportPeriod Period { get; init; }

    public required IReadOnlyList<Condition> Conditions { get; init; }

    /// <summary>The name of the domain that links store as the empty one.</summary>
    public string DefaultDomain { get; init; } = "";

    /// <summary>Reads the parameters; null where something is wrong, which is then refused there.</summary>
    /// <param name="zone">The zone of the instance.</param>
    public static DarkQuery? Read(
        Parameters parameters, TimeZoneInfo zone, DateTimeOffset now, string defaultDomain)
    {
        var conditions = Condition.Read(parameters);
        var period = ReportPeriod.Read(parameters, zone, now, "30d");
        parameters.RefuseOthers();
        return parameters.Problems.Count > 0 ? null : new DarkQuery
        {
            Period = period!,
            Conditions = conditions,
            DefaultDomain = defaultDomain,
        };
    }
}
