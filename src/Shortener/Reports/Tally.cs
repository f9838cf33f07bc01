using System.Numerics;
using System.Runtime.InteropServices;
using Shortener.Values;

namespace Shortener.Reports;

/// <summary>Counts by a number: a link's id, a text's, a tuple's, a row's place in time.</summary>
internal sealed class Tally
{
    // Numbers count from one, and most are low: those find their counts without a hash.
    private const int Low = 32_768;

    private readonly Dictionary<long, HitCounts> _high = [];
    private HitCounts[] _low = [];

    /// <summary>What was counted, by number.</summary>
    public IEnumerable<KeyValuePair<long, HitCounts>> Counts =>
        _low.Select((counts, i) => KeyValuePair.Create((long)i, counts)).Concat(_high)
            .Where(pair => pair.Value != default);

    /// <summary>All of them together.</summary>
    public HitCounts Total => Counts.Aggregate(new HitCounts(), (sum, pair) => sum + pair.Value);

    /// <summary>The counts of a number, to add to.</summary>
    public ref HitCounts Of(long key)
    {
        if ((ulong)key < (ulong)_low.Length) return ref _low[key];
        if (key is < 0 or >= Low) return ref CollectionsMarshal.GetValueRefOrAddDefault(_high, key, out _);
        Array.Resize(ref _low, (int)BitOperations.RoundUpToPowerOf2((uint)key + 1));
        return ref _low[key];
    }
}
