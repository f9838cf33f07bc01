using System.Runtime.InteropServices;
using Shortener.Values;

namespace Shortener.Hits;

/// <summary>What a run of hits adds to the roll-ups. Hits may be added in any order, and orphans add nothing.</summary>
internal sealed class RollUps
{
    private readonly Dictionary<long, HitCounts> _quarters = [];
    private readonly Dictionary<(Dimension Dimension, int Day, long Key), HitCounts> _days = [];

    /// <summary>The whole instance by quarter of an hour.</summary>
    public IReadOnlyDictionary<long, HitCounts> Quarters => _quarters;

    /// <summary>Each dimension's keys by UTC day. A key is a link's id or the number of a text; 0 is unknown.</summary>
    public IReadOnlyDictionary<(Dimension Dimension, int Day, long Key), HitCounts> Days => _days;

    /// <summary>The same by UTC month.</summary>
    public Dictionary<(Dimension Dimension, int Month, long Key), HitCounts> Months()
    {
        var months = new Dictionary<(Dimension, int, long), HitCounts>();
        foreach (var ((dimension, day, key), counts) in _days) At(months, (dimension, Slots.Month(day), key)) += counts;
        return months;
    }

    /// <summary>Each link's counts over all time.</summary>
    public Dictionary<long, HitCounts> Links()
    {
        var links = new Dictionary<long, HitCounts>();
        foreach (var ((dimension, _, key), counts) in _days)
        {
            if (dimension is Dimension.Link) At(links, key) += counts;
        }
        return links;
    }

    /// <summary>Adds a hit.</summary>
    /// <param name="keys">The numbers of its words; it has learned them.</param>
    public void Add(in LoggedHit hit, WordKeyCache keys)
    {
        if (hit.IsOrphan) return;
        var one = new HitCounts();
        one.Count(hit.Kind, hit.Trigger, hit.IsUnique);
        var day = Slots.Day(hit.At);

        At(_quarters, Slots.Quarter(hit.At)) += one;
        At(_days, (Dimension.Link, day, hit.LinkId)) += one;
        At(_days, (Dimension.Trigger, day, keys.OfTrigger(hit.Trigger))) += one;
        At(_days, (Dimension.Referrer, day, hit.ReferrerId)) += one;
        At(_days, (Dimension.Language, day, hit.LanguageId)) += one;
        Add(LogTuple.Client, keys.Clients.Of(hit.ClientId), day, one);
        Add(LogTuple.Origin, keys.Origins.Of(hit.OriginId), day, one);
        Add(LogTuple.Place, keys.Places.Of(hit.PlaceId), day, one);
        Add(LogTuple.Utm, keys.UtmSets.Of(hit.UtmId), day, one);
    }

    private void Add(LogTuple tuple, ReadOnlySpan<long> keys, int day, HitCounts one)
    {
        for (var i = 0; i < keys.Length; i++) At(_days, (tuple.Words[i].Dimension, day, keys[i])) += one;
    }

    private static ref HitCounts At<TKey>(Dictionary<TKey, HitCounts> sums, TKey key) where TKey : notnull =>
        ref CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _);
}
