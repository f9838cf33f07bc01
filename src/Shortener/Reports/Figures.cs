using Shortener.Values;

namespace Shortener.Reports;

/// <summary>What was counted for one period, before it is put in order.</summary>
/// <param name="Rows">By key: a word, a link's id, a row of time's name; empty is "unknown".</param>
/// <param name="Totals">Every hit once, also where a link's tags put it into several rows.</param>
/// <param name="Since">
/// Earlier single hits are no longer kept, and this report needed them; null where nothing is missing.
/// </param>
public sealed record Figures(
    Period Period, IReadOnlyDictionary<string, HitCounts> Rows, HitCounts Totals, DateTimeOffset? Since)
{
    /// <summary>
    /// The names of all rows of time, in order, also of those without a hit; empty where rows are no times.
    /// </summary>
    public IReadOnlyList<string> Times { get; init; } = [];

    /// <summary>Null where they were not asked for.</summary>
    public ConversionFigures? Conversions { get; init; }

    /// <summary>The counts of a row; zeros where it has none.</summary>
    public HitCounts Of(string key) => Rows.GetValueOrDefault(key);

    /// <summary>What callers see of a row.</summary>
    public ReportCounts Show(string key) => new(Of(key), Conversions?.Of(key));

    /// <summary>What callers see of all rows.</summary>
    public ReportCounts ShowTotals() => new(Totals, Conversions?.Totals);

    /// <summary>The keys of all rows with something in them.</summary>
    public IEnumerable<string> Keys =>
        Rows.Where(row => row.Value.Hits != 0).Select(row => row.Key).Union(Conversions?.Rows.Keys ?? []);
}
