namespace Shortener.Reports;

/// <summary>The last row that was seen.</summary>
/// <param name="Value">What the rows are sorted by; of no meaning over time.</param>
/// <param name="Key">Empty for "unknown".</param>
public sealed record RowCursor(long Value, string Key);
