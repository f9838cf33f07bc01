using Shortener.Values;

namespace Shortener.Reports;

/// <summary>A report as a table: its columns have the names of the JSON fields.</summary>
internal static class AnalyticsTable
{
    public static IReadOnlyList<string> Header(Analytics report) =>
    [
        "key",
        .. report.GroupBy == Grouping.Link.Name ? ["slug"] : Array.Empty<string>(),
        .. CountColumn.All.Select(column => column.Name),
        .. report.Previous is null ? [] : CountColumn.All.Select(column => "previous." + column.Name),
    ];

    public static IEnumerable<IReadOnlyList<object?>> Rows(Analytics report) => report.Rows.Select(row => (IReadOnlyList<object?>)
    [
        row.Key,
        .. report.GroupBy == Grouping.Link.Name ? [row.Slug] : Array.Empty<object?>(),
        .. Cells(row.Counts),
        .. row.Previous is { } previous ? Cells(previous) : [],
    ]);

    private static IEnumerable<object?> Cells(HitCounts counts) => CountColumn.All.Select(column => (object?)column.Of(counts));
}
