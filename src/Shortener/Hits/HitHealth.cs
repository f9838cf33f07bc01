namespace Shortener.Hits;

/// <summary>What is wrong with the log, for <c>/health/ready</c>.</summary>
public sealed class HitHealth
{
    private long _spilled;
    private long _inMemory;
    private long _lost;
    private long _refused;
    private volatile string? _logTrouble;
    private volatile string? _spillTrouble;

    /// <summary>Hits that went to the spill file since the start.</summary>
    public long Spilled => Interlocked.Read(ref _spilled);

    /// <summary>Hits that were answered while only in memory, because neither log nor spill took them.</summary>
    public long InMemory => Interlocked.Read(ref _inMemory);

    /// <summary>Hits that are nowhere: memory was full as well.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Hits that the database refused for good, one by one.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Sentences that say what is wrong now; none when all is well.</summary>
    public IEnumerable<string> Troubles()
    {
        if (_logTrouble is { } log) yield return $"The hit log cannot be written: {log}";
        if (_spillTrouble is { } spill) yield return $"The spill file cannot be written: {spill}";
        if (Lost > 0) yield return $"{Lost} hits were lost since the start: log, spill file and memory could not take them.";
        if (Refused > 0) yield return $"{Refused} hits were refused by the database since the start.";
    }

    internal void LogFails(string why) => _logTrouble = why;

    internal void LogWorks() => _logTrouble = null;

    internal void SpillFails(string why) => _spillTrouble = why;

    internal void SpillWorks() => _spillTrouble = null;

    internal void CountSpilled(int hits) => Interlocked.Add(ref _spilled, hits);

    internal void CountInMemory(int hits) => Interlocked.Add(ref _inMemory, hits);

    internal void CountLost() => Interlocked.Increment(ref _lost);

    internal void CountRefused() => Interlocked.Increment(ref _refused);
}
