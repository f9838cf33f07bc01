using System.Collections.Concurrent;
using System.Net;

namespace Shortener.Channels.Geo;

/// <summary>One database, and the places already read from it.</summary>
/// <param name="knowsSpecial">
/// Whether to believe what it says about addresses that are in no country: an operator may have mapped a
/// private network.
/// </param>
internal sealed class PlaceFile(Mmdb database, bool knowsSpecial)
{
    /// <summary>
    /// Places kept, about 200 bytes each. Every country fits, and the cities of a day's visitors.
    /// </summary>
    private const int MostKept = 16_384;

    // By the record's offset. Emptied when full: the busy ones are back within a moment.
    private readonly ConcurrentDictionary<uint, Place?> known = new();
    private int kept;
    private long broken;

    public Mmdb Database => database;

    /// <summary>Look-ups that met a broken part of the file, and were answered with null.</summary>
    public long Broken => Interlocked.Read(ref broken);

    public Place? Find(IPAddress address)
    {
        if (!knowsSpecial && SpecialAddresses.Contains(address)) return null;
        try
        {
            if (!database.TryFind(address, out var offset, out _)) return null;
            if (known.TryGetValue(offset, out var place)) return place;
            return Keep(offset, Place.Read(database.Read(offset)));
        }
        catch (InvalidDatabaseException)
        {
            // A redirect does not fail over a file that is broken in a place or two.
            Interlocked.Increment(ref broken);
            return null;
        }
    }

    private Place? Keep(uint offset, Place? place)
    {
        if (Interlocked.Increment(ref kept) > MostKept)
        {
            known.Clear();
            Volatile.Write(ref kept, 1);
        }
        known[offset] = place;
        return place;
    }
}
