namespace Shortener.Reports;

/// <summary>A report as a table: its columns have the names of the JSON fields.</summary>
internal static class AnalyticsTable
{
    public static IReadOnlyList<string> Header(Analytics report) =>
    [
        "key",
        .. report.GroupBy == Grouping.Link.Name ? ["slug"] : Array.Empty<string>(),
        .. Columns(report).Select(column => column.Name),
        .. report.Previous is null ? [] : Columns(report).Select(column => "previous." + column.Name),
    ];

    public static IEnumerable<IReadOnlyList<object?>> Rows(Analytics report) =>
        report.Rows.Select(row => (IReadOnlyList<object?>)
    [
        row.Key,
        .. report.GroupBy == Grouping.Link.Name ? [row.Slug] : Array.Empty<object?>(),
        .. Cells(report, row.Counts),
        .. row.Previous is { } previous ? Cells(report, previous) : [],
    ]);

    private static IReadOnlyList<CountColumn> Columns(Analytics report) =>
        report.Totals.Conversions is null ? CountColumn.OfHits : CountColumn.All;

    private static IEnumerable<object?> Cells(Analytics report, ReportCounts counts) =>
        Columns(report).Select(column => (object?)counts.Of(column));
}
