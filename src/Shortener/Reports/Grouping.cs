using Shortener.Hits;
using Shortener.Values;

namespace Shortener.Reports;

/// <summary>What a report has a row for. All but <c>none</c> and those over time are filters too.</summary>
/// <param name="Name">As in <c>groupBy=…</c>.</param>
/// <param name="Dimension">
/// What the hits themselves say; for <c>tag</c> and <c>domain</c>, which links say: the link.
/// </param>
/// <param name="Step">Hour, day, week or month.</param>
public sealed record Grouping(string Name, Dimension? Dimension = null, TimeStep? Step = null)
{
    public static readonly Grouping None = new("none");
    public static readonly Grouping Link = new("link", Hits.Dimension.Link);
    public static readonly Grouping Tag = new("tag", Hits.Dimension.Link);
    public static readonly Grouping Domain = new("domain", Hits.Dimension.Link);
    public static readonly Grouping Trigger = new("trigger", Hits.Dimension.Trigger);
    public static readonly Grouping Share = new("share", Hits.Dimension.Share);
    public static readonly Grouping Generation = new("generation", Hits.Dimension.Generation);
    public static readonly Grouping Advocate = new("advocate", Hits.Dimension.Advocate);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Grouping> All =
    [
        None,
        new("hour", Step: TimeStep.Hour),
        new("day", Step: TimeStep.Day),
        new("week", Step: TimeStep.Week),
        new("month", Step: TimeStep.Month),
        Link,
        Tag,
        Domain,
        new("channel", Hits.Dimension.Channel),
        new("app", Hits.Dimension.App),
        new("evidence", Hits.Dimension.Evidence),
        new("referrer", Hits.Dimension.Referrer),
        new("country", Hits.Dimension.Country),
        new("region", Hits.Dimension.Region),
        new("city", Hits.Dimension.City),
        new("device", Hits.Dimension.Device),
        new("browser", Hits.Dimension.Browser),
        new("os", Hits.Dimension.Os),
        new("inApp", Hits.Dimension.InApp),
        new("language", Hits.Dimension.Language),
        Trigger,
        Share,
        Generation,
        Advocate,
        new("utm_source", Hits.Dimension.UtmSource),
        new("utm_medium", Hits.Dimension.UtmMedium),
        new("utm_campaign", Hits.Dimension.UtmCampaign),
        new("utm_term", Hits.Dimension.UtmTerm),
        new("utm_content", Hits.Dimension.UtmContent),
        new("ref", Hits.Dimension.Ref),
    ];

    /// <summary>Names of what later versions will group by.</summary>
    public static readonly IReadOnlyList<string> Later = ["variant"];

    /// <summary>
    /// Its keys are numbers, of which the log holds 0 for "none"; but for generations, where 0 is the bare
    /// link.
    /// </summary>
    public bool HasNumbers => this == Link || this == Generation || this == Advocate;

    /// <summary>The groupings that hits can also be filtered by.</summary>
    public static IEnumerable<Grouping> Filters => All.Where(grouping => grouping.Dimension is not null);

    /// <summary>The grouping of that name, or null.</summary>
    public static Grouping? Find(string name) => All.FirstOrDefault(grouping => grouping.Name == name);
}
