namespace Shortener.Reports;

/// <summary>The sharing report as a table: a row for what shares were minted for.</summary>
internal static class SharingTable
{
    public static readonly IReadOnlyList<string> Header = ["channel", "app", "sharesMinted", "clicks"];

    public static IEnumerable<IReadOnlyList<object?>> Rows(SharingReport report) =>
        report.ByChannel.Select(
            row => (IReadOnlyList<object?>)[row.Channel, row.App, row.SharesMinted, row.Clicks]);
}
