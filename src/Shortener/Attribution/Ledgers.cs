namespace Shortener.Attribution;

/// <summary>One ledger for each currency.</summary>
/// <param name="exchange">To the one currency that was asked for; null keeps currencies apart.</param>
public sealed class Ledgers(Exchange? exchange = null)
{
    private readonly SortedDictionary<short, Ledger> _ledgers = [];
    private Ledger _last = new(-1);

    /// <summary>Those in which something was counted, by the currencies' numbers.</summary>
    public IReadOnlyCollection<Ledger> All => _ledgers.Values;

    /// <summary>Counts an outcome; the ledger it is in, and what it adds to revenue there.</summary>
    public Ledger Count(in Outcome outcome, bool isTouched, out long revenue)
    {
        var currency = exchange?.Currency ?? outcome.Currency;
        revenue = exchange?.Convert(outcome) ?? outcome.Revenue;
        if (_last.Currency != currency && !_ledgers.TryGetValue(currency, out _last!))
        {
            _ledgers[currency] = _last = new Ledger(currency);
        }
        _last.Count(outcome, revenue, isTouched);
        return _last;
    }
}
