using System.Collections.Concurrent;
using Shortener.Channels;
using Shortener.Channels.Geo;

namespace Shortener.Hits;

/// <summary>
/// The values hits refer to by number, one object per value. Bounded: a full cache starts again empty, and
/// what it held is found in the database.
/// </summary>
public sealed class Dictionaries(HitSettings settings)
{
    private readonly Interned<string> _texts = new(settings.CacheEntries);
    private readonly Interned<VisitSignals> _signals = new(settings.CacheEntries);
    private readonly Interned<Place> _places = new(settings.CacheEntries);
    private readonly Interned<UtmSet> _utmSets = new(settings.CacheEntries);
    private readonly Interned<Client> _clients = new(settings.CacheEntries);
    private readonly Interned<Origin> _origins = new(settings.CacheEntries);

    /// <summary>The empty text: absent.</summary>
    public static Entry<string> NoText { get; } = new("", fromVisitor: false);

    /// <summary>Nothing goes out.</summary>
    public static Entry<UtmSet> NoUtm { get; } = new(UtmSet.Empty, fromVisitor: false);

    /// <summary>A user agent, referrer, language or slug; null and empty are <see cref="NoText"/>.</summary>
    public Entry<string> Text(string? text) => string.IsNullOrEmpty(text) ? NoText : _texts.Of(text);

    public Entry<VisitSignals> Signals(VisitSignals signals) => _signals.Of(signals);

    public Entry<Place> Place(Place place) => _places.Of(place);

    public Entry<Client> Client(Client client) => _clients.Of(client);

    public Entry<Origin> Origin(Origin origin) => _origins.Of(origin);

    /// <summary>What went out with a hit.</summary>
    /// <param name="fromVisitor">False where every value is the link's own.</param>
    public Entry<UtmSet> Utm(UtmSet set, bool fromVisitor) =>
        fromVisitor
            ? _utmSets.Of(set)
            : _utmSets.Of(set, static own => new Entry<UtmSet>(own, fromVisitor: false));

    private sealed class Interned<T>(int capacity) where T : notnull
    {
        private readonly ConcurrentDictionary<T, Entry<T>> _entries = new();
        private int _count;

        public Entry<T> Of(T value, Func<T, Entry<T>>? make = null)
        {
            if (_entries.TryGetValue(value, out var known)) return known;
            // ConcurrentDictionary.Count takes every lock; a count of our own may be off by a few, which does
            // no harm.
            if (Interlocked.Increment(ref _count) > capacity)
            {
                _entries.Clear();
                _count = 1;
            }
            return _entries.GetOrAdd(value, make ?? (static v => new Entry<T>(v)));
        }
    }
}
