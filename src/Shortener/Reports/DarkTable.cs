namespace Shortener.Reports;

/// <summary>The dark-social report as a table: a row an app.</summary>
internal static class DarkTable
{
    public static readonly IReadOnlyList<string> Header =
        ["app", "channel", "confirmed", "likely.expected", "likely.low", "likely.high", "sharesSeen", "ordinary"];

    public static IEnumerable<IReadOnlyList<object?>> Rows(DarkReport report) =>
        report.Apps.Select(row => (IReadOnlyList<object?>)
        [row.App, row.Channel, row.Confirmed, row.Likely.Expected, row.Likely.Low, row.Likely.High, row.SharesSeen, row.Ordinary]);
}
