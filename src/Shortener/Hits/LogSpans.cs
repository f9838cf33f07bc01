namespace Shortener.Hits;

/// <summary>
/// Keeps the stretches of the log in which a quarter's hits lie. One is enough while time and log go
/// together; hits that are logged late (a replay, a spill) begin another, so that the quarter can be read
/// without half the log.
/// </summary>
/// <param name="last">The last stretch of each quarter that will be noted, where it has one.</param>
/// <param name="counts">How many it has.</param>
internal sealed class LogSpans(IEnumerable<LogSpan> last, IReadOnlyDictionary<long, int> counts)
{
    /// <summary>Rows it costs less to read over than to begin another stretch for.</summary>
    public const int Gap = 2_000;

    /// <summary>
    /// The most stretches of a quarter: a log replayed in random order must not have one for every hit.
    /// </summary>
    public const int Most = 32;

    private readonly Dictionary<long, LogSpan> _open = last.ToDictionary(span => span.Quarter);
    private readonly Dictionary<long, int> _counts = new(counts);
    private readonly Dictionary<(long Quarter, long First), LogSpan> _changed = [];

    /// <summary>Stretches that are new or longer than before.</summary>
    public IReadOnlyCollection<LogSpan> Changed => _changed.Values;

    /// <summary>Notes a hit. Hits come in the order of <paramref name="seq"/>.</summary>
    public void Note(long quarter, long seq)
    {
        var count = _counts.GetValueOrDefault(quarter);
        var goesOn = _open.TryGetValue(quarter, out var span) && (seq - span.Last <= Gap || count >= Most);
        if (!goesOn) _counts[quarter] = count + 1;
        span = goesOn ? span with { Last = seq } : new LogSpan(quarter, seq, seq);
        _open[quarter] = span;
        _changed[(quarter, span.First)] = span;
    }
}
