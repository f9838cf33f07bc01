using Shortener.Web;

namespace Shortener.Attribution;

/// <summary>The reports of this room as tables: columns have the names of the JSON fields.</summary>
internal static class AttributionTable
{
    // What follows a model's name.
    private static readonly string[] Columns =
    [
        "", ".low", ".high", ".revenue", ".revenueLow", ".revenueHigh",
    ];

    private static readonly string[] Rates = ["leadsPerClick", "salesPerClick", "salesPerLead"];

    public static CsvAnswer Of(AttributionReport report)
    {
        var isLink = report.GroupBy == TouchGrouping.Link.Name;
        // Of one currency, the rows need not say which.
        var currency = report.AllTotals is [var one] ? one.Currency : null;
        return new CsvAnswer(
            ["key", .. isLink ? ["slug"] : Array.Empty<string>(), "conversions", "revenue", "currency"],
            report.Rows.Select(row => (IReadOnlyList<object?>)
            [
                row.Key, .. isLink ? [row.Slug] : Array.Empty<object?>(), row.Conversions, row.Revenue,
                row.Currency ?? currency,
            ]).ToAsyncEnumerable());
    }

    public static CsvAnswer Of(ComparisonReport report)
    {
        var isLink = report.GroupBy == TouchGrouping.Link.Name;
        string[] models = [.. report.Models.Where(model => model.Refused is null).Select(
            model => model.Name)];
        return new CsvAnswer(
            ["key", .. isLink ? ["slug"] : Array.Empty<string>(), .. models.SelectMany(
                model => Columns.Select(column => model + column))],
            report.Rows.Select(row => (IReadOnlyList<object?>)
            [
                row.Key, .. isLink ? [row.Slug] : Array.Empty<object?>(),
                .. models.Select(model => row.Credits[model]).SelectMany(credit => new object?[]
                {
                    credit.Conversions, credit.Low, credit.High, credit.Revenue, credit.RevenueLow,
                    credit.RevenueHigh,
                }),
            ]).ToAsyncEnumerable());
    }

    public static CsvAnswer Of(PathsReport report) => new(
        ["path", "conversions", "share"],
        report.Paths.Select(path => (IReadOnlyList<object?>)
        [
            string.Join(" > ", path.Path.Select(name => name ?? "(unknown)")), path.Conversions, path.Share,
        ]).ToAsyncEnumerable());

    public static CsvAnswer Of(FunnelReport report) => new(
        [
            "key", "shares", "previews", "clicks", "trackedClicks", "leads", "sales",
            .. Rates.SelectMany(rate => new[] { rate, $"{rate}.low", $"{rate}.high", $"{rate}.thin" }),
        ],
        report.Rows.Select(row => (IReadOnlyList<object?>)
        [
            row.Key, row.Shares, row.Previews, row.Clicks, row.TrackedClicks, row.Leads, row.Sales,
            .. new[] { row.LeadsPerClick, row.SalesPerClick, row.SalesPerLead }
            .SelectMany(rate => new object?[] { rate?.Value, rate?.Low, rate?.High, rate?.Thin }),
        ]).ToAsyncEnumerable());
}
