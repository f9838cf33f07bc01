using Shortener.Channels;
using Shortener.Values;

namespace Shortener.Hits;

/// <summary>
/// What a run of hits adds to the roll-ups by day: each dimension's keys. A key is a number of the log itself
/// (a link, a share, a generation) or that of a text; 0 is unknown. Hits may be added in any order, and
/// orphans add nothing.
/// </summary>
internal sealed class RollUps
{
    private readonly Sums _links = [];
    private readonly Sums _triggers = [];
    private readonly Sums _referrers = [];
    private readonly Sums _languages = [];
    private readonly Sums _clients = [];
    private readonly Sums _origins = [];
    private readonly Sums _places = [];
    private readonly Sums _utmSets = [];
    private readonly Dictionary<(int Day, long Share, long Generation, long Advocate), HitCounts> _shares = [];

    /// <summary>
    /// What hits count by number and day: a tuple's words are looked up once, however many hits have it.
    /// </summary>
    private sealed class Sums : Dictionary<(int Day, long Number), HitCounts>;

    /// <summary>Adds a hit.</summary>
    public void Add(in LoggedHit hit)
    {
        if (hit.IsOrphan) return;
        var one = new HitCounts();
        one.Count(hit.Kind, hit.Trigger, hit.IsUnique);
        var day = Slots.Day(hit.At);

        _links.At((day, hit.LinkId)) += one;
        _triggers.At((day, (long)hit.Trigger)) += one;
        _referrers.At((day, hit.ReferrerId)) += one;
        _languages.At((day, hit.LanguageId)) += one;
        _clients.At((day, hit.ClientId)) += one;
        _origins.At((day, hit.OriginId)) += one;
        _places.At((day, hit.PlaceId)) += one;
        _utmSets.At((day, hit.UtmId)) += one;
        _shares.At((day, hit.ShareId, hit.Generation, hit.AdvocateId)) += one;
    }

    /// <summary>The sums by day.</summary>
    /// <param name="keys">The numbers of the hits' words; it has learned them.</param>
    public Dictionary<(Dimension Dimension, int Day, long Key), HitCounts> Days(WordKeyCache keys)
    {
        var days = new Dictionary<(Dimension, int, long), HitCounts>();
        foreach (var ((day, link), counts) in _links) days.At((Dimension.Link, day, link)) += counts;
        foreach (var ((day, trigger), counts) in _triggers)
        {
            days.At((Dimension.Trigger, day, keys.OfTrigger((HitTrigger)trigger))) += counts;
        }
        foreach (var ((day, referrer), counts) in _referrers)
        {
            days.At((Dimension.Referrer, day, referrer)) += counts;
        }
        foreach (var ((day, language), counts) in _languages)
        {
            days.At((Dimension.Language, day, language)) += counts;
        }
        foreach (var ((day, share, generation, advocate), counts) in _shares)
        {
            days.At((Dimension.Share, day, share)) += counts;
            days.At((Dimension.Generation, day, generation)) += counts;
            days.At((Dimension.Advocate, day, advocate)) += counts;
        }
        Spell(_clients, LogTuple.Client, keys.Clients, days);
        Spell(_origins, LogTuple.Origin, keys.Origins, days);
        Spell(_places, LogTuple.Place, keys.Places, days);
        Spell(_utmSets, LogTuple.Utm, keys.UtmSets, days);
        return days;
    }

    /// <summary>Sums by day, by month; of these months.</summary>
    public static Dictionary<(Dimension Dimension, int Month, long Key), HitCounts> Months(
        Dictionary<(Dimension Dimension, int Day, long Key), HitCounts> days, IReadOnlySet<int> months)
    {
        var sums = new Dictionary<(Dimension, int, long), HitCounts>();
        foreach (var ((dimension, day, key), counts) in days)
        {
            if (months.Contains(Slots.Month(day))) sums.At((dimension, Slots.Month(day), key)) += counts;
        }
        return sums;
    }

    private static void Spell(
        Sums sums, LogTuple tuple, TupleKeys keys, Dictionary<(Dimension, int, long), HitCounts> days)
    {
        foreach (var ((day, number), counts) in sums)
        {
            var words = keys.Of(number);
            for (var i = 0; i < words.Length; i++)
            {
                days.At((tuple.Words[i].Dimension, day, words[i])) += counts;
            }
        }
    }
}
