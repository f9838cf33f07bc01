using Shortener.Statistics;
using Shortener.Values;

namespace Shortener.Attribution;

/// <summary>
/// Rounds credits so that they add up exactly: conversions to a millionth, revenue to the minor unit.
/// </summary>
public static class CreditShape
{
    private const long Millionths = 1_000_000;

    /// <summary>The totals of a ledger.</summary>
    public static CreditTotals Totals(Ledger ledger) =>
        new(ledger.Conversions, ledger.Revenue, Currency.Of(ledger.Currency)?.Code, ledger.Untouched);

    /// <summary>
    /// The rows of a ledger, those who earned most first. Rows that earned nothing are left out.
    /// </summary>
    /// <param name="named">Names the currency in each row.</param>
    public static IEnumerable<CreditRow> Rows(Ledger ledger, RowNames names, bool isNumber, bool named)
    {
        var exact = Exact(ledger, names);
        // In an order of their own, so that what is left over goes to the same rows each time.
        string[] keys = [.. exact.Keys.Order(StringComparer.Ordinal)];
        var conversions = Apportion.Round(
            [.. keys.Select(key => exact[key].Conversions * Millionths)], ledger.Conversions * Millionths);
        var revenue = Apportion.Round([.. keys.Select(key => exact[key].Revenue)], ledger.Revenue);
        return keys.Select((key, i) => new CreditRow(key, isNumber)
        {
            Slug = names.Slugs?.GetValueOrDefault(key),
            Conversions = conversions[i] / (decimal)Millionths,
            Revenue = revenue[i],
            Currency = named ? Currency.Of(ledger.Currency)?.Code : null,
        })
        .Where(row => row.Conversions != 0 || row.Revenue != 0)
        .OrderByDescending(row => row.Conversions).ThenByDescending(row => row.Revenue);
    }

    private static Dictionary<string, (double Conversions, double Revenue)> Exact(
        Ledger ledger, RowNames names)
    {
        var exact = new Dictionary<string, (double Conversions, double Revenue)>();
        for (var key = 0; key < ledger.ConversionsOf.Count; key++)
        {
            var same = names.OfKeys[key];
            foreach (var name in same)
            {
                Add(name, ledger.ConversionsOf[key] / same.Count, ledger.RevenueOf[key] / same.Count);
            }
        }
        // What no touch led to; and refunds in a period of which no journey is known.
        var (touched, touchedRevenue) = (ledger.ConversionsOf.Sum(), ledger.RevenueOf.Sum());
        var (rest, restRevenue) = touched > 0 || touchedRevenue != 0
            ? (ledger.Untouched, ledger.UntouchedRevenue)
            : (ledger.Conversions, ledger.Revenue);
        if (rest != 0 || restRevenue != 0) Add("", rest, restRevenue);
        return exact;

        void Add(string name, double conversions, double revenue)
        {
            var sum = exact.GetValueOrDefault(name);
            exact[name] = (sum.Conversions + conversions, sum.Revenue + revenue);
        }
    }
}
