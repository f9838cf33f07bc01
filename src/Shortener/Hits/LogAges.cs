namespace Shortener.Hits;

/// <summary>
/// Tells how long hits have been in the log, whatever time they carry: it remembers when the log was seen to
/// reach which row.
/// </summary>
/// <param name="wait">The age that is asked for.</param>
internal sealed class LogAges(TimeSpan wait, TimeProvider clock)
{
    // So many looks are remembered at most; more would tell no finer.
    private const int Looks = 100;

    private readonly Queue<(long Seq, long SeenAt)> _seen = new();
    private (long Seq, long SeenAt) _last;
    private long _old;

    /// <summary>The log reaches this row now.</summary>
    public void Note(long seq)
    {
        var now = clock.GetTimestamp();
        if (seq <= _last.Seq || (_seen.Count > 0 && clock.GetElapsedTime(_last.SeenAt, now) < wait / Looks))
        {
            return;
        }
        _last = (seq, now);
        _seen.Enqueue(_last);
    }

    /// <summary>Rows up to this one have been in the log for <c>wait</c> or longer.</summary>
    public long Old()
    {
        while (_seen.TryPeek(out var look) && clock.GetElapsedTime(look.SeenAt) >= wait)
        {
            _old = _seen.Dequeue().Seq;
        }
        return _old;
    }
}
