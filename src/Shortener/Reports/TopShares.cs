namespace Shortener.Reports;

/// <summary>What all the clicks through one share add up to.</summary>
internal struct ShareTotal
{
    public long Link;
    public long Generation;
    public int Kind;
    public long Clicks;
    public long Unique;
}

/// <summary>The shares with most clicks; of several with as many those with the lowest numbers.</summary>
internal sealed class TopShares
{
    private const int Most = 10;

    private readonly PriorityQueue<(long Share, ShareTotal Total), (long Clicks, long Share)> _top = new();

    /// <summary>A share with fewer clicks need not be offered.</summary>
    public long Least { get; private set; }

    public void Offer(long share, in ShareTotal total)
    {
        // The first in the queue is the one that is first to go: it has fewest clicks.
        if (_top.Count < Most) _top.Enqueue((share, total), (total.Clicks, -share));
        else if (_top.TryPeek(out _, out var least) && (total.Clicks, -share).CompareTo(least) > 0)
        {
            _top.EnqueueDequeue((share, total), (total.Clicks, -share));
        }
        if (_top.Count == Most && _top.TryPeek(out _, out var last)) Least = last.Clicks;
    }

    /// <summary>Those offered, the best first.</summary>
    public List<(long Share, ShareTotal Total)> List() =>
        [.. _top.UnorderedItems.OrderByDescending(item => item.Priority).Select(item => item.Element)];
}
