using System.Collections.Concurrent;
using Shortener.Hits;
using Shortener.Links;

namespace Shortener.Redirect;

/// <summary>
/// The places that a link with <c>maxClicks</c> has taken: counted from the log once, then in memory, so that
/// the last place is given once in this process however many ask for it. A place whose click turns out to be
/// a bot's is free again.
/// </summary>
public sealed class ClickPlaces
{
    private readonly HitCountStore _counts;
    private readonly ConcurrentDictionary<long, Counter> _counters = new();

    public ClickPlaces(HitCountStore counts, Follower follower)
    {
        _counts = counts;
        follower.Unmasked += GiveBack;
    }

    private sealed class Counter(LinkClicks counted)
    {
        public long Taken = counted.Clicks;

        /// <summary>Bots up to this row of the log were never among them.</summary>
        public long Final => counted.Folded;
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

    private void GiveBack(long linkId, int places, long final)
    {
        if (_counters.TryGetValue(linkId, out var counter) && counter.Final < final)
        {
            Interlocked.Add(ref counter.Taken, -places);
        }
    }

    private async ValueTask<Counter> Of(Link link, CancellationToken ct) =>
        _counters.TryGetValue(link.Id, out var counter)
            ? counter
            : _counters.GetOrAdd(link.Id, new Counter(await _counts.Clicks(link.Id, ct)));
}
