namespace Shortener.Reports;

/// <summary>What happened at the destination.</summary>
/// <param name="Conversions">Leads and sales.</param>
/// <param name="Revenue">
/// Sales less refunds, in minor units of the report's currency, each dated when it happened.
/// </param>
public readonly record struct ConversionCounts(long Conversions, long Revenue)
{
    public static ConversionCounts operator +(ConversionCounts left, ConversionCounts right) =>
        new(left.Conversions + right.Conversions, left.Revenue + right.Revenue);
}

/// <summary>The conversions of one period, by the keys of a report's rows.</summary>
/// <param name="Currency">Of all revenue; null where nothing was paid, and none was asked for.</param>
public sealed record ConversionFigures(
    IReadOnlyDictionary<string, ConversionCounts> Rows, ConversionCounts Totals, string? Currency)
{
    /// <summary>The counts of a row; zeros where it has none.</summary>
    public ConversionCounts Of(string key) => Rows.GetValueOrDefault(key);
}
