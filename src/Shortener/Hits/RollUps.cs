using Shortener.Values;

namespace Shortener.Hits;

/// <summary>
/// What a run of hits adds to the roll-ups by day: each dimension's keys. A key is a number of the log itself (a link, a
/// share, a generation) or that of a text; 0 is unknown. Hits may be added in any order, and orphans add nothing.
/// </summary>
internal sealed class RollUps
{
    private readonly Dictionary<(Dimension Dimension, int Day, long Key), HitCounts> _days = [];

    public IReadOnlyDictionary<(Dimension Dimension, int Day, long Key), HitCounts> Days => _days;

    /// <summary>The same by month, of these months.</summary>
    public Dictionary<(Dimension Dimension, int Month, long Key), HitCounts> Months(IReadOnlySet<int> months)
    {
        var sums = new Dictionary<(Dimension, int, long), HitCounts>();
        foreach (var ((dimension, day, key), counts) in _days)
        {
            if (months.Contains(Slots.Month(day))) sums.At((dimension, Slots.Month(day), key)) += counts;
        }
        return sums;
    }

    /// <summary>Adds a hit.</summary>
    /// <param name="keys">The numbers of its words; it has learned them.</param>
    public void Add(in LoggedHit hit, WordKeyCache keys)
    {
        if (hit.IsOrphan) return;
        var one = new HitCounts();
        one.Count(hit.Kind, hit.Trigger, hit.IsUnique);
        var day = Slots.Day(hit.At);

        _days.At((Dimension.Link, day, hit.LinkId)) += one;
        _days.At((Dimension.Trigger, day, keys.OfTrigger(hit.Trigger))) += one;
        _days.At((Dimension.Referrer, day, hit.ReferrerId)) += one;
        _days.At((Dimension.Language, day, hit.LanguageId)) += one;
        _days.At((Dimension.Share, day, hit.ShareId)) += one;
        _days.At((Dimension.Generation, day, hit.Generation)) += one;
        _days.At((Dimension.Advocate, day, hit.AdvocateId)) += one;
        Add(LogTuple.Client, keys.Clients.Of(hit.ClientId), day, one);
        Add(LogTuple.Origin, keys.Origins.Of(hit.OriginId), day, one);
        Add(LogTuple.Place, keys.Places.Of(hit.PlaceId), day, one);
        Add(LogTuple.Utm, keys.UtmSets.Of(hit.UtmId), day, one);
    }

    private void Add(LogTuple tuple, ReadOnlySpan<long> keys, int day, HitCounts one)
    {
        for (var i = 0; i < keys.Length; i++) _days.At((tuple.Words[i].Dimension, day, keys[i])) += one;
    }
}
