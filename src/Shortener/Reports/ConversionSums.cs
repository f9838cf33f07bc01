using System.Runtime.InteropServices;
using Shortener.Values;

namespace Shortener.Reports;

/// <summary>
/// Adds up conversions by the keys of a report, in the currency that was asked for or the only one there is.
/// </summary>
/// <param name="currency">
/// What amounts are converted to, each by the rate of its day; null leaves them as they came.
/// </param>
internal sealed class ConversionSums(Currency? currency, RateTable rates)
{
    private const long MillisADay = 24 * 60 * 60 * 1000;

    private readonly Dictionary<long, ConversionCounts> _sums = [];
    private readonly SortedSet<string> _met = new(StringComparer.Ordinal);
    private short _last;

    /// <summary>By key.</summary>
    public IReadOnlyDictionary<long, ConversionCounts> Sums => _sums;

    /// <summary>The currency of all revenue; null where nothing was paid, and none was asked for.</summary>
    /// <exception cref="AmountsDifferException">
    /// There are several currencies, and none was asked for.
    /// </exception>
    public string? Code => currency?.Code ?? (_met.Count < 2
        ? _met.FirstOrDefault()
        : throw new AmountsDifferException($"must be named: there are amounts in {string.Join(", ", _met)}"));

    /// <summary>Adds a lead, a sale or a refund.</summary>
    /// <param name="paidIn">The number of its currency in ISO 4217.</param>
    /// <param name="at">In UTC milliseconds since 1970.</param>
    /// <exception cref="AmountsDifferException">There is no rate for it.</exception>
    public void Add(long key, bool isRefund, long amount, short paidIn, long at)
    {
        var revenue = isRefund ? -amount : amount;
        if (amount != 0 && currency is not null)
        {
            revenue = In(currency, revenue, paidIn, (int)(at / MillisADay));
        }
        else if (amount != 0 && paidIn != _last && Currency.Of(paidIn) is { } met)
        {
            _last = paidIn;
            _met.Add(met.Code);
        }
        CollectionsMarshal.GetValueRefOrAddDefault(_sums, key, out _) += new ConversionCounts(
            isRefund ? 0 : 1, revenue);
    }

    private long In(Currency asked, long amount, short paidIn, int day) =>
        Currency.Of(paidIn) is not { } paid ? 0
        : rates.Convert(new Money(amount, paid), asked, day)?.Minor
        ?? throw new AmountsDifferException($"there is no rate from {paid.Code} to {asked.Code} on or before {DateTime.UnixEpoch.AddDays(day):yyyy-MM-dd}; supply it (PUT /api/v1/rates)");
}

/// <summary>Amounts cannot be added up as asked; the message completes "currency: …".</summary>
public sealed class AmountsDifferException(string message) : Exception(message);
