namespace Shortener.Hits;

/// <summary>
/// Where redirects wait for the log. A batch is what arrived while the last one was being committed: nobody
/// lingers.
/// </summary>
public sealed class HitQueue(HitSettings settings)
{
    // A slow disk takes as long; people wait no longer.
    private const int StuckMillis = 2_000;

    private readonly object _lock = new();
    private List<PendingHit> _waiting = [];
    private List<PendingHit> _spare = [];
    private IReadOnlyList<PendingHit> _writing = [];
    private bool _closed;

    /// <summary>
    /// Called with a hit that finds the queue full; set by the writer, which knows the spill.
    /// </summary>
    internal Action<Hit> Overflow { get; set; } = static _ => { };

    /// <summary>Called with click ids to be forgotten; set by the writer, too.</summary>
    internal Action<IReadOnlySet<long>> Forgotten { get; set; } = static _ => { };

    /// <summary>Hits waiting, and hits being written.</summary>
    public int Length
    {
        get { lock (_lock) return _waiting.Count + _writing.Count; }
    }

    /// <summary>Ends when the hit is kept and the redirect may be answered.</summary>
    public Task Offer(Hit hit)
    {
        var pending = new PendingHit(hit, Environment.TickCount64);
        lock (_lock)
        {
            if (!_closed && _waiting.Count < settings.QueueLength)
            {
                _waiting.Add(pending);
                if (_waiting.Count == 1) Monitor.Pulse(_lock);
                return pending.Task;
            }
        }
        Overflow(hit);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Hits that wait, here or in the spill file, lose these click ids: their customer was erased.
    /// </summary>
    /// <remarks>
    /// Here first: what goes to the file from now on has lost them, and what went before is found there. A
    /// batch that is just being written is <see cref="ClickIdStore"/>'s to stop.
    /// </remarks>
    /// <param name="clicks">Hashes.</param>
    public void Forget(IReadOnlySet<long> clicks)
    {
        lock (_lock)
        {
            foreach (var pending in _writing.Concat(_waiting).Where(p => clicks.Contains(p.Hit.Click)))
            {
                pending.Hit.Click = 0;
            }
        }
        Forgotten(clicks);
    }

    /// <summary>
    /// Redirects wait although their deadline is long over: neither the log nor the spill file takes a hit or
    /// gives it back, as on a disk that hangs.
    /// </summary>
    public bool IsStuck => Overdue(Environment.TickCount64 - settings.DeadlineMillis - StuckMillis).Count > 0;

    /// <summary>
    /// The hits that arrived since the last call; blocks until there are some, or for
    /// <paramref name="millis"/>.
    /// </summary>
    internal IReadOnlyList<PendingHit> Take(int millis = Timeout.Infinite)
    {
        lock (_lock)
        {
            _writing = [];
            if (_waiting.Count == 0 && !_closed) Monitor.Wait(_lock, millis);
        }
        // No lingering, but where other threads are ready to run, they may bring their hits first: one commit
        // for them all.
        Thread.Yield();
        lock (_lock)
        {
            return _writing = _waiting.Count <= settings.BatchLength ? TakeAll() : TakeSome();
        }
    }

    /// <summary>Closed and empty: there is nothing left to take, and never will be.</summary>
    internal bool IsFinished
    {
        get { lock (_lock) return _closed && _waiting.Count == 0; }
    }

    /// <summary>The batch being written is now this: some of it was spilled, or stored by halves.</summary>
    internal void StillWriting(IReadOnlyList<PendingHit> batch)
    {
        lock (_lock) _writing = batch;
    }

    /// <summary>
    /// Hits that entered before <paramref name="tick"/> and are not kept yet, oldest first.
    /// </summary>
    internal List<PendingHit> Overdue(long tick)
    {
        lock (_lock)
        {
            // Both lists are in the order of entry.
            return [.. _writing.Concat(_waiting).TakeWhile(p => p.EnteredAt < tick).Where(p => !p.IsKept)];
        }
    }

    /// <summary>Lets go of waiting hits that are in the spill file.</summary>
    internal void DropSpilled()
    {
        lock (_lock) _waiting.RemoveAll(p => p.IsSpilled);
    }

    /// <summary>No more hits: what comes now overflows, and <see cref="Take"/> drains the rest.</summary>
    internal void Close()
    {
        lock (_lock)
        {
            _closed = true;
            Monitor.PulseAll(_lock);
        }
    }

    private List<PendingHit> TakeAll()
    {
        // The two lists change places, so that neither is ever allocated again.
        (_waiting, _spare) = (_spare, _waiting);
        _waiting.Clear();
        return _spare;
    }

    private List<PendingHit> TakeSome()
    {
        var batch = _waiting.GetRange(0, settings.BatchLength);
        _waiting.RemoveRange(0, settings.BatchLength);
        return batch;
    }
}
