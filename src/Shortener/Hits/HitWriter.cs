using System.Data.Common;
using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>
/// Takes batches from the queue to the log, and lets their redirects be answered. It decides nothing about a
/// hit; it only sees to it that none is lost: what the log does not take in time goes to the spill file, and
/// from there to the log as soon as that works again.
/// </summary>
public sealed partial class HitWriter : BackgroundService
{
    private const int WatchMillis = 20;
    private const int ShortestPause = 10;
    private const int LongestPause = 1_000;
    private const int SpillPause = 100;

    private readonly HitQueue _queue;
    private readonly HitStore _store;
    private readonly Spill _spill;
    private readonly Dictionaries _dictionaries;
    private readonly HitSettings _settings;
    private readonly HitHealth _health;
    private readonly ILogger<HitWriter> _log;
    private readonly ManualResetEventSlim _stopping = new();

    // A row number below those of all hits that are not answered yet. It moves only after a batch is
    // answered, so that a hit spilled while its commit is under way is looked for where it would be.
    private long _answered;

    private Task _working = Task.CompletedTask;

    public HitWriter(
        Db db, HitQueue queue, Dictionaries dictionaries, HitSettings settings, HitHealth health,
        VisitorDays days,
        TimeProvider clock, ILogger<HitWriter> log)
    {
        (_queue, _dictionaries, _settings, _health, _log) = (queue, dictionaries, settings, health, log);
        _store = new HitStore(db, settings, days, clock);
        _spill = new Spill(SpillPath(db, settings), settings.SpillMegabytes * 1024L * 1024, health);
        queue.Overflow = KeepOverflow;
        queue.Forgotten = _spill.Forget;
    }

    /// <summary>
    /// What the last run spilled is in the log before the first redirect, where the log can be written.
    /// </summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        LearnAnswered();
        DrainSpill();
        // Threads of their own: the answers they give must not wait for the pool that waits for them. And
        // from here, because ExecuteAsync waits for the pool, too: stopped meanwhile it never runs, and
        // nobody would drain the queue.
        _working = Task.WhenAll(
            Task.Factory.StartNew(
                WriteAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default),
            Task.Factory.StartNew(
                Watch, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        return base.StartAsync(cancellationToken);
    }

    /// <summary>
    /// Takes what is in queue and spill file to the log; what it does not take waits in the file for the next
    /// start.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Close();
        _stopping.Set();
        await base.StopAsync(cancellationToken);
        await _working.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override void Dispose()
    {
        _store.Dispose();
        _spill.Dispose();
        _stopping.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _working;

    private void WriteAll()
    {
        while (!_queue.IsFinished)
        {
            if (!_spill.IsEmpty) TryDrainSpill();
            Store(_queue.Take(_spill.IsEmpty ? Timeout.Infinite : SpillPause));
        }
        DrainSpill();
    }

    private void LearnAnswered()
    {
        try
        {
            _store.Append([]);
            Volatile.Write(ref _answered, _store.Committed);
        }
        catch (Exception e)
        {
            Fails(e);
        }
    }

    private void Store(IReadOnlyList<PendingHit> batch)
    {
        var isRetry = false;
        for (var pause = ShortestPause; batch.Count > 0; pause = Math.Min(2 * pause, LongestPause))
        {
            try
            {
                var hits = batch.Select(p => p.Hit).ToList();
                Append(hits, isRetry ? _answered : null);
                Answers.Send(batch);
                Volatile.Write(ref _answered, _store.Committed);
                _health.LogWorks();
                return;
            }
            // The world's fault, and it passes: a full disk, a lock, a server away.
            catch (Exception e)
            {
                Fails(e);
                isRetry = true;
            }
            if (_stopping.IsSet) Rescue(batch, _answered);
            else _stopping.Wait(pause);
            batch = [.. batch.Where(p => !p.IsSpilled)];
            _queue.StillWriting(batch);
            if (_stopping.IsSet) return;
        }
    }

    /// <summary>
    /// Stores the hits by one commit; where the database refuses one for good, by halves, until that one is
    /// alone.
    /// </summary>
    /// <param name="missingAfter">
    /// A row after which some of them may be in the log already: by a commit whose answer was lost, or came
    /// too late. Null where they are new.
    /// </param>
    private void Append(List<Hit> hits, long? missingAfter)
    {
        try
        {
            if (missingAfter is { } seq) _store.AppendMissing(hits, seq);
            else _store.Append(hits);
        }
        catch (Exception e) when (IsRefusal(e) && hits.Count > 1)
        {
            var half = hits.Count / 2;
            Append(hits[..half], missingAfter);
            Append(hits[half..], missingAfter);
        }
        catch (Exception e) when (IsRefusal(e))
        {
            _health.CountRefused();
            Refused(e);
        }
    }

    private static bool IsRefusal(Exception e) =>
        e is DbException database ? Failures.IsConstraint(database) : e is ArgumentException;

    /// <summary>
    /// Answers redirects that have waited longer than the deadline, once their hits are in the spill file.
    /// </summary>
    private void Watch()
    {
        while (!_stopping.Wait(WatchMillis))
        {
            // Read before the hits are looked for: one that is answered in between is not among them.
            var answered = Volatile.Read(ref _answered);
            var overdue = _queue.Overdue(Environment.TickCount64 - _settings.DeadlineMillis);
            if (overdue.Count > 0) Rescue(overdue, answered);
        }
    }

    private void Rescue(IReadOnlyList<PendingHit> overdue, long answered)
    {
        var late = overdue.Where(p => !p.IsSpilled).ToList();
        var isSpilled = _spill.TryAppend(late.Select(p => p.Hit), answered);
        if (!isSpilled) _health.CountInMemory(late.Count);
        foreach (var pending in late) pending.IsSpilled = isSpilled;
        Answers.Send(late);
        if (isSpilled) _queue.DropSpilled();
    }

    private void KeepOverflow(Hit hit)
    {
        if (!_spill.TryAppend([hit], Volatile.Read(ref _answered))) _health.CountLost();
    }

    private void DrainSpill()
    {
        while (!_spill.IsEmpty && TryDrainSpill())
        {
        }
    }

    private bool TryDrainSpill()
    {
        try
        {
            var (spilled, end) = _spill.Read(_settings.BatchLength);
            if (spilled.Count > 0)
            {
                Append([.. spilled.Select(h => h.ToHit(_dictionaries))], spilled.Min(h => h.After));
            }
            _spill.Drained(end);
            _health.LogWorks();
            return true;
        }
        catch (Exception e)
        {
            Fails(e);
            return false;
        }
    }

    private void Fails(Exception e)
    {
        if (!_health.IsLogFailing) LogTrouble(e);
        _health.LogFails(e.Message);
    }

    private static string SpillPath(Db db, HitSettings settings) => settings.SpillFile is { Length: > 0 } path
        ? path
        : Path.Combine(db.File is { } file ? Path.GetDirectoryName(file)! : "data", "hits.spill");

    [LoggerMessage(Level = LogLevel.Error, Message = "The hit log cannot be written. Redirects go on; their hits wait in the spill file.")]
    private partial void LogTrouble(Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database refused a hit for good.")]
    private partial void Refused(Exception e);
}
