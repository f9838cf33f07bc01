namespace Shortener.Web;

/// <summary>
/// Counts by key within the running minute, and says when it is enough. Memory is bounded: beyond
/// <see cref="MaxKeys"/> keys in one minute, the further ones share a count.
/// </summary>
/// <remarks>
/// Minutes are of the clock, so at a boundary twice the limit can pass in a moment; that is fine for its
/// uses.
/// </remarks>
/// <param name="perMinute">0 is off.</param>
public sealed class MinuteLimit(int perMinute, TimeProvider clock)
{
    private const int MaxKeys = 10_000;
    private const long Others = long.MinValue;
    private const long MillisPerMinute = 60_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, int> _counts = [];
    private long _minute;

    /// <summary>Counts one; false where the limit was reached before.</summary>
    public bool Take(long key)
    {
        if (perMinute == 0) return true;
        lock (_lock)
        {
            var slot = Slot(key);
            var count = _counts.GetValueOrDefault(slot);
            if (count >= perMinute) return false;
            _counts[slot] = count + 1;
            return true;
        }
    }

    /// <summary>The limit is reached; counts nothing.</summary>
    public bool IsReached(long key)
    {
        if (perMinute == 0) return false;
        lock (_lock) return _counts.GetValueOrDefault(Slot(key)) >= perMinute;
    }

    /// <summary>Seconds until counting starts again, at least 1.</summary>
    public int SecondsLeft() => (int)((MillisPerMinute - (Now() % MillisPerMinute) + 999) / 1000);

    private long Slot(long key)
    {
        var minute = Now() / MillisPerMinute;
        if (minute != _minute)
        {
            _counts.Clear();
            _minute = minute;
        }
        return _counts.Count < MaxKeys || _counts.ContainsKey(key) ? key : Others;
    }

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
