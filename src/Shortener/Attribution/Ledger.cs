using System.Runtime.InteropServices;

namespace Shortener.Attribution;

/// <summary>Conversions and revenue of one currency, shared out among the rows of a report.</summary>
/// <param name="currency">Its number in ISO 4217; 0 for conversions without an amount.</param>
public sealed class Ledger(short currency)
{
    private readonly List<double> _conversions = [];
    private readonly List<double> _revenue = [];

    public short Currency => currency;

    /// <summary>How many conversions there are.</summary>
    public long Conversions { get; private set; }

    /// <summary>Minor units; refunds taken off.</summary>
    public long Revenue { get; private set; }

    /// <summary>How many of the conversions no touch led to, and what they brought.</summary>
    public long Untouched { get; private set; }

    /// <inheritdoc cref="Untouched"/>
    public long UntouchedRevenue { get; private set; }

    /// <summary>Each row's part of the conversions that had a touch, not rounded.</summary>
    public IReadOnlyList<double> ConversionsOf => _conversions;

    /// <summary>Each row's part of their revenue, not rounded.</summary>
    public IReadOnlyList<double> RevenueOf => _revenue;

    /// <summary>Counts an outcome as a whole.</summary>
    public void Count(in Outcome outcome, long revenue, bool isTouched)
    {
        var conversions = outcome.Kind is OutcomeKind.Refund ? 0 : 1;
        Conversions += conversions;
        Revenue += revenue;
        if (isTouched) return;
        Untouched += conversions;
        UntouchedRevenue += revenue;
    }

    /// <summary>The same totals, and no row yet.</summary>
    public Ledger Empty() => new(currency)
    {
        Conversions = Conversions,
        Revenue = Revenue,
        Untouched = Untouched,
        UntouchedRevenue = UntouchedRevenue,
    };

    /// <summary>Adds to a row.</summary>
    public void Credit(int key, double conversions, double revenue)
    {
        if (key >= _conversions.Count)
        {
            CollectionsMarshal.SetCount(_conversions, key + 1);
            CollectionsMarshal.SetCount(_revenue, key + 1);
        }
        _conversions[key] += conversions;
        _revenue[key] += revenue;
    }

    /// <summary>Shares out all that had a touch in one go.</summary>
    /// <param name="shares">
    /// One for each row, 1 together; all 0 where there was no conversion to learn from.
    /// </param>
    public void CreditAll(ReadOnlySpan<double> shares)
    {
        for (var key = 0; key < shares.Length; key++)
        {
            Credit(key, (Conversions - Untouched) * shares[key], (Revenue - UntouchedRevenue) * shares[key]);
        }
    }
}
