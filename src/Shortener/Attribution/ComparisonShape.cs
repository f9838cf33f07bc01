using System.Globalization;
using Shortener.Statistics;

namespace Shortener.Attribution;

/// <summary>Rows of a comparison: whose key is whose row, and how they are rounded and sorted.</summary>
public static class ComparisonShape
{
    private const long Millionths = 1_000_000;
    private const int Decimals = 3;

    /// <summary>
    /// The rows that the keys are named by, in order of their names but for the last, which is that of
    /// conversions without a touch and of what is not known; and the rows of each key.
    /// </summary>
    public static (IReadOnlyList<string> Rows, int[][] RowsOf) RowsOf(RowNames names)
    {
        List<string> rows =
        [
            .. names.OfKeys.SelectMany(same => same).Where(name => name.Length > 0).Distinct()
            .Order(StringComparer.Ordinal),
            "",
        ];
        var places = rows.Select((name, row) => (name, row)).ToDictionary(
            place => place.name, place => place.row);
        return (rows, [.. names.OfKeys.Select(same => same.Select(name => places[name]).ToArray())]);
    }

    /// <summary>
    /// The rows, those with most credit first, summed over the models. Rows that nobody credits are left out.
    /// </summary>
    /// <param name="revenue">Null leaves revenue out.</param>
    public static IReadOnlyList<ComparedRow> Shape(
        IReadOnlyList<string> rows, RowNames names, bool isNumber,
        IReadOnlyDictionary<string, IntervalCredit[]> credits, long conversions,
        long? revenue)
    {
        var exact = credits.ToDictionary(
            model => model.Key, model => Round(model.Value, conversions, revenue));
        return
        [
            .. Enumerable.Range(0, rows.Count)
                .Where(row => credits.Values.Any(model => IsCredited(model[row])))
                .OrderByDescending(row => credits.Values.Sum(model => model[row].Conversions.Value))
                .Select(row => new ComparedRow(
                    KeyOf(rows[row], isNumber),
                    names.Slugs?.GetValueOrDefault(rows[row]),
                    exact.ToDictionary(model => model.Key, model => model.Value[row]))),
        ];
    }

    private static ComparedCredit[] Round(IntervalCredit[] credits, long conversions, long? revenue)
    {
        var millionths = Apportion.Round(
            [.. credits.Select(credit => credit.Conversions.Value * Millionths)], conversions * Millionths);
        var minor = revenue is { } whole
            ? Apportion.Round([.. credits.Select(credit => credit.Revenue.Value)], whole)
            : null;
        return
        [
            .. credits.Select((credit, row) => new ComparedCredit(
                millionths[row] / (decimal)Millionths, Rounded(credit.Conversions.Low),
                Rounded(credit.Conversions.High),
                minor?[row], minor is null ? null : (long)Math.Round(credit.Revenue.Low),
                minor is null ? null : (long)Math.Round(credit.Revenue.High))),
        ];
    }

    private static bool IsCredited(IntervalCredit credit) =>
        credit.Conversions is { High: > 0 } or { Value: > 0 } || credit.Revenue.Value != 0;

    private static object? KeyOf(string name, bool isNumber) =>
        name.Length == 0 ? null : isNumber ? long.Parse(name, CultureInfo.InvariantCulture) : name;

    private static decimal Rounded(double value) => (decimal)Math.Round(value, Decimals);
}
