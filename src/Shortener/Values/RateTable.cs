namespace Shortener.Values;

/// <summary>
/// One rate: on that day one unit of <paramref name="Base"/> was worth <paramref name="PerBase"/> units of
/// <paramref name="Currency"/>.
/// </summary>
/// <param name="Day">UTC, in days since 1970.</param>
public sealed record Rate(int Day, Currency Base, Currency Currency, decimal PerBase);

/// <summary>
/// Rates that the user supplied, for reports in one currency. A day without rates has those of the latest day
/// before it; what no rate leads to is not converted at all.
/// </summary>
public sealed class RateTable
{
    private readonly int[] _days;
    private readonly ILookup<int, Rate> _byDay;
    private readonly Dictionary<(int Day, Currency From, Currency To), decimal?> _found = [];

    public RateTable(IEnumerable<Rate> rates)
    {
        _byDay = rates.ToLookup(r => r.Day);
        _days = [.. _byDay.Select(day => day.Key).Order()];
    }

    /// <summary>
    /// What one unit of a currency was worth in another on a day; null where no rate on or before it says so.
    /// </summary>
    /// <remarks>
    /// By way of a base that has both on the same day; of several days the latest, of several bases the
    /// first.
    /// </remarks>
    public decimal? Find(Currency from, Currency to, int day)
    {
        if (from == to) return 1;
        var found = Array.BinarySearch(_days, day);
        var last = found >= 0 ? found : ~found - 1;
        if (last < 0) return null;

        var key = (_days[last], from, to);
        if (_found.TryGetValue(key, out var known)) return known;
        decimal? rate = null;
        for (; last >= 0 && rate is null; last--) rate = OnDay(_days[last], from, to);
        return _found[key] = rate;
    }

    /// <summary>The amount in another currency, by the rate of the day; null where there is none.</summary>
    public Money? Convert(Money amount, Currency to, int day) =>
        Find(amount.Currency, to, day) is { } rate ? amount.In(to, rate) : null;

    private decimal? OnDay(int day, Currency from, Currency to)
    {
        foreach (var rates in _byDay[day].GroupBy(r => r.Base).OrderBy(
            g => g.Key.Code, StringComparer.Ordinal))
        {
            decimal? Of(Currency currency) =>
                currency == rates.Key ? 1 : rates.FirstOrDefault(r => r.Currency == currency)?.PerBase;
            if (Of(from) is { } fromBase && Of(to) is { } toBase) return toBase / fromBase;
        }
        return null;
    }
}
