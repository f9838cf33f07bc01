using System.Collections.Concurrent;
using Shortener.Hits;
using Shortener.Links;

namespace Shortener.Redirect;

/// <summary>
/// The places that a link with <c>maxClicks</c> has taken: counted from the log once, then in memory, so that the last
/// place is given once in this process however many ask for it.
/// </summary>
public sealed class ClickPlaces(HitCountStore counts)
{
    private readonly ConcurrentDictionary<long, Counter> _counters = new();

    private sealed class Counter(long taken)
    {
        public long Taken = taken;
    }

    /// <summary>Every place is taken.</summary>
    public async ValueTask<bool> IsUsedUp(Link link, CancellationToken ct) =>
        link.MaxClicks is { } max && Volatile.Read(ref (await Of(link, ct)).Taken) >= max;

    /// <summary>Takes a place; false where none is left.</summary>
    public async ValueTask<bool> TryTake(Link link, CancellationToken ct)
    {
        if (link.MaxClicks is not { } max) return true;
        var counter = await Of(link, ct);
        if (Interlocked.Increment(ref counter.Taken) <= max) return true;
        Interlocked.Decrement(ref counter.Taken);
        return false;
    }

    private async ValueTask<Counter> Of(Link link, CancellationToken ct) =>
        _counters.TryGetValue(link.Id, out var counter)
            ? counter
            : _counters.GetOrAdd(link.Id, new Counter(await counts.Clicks(link.Id, ct)));
}
