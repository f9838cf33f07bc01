using Shortener.Shares;

namespace Shortener.Attribution;

/// <summary>Hands credits of clicks through shares to the sharers, and up the chains above them.</summary>
/// <param name="shares">The share of each key; 0 for none.</param>
/// <param name="chains">Of each share: itself, its parent, that one's parent, and so on.</param>
public sealed class Sharers(
    IReadOnlyList<long> shares, ILookup<long, long> chains, AttributionSettings settings)
{
    // The links' own part: the row without a key.
    private const int Links = 0;

    private readonly Dictionary<long, int> _keys = [];
    private readonly List<string> _names = [""];

    /// <summary>The sharers' tokens, by the keys of the ledgers that <see cref="HandUp"/> gave.</summary>
    public RowNames Names => RowNames.Of(_names);

    /// <summary>The same conversions and revenue, by sharer.</summary>
    public Ledger HandUp(Ledger ledger)
    {
        var handed = ledger.Empty();
        for (var key = 0; key < ledger.ConversionsOf.Count; key++)
        {
            var chain = chains[shares[key]].ToList();
            var weights = ShareCredit.Split(chain.Count, settings.SharePart, settings.ShareFactor);
            for (var i = 0; i < weights.Length; i++)
            {
                handed.Credit(
                    i == 0 ? Links : KeyOf(chain[i - 1]), ledger.ConversionsOf[key] * weights[i],
                    ledger.RevenueOf[key] * weights[i]);
            }
        }
        return handed;
    }

    private int KeyOf(long share)
    {
        if (_keys.TryGetValue(share, out var key)) return key;
        _names.Add(Tokens.Write(share));
        return _keys[share] = _names.Count - 1;
    }
}
