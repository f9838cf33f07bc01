using Shortener.Web;

namespace Shortener.Reports;

/// <summary>What <c>GET /hits</c> was asked for.</summary>
public sealed record HitQuery
{
    public required ReportPeriod Period { get; init; }

    public required IReadOnlyList<Condition> Conditions { get; init; }

    /// <summary>Requests that were not sent on, instead of hits.</summary>
    public bool Orphans { get; init; }

    /// <summary>How many at most, as asked for.</summary>
    public int? Limit { get; init; }

    /// <summary>The hit after which the answer begins.</summary>
    public HitCursor? After { get; init; }

    /// <summary>What cursors of this list are tied to.</summary>
    public string List { get; init; } = "";

    /// <summary>The name of the domain that links store as the empty one.</summary>
    public string DefaultDomain { get; init; } = "";

    /// <summary>Reads the parameters; null where something is wrong, which is then refused there.</summary>
    /// <param name="zone">The zone of the instance.</param>
    public static HitQuery? Read(
        Parameters parameters, TimeZoneInfo zone, DateTimeOffset now, string defaultDomain)
    {
        var conditions = Condition.Read(parameters);
        var period = ReportPeriod.Read(parameters, zone, now, "all");
        var orphan = parameters.Take("orphan");
        if (orphan is not (null or "true" or "false")) parameters.Refuse("orphan", "must be true or false");
        var limit = parameters.TakeLimit();
        var list = "hits?" + parameters.Text("cursor", "limit");
        var after = parameters.TakeCursor<HitCursor>(list);
        parameters.RefuseOthers();
        return parameters.Problems.Count > 0 ? null : new HitQuery
        {
            Period = period!,
            Conditions = conditions,
            Orphans = orphan is "true",
            Limit = limit,
            After = after,
            List = list,
            DefaultDomain = defaultDomain,
        };
    }
}

/// <summary>The last hit that was seen.</summary>
/// <param name="At">UTC milliseconds since 1970.</param>
public sealed record HitCursor(long At, long Seq);
