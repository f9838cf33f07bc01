namespace Shortener.Reports;

/// <summary>Keeps the newest of many hits: by their time, of equals the one logged later.</summary>
/// <param name="most">How many.</param>
internal sealed class NewestHits(int most)
{
    // The oldest lies on top.
    private readonly PriorityQueue<HitCursor, (long At, long Seq)> _hits = new();

    /// <summary>
    /// There are as many as are wanted, and none of them is older than <paramref name="at"/>.
    /// </summary>
    public bool AreAllFrom(long at) => _hits.Count == most && _hits.Peek().At >= at;

    public void Offer(long at, long seq)
    {
        if (_hits.Count < most) _hits.Enqueue(new HitCursor(at, seq), (at, seq));
        else _hits.EnqueueDequeue(new HitCursor(at, seq), (at, seq));
    }

    /// <summary>Newest first.</summary>
    public List<HitCursor> InOrder() =>
        [.. _hits.UnorderedItems.OrderByDescending(hit => hit.Priority).Select(hit => hit.Element)];
}
