using Shortener.Web;

namespace Shortener.Reports;

/// <summary>What the reports' parameters mean, for the description of the API.</summary>
internal static class ReportParameters
{
    private static readonly (string, string)[] Filters =
    [
        .. Grouping.Filters.Select(by => (by.Name,
            $"Only hits of {(by == Grouping.Link ? "the links with these ids" : "these values")}: a comma is or, a leading minus means none of them, {Condition.Unknown} stands for unknown, a backslash makes the next letter an ordinary one.")),
    ];

    private static readonly (string, string)[] Form =
    [
        ("limit", "How many rows; 50 where none is asked for, 200 at most. CSV has no limit but this one."),
        ("cursor", "nextCursor of the page before."),
        Parameters.Format,
    ];

    public static readonly IReadOnlyList<(string, string)> OfAnalytics =
    [
        ("event", $"The column that rows are sorted by, descending: {string.Join(", ", CountColumn.All.Select(c => c.Name))}; clicks where none is given."),
        ("conversion", "With event=conversions or revenue: the names of the events that count (purchase,signup); all, where none is given."),
        ("currency", "With event=conversions or revenue: what amounts are converted to, by the rates of their days (PUT /api/v1/rates). Needed where there are several currencies."),
        ("groupBy", $"One of {string.Join(", ", Grouping.All.Select(g => g.Name))}. Rows over time ascend, have no holes and come all at once."),
        ("compare", "previous (the period just before) or year (a year before) adds the earlier figures."),
        .. ReportPeriod.Descriptions, .. Filters, .. Form,
    ];

    public static readonly IReadOnlyList<(string, string)> OfDarkSocial =
    [
        .. ReportPeriod.Descriptions, .. Filters, Form[^1],
    ];

    public static readonly IReadOnlyList<(string, string)> OfHits =
    [
        ("orphan", "true lists the requests that were not sent on, instead of hits."),
        .. ReportPeriod.Descriptions, .. Filters, .. Form,
    ];
}
