using System.Runtime.InteropServices;
using Shortener.Values;

namespace Shortener.Reports;

/// <summary>Counts by a number: a link's id, a text's, a tuple's, a row's place in time.</summary>
internal sealed class Tally
{
    private readonly Dictionary<long, HitCounts> _counts = [];

    /// <summary>What was counted, by number.</summary>
    public IReadOnlyDictionary<long, HitCounts> Counts => _counts;

    /// <summary>The counts of a number, to add to.</summary>
    public ref HitCounts Of(long key) => ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, key, out _);
}
