using Shortener.Values;

namespace Shortener.Hits;

/// <summary>
/// How the log is doing: counts since the start, and what is wrong now, told to <see cref="Health"/>.
/// </summary>
public sealed class HitHealth(Health health)
{
    private long _spilled;
    private long _inMemory;
    private long _lost;
    private long _refused;
    private volatile bool _logFails;
    private volatile string _spillFault = "";

    /// <summary>Hits that went to the spill file since the start.</summary>
    public long Spilled => Interlocked.Read(ref _spilled);

    /// <summary>
    /// Hits that were answered while only in memory, because neither log nor spill took them.
    /// </summary>
    public long InMemory => Interlocked.Read(ref _inMemory);

    /// <summary>Hits that are nowhere: memory was full as well.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Hits that the database refused for good, one by one.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>The last attempt to write the log failed.</summary>
    public bool IsLogFailing => _logFails;

    internal void LogFails(string why)
    {
        _logFails = true;
        health.Degraded(
            "hit-log", $"The hit log cannot be written; hits go to the spill file meanwhile. {why}");
    }

    internal void LogWorks()
    {
        // Once per batch: nothing is touched while all is well.
        if (!_logFails) return;
        _logFails = false;
        health.Well("hit-log");
    }

    internal void SpillFails(string why)
    {
        _spillFault = why;
        TellOfSpill();
    }

    internal void SpillWorks() => health.Well("spill");

    internal void CountSpilled(int hits) => Interlocked.Add(ref _spilled, hits);

    internal void CountInMemory(int hits)
    {
        Interlocked.Add(ref _inMemory, hits);
        TellOfSpill();
    }

    internal void CountLost()
    {
        var lost = Interlocked.Increment(ref _lost);
        health.Degraded(
            "lost-hits",
            $"{lost} hits were lost since the start: log, spill file and memory could not take them.");
    }

    internal void CountRefused()
    {
        var refused = Interlocked.Increment(ref _refused);
        health.Degraded("refused-hits", $"{refused} hits were refused by the database since the start.");
    }

    private void TellOfSpill() => health.Degraded(
        "spill", $"The spill file cannot be written; hits that the log does not take wait in memory ({InMemory} so far). {_spillFault}");
}
