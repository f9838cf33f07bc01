namespace Shortener.Reports;

/// <summary>Finds the row of a report over time that an instant belongs to.</summary>
/// <param name="starts">When the rows begin, ascending, UTC milliseconds since 1970.</param>
public sealed class TimeBuckets(IReadOnlyList<long> starts)
{
    private readonly long[] _starts = [.. starts];
    private int _last;

    /// <summary>
    /// The row's place; instants before the first belong to it, those after the last to that.
    /// </summary>
    public int IndexOf(long at)
    {
        // Hits come nearly in order: it is the row of the one before, or the next.
        if (at >= _starts[_last] && (_last + 1 == _starts.Length || at < _starts[_last + 1])) return _last;
        if (_last + 1 < _starts.Length && at >= _starts[_last + 1]
            && (_last + 2 == _starts.Length || at < _starts[_last + 2]))
        {
            return ++_last;
        }

        var found = Array.BinarySearch(_starts, at);
        return _last = Math.Max(0, found >= 0 ? found : ~found - 1);
    }
}
