namespace Shortener.Reports;

/// <summary>What the reports' parameters mean, for the description of the API.</summary>
internal static class ReportParameters
{
    private static readonly (string, string)[] Period =
    [
        ("interval", $"One of {ReportPeriod.Intervals}: the last local days with today, the last 24 whole hours with this one, the last twelve months with this one, or all time."),
        ("start", "Instead of interval: the first local day, or an instant (RFC 3339)."),
        ("end", "The end, not inside: a local day or an instant. Without it, the end of today."),
        ("timezone", "IANA name of the zone of all days; the instance's, where none is given."),
    ];

    private static readonly (string, string)[] Filters =
    [
        .. Grouping.Filters.Select(by => (by.Name,
            $"Only hits of {(by == Grouping.Link ? "the links with these ids" : "these values")}: a comma is or, a leading minus means none of them, {Condition.Unknown} stands for unknown, a backslash makes the next letter an ordinary one.")),
    ];

    private static readonly (string, string)[] Form =
    [
        ("limit", "How many rows; 50 where none is asked for, 200 at most. CSV has no limit but this one."),
        ("cursor", "nextCursor of the page before."),
        ("format", "json or csv; the header Accept says the same."),
    ];

    public static readonly IReadOnlyList<(string, string)> OfAnalytics =
    [
        ("event", $"The column that rows are sorted by, descending: {string.Join(", ", CountColumn.All.Select(c => c.Name))}; clicks where none is given."),
        ("groupBy", $"One of {string.Join(", ", Grouping.All.Select(g => g.Name))}. Rows over time ascend, have no holes and come all at once."),
        ("compare", "previous (the period just before) or year (a year before) adds the earlier figures."),
        .. Period, .. Filters, .. Form,
    ];

    public static readonly IReadOnlyList<(string, string)> OfDarkSocial =
    [
        .. Period, .. Filters, Form[^1],
    ];

    public static readonly IReadOnlyList<(string, string)> OfHits =
    [
        ("orphan", "true lists the requests that were not sent on, instead of hits."),
        .. Period, .. Filters, .. Form,
    ];
}
