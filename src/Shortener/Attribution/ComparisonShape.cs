using System.Globalization;
using Shortener.Statistics;

namespace Shortener.Attribution;

/// <summary>Rows of a comparison: whose key is whose row, and how they are rounded and sorted.</summary>
public static class ComparisonShape
{
    private const long Millionths = 1_000_000;
    private const int Decimals = 3;

    /// <summary>
    /// The rows that the keys are named by, in order of their names but for the last, which is that of conversions without
    /// a touch and of what is not known; and the rows of each key.
    /// </summary>
    public static (IReadOnlyList<string> Rows, int[][] RowsOf) RowsOf(RowNames names)
    {
        List<string> rows = [.. names.OfKeys.SelectMany(same => same).Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal), ""];
        var places = rows.Select((name, row) => (name, row)).ToDictionary(place => place.name, place => place.row);
        return (rows, [.. names.OfKeys.Select(same => same.Select(name => places[name]).ToArray())]);
    }

    /// <summary>The rows, those with most credit first, summed over the models. Rows that nobody credits are left out.</summary>
    public static IReadOnlyList<ComparedRow> Shape(
        IReadOnlyList<string> rows, RowNames names, bool isNumber, IReadOnlyDictionary<string, IntervalCredit[]> credits, long conversions)
    {
        var exact = credits.ToDictionary(model => model.Key, model =>
            Apportion.Round([.. model.Value.Select(credit => credit.Conversions * Millionths)], conversions * Millionths));
        return
        [
            .. Enumerable.Range(0, rows.Count)
                .Where(row => credits.Values.Any(model => model[row].High > 0 || model[row].Conversions > 0))
                .OrderByDescending(row => credits.Values.Sum(model => model[row].Conversions))
                .Select(row => new ComparedRow(
                    KeyOf(rows[row], isNumber),
                    names.Slugs?.GetValueOrDefault(rows[row]),
                    credits.ToDictionary(model => model.Key, model => new ComparedCredit(
                        exact[model.Key][row] / (decimal)Millionths, Rounded(model.Value[row].Low), Rounded(model.Value[row].High))))),
        ];
    }

    private static object? KeyOf(string name, bool isNumber) =>
        name.Length == 0 ? null : isNumber ? long.Parse(name, CultureInfo.InvariantCulture) : name;

    private static decimal Rounded(double value) => (decimal)Math.Round(value, Decimals);
}
