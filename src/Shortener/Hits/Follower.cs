using Shortener.Channels;
using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>
/// Follows the log behind two watermarks: it folds hits into the counts by time and by link, slice by slice,
/// and settles them, many at a time, where reports by link and by dimension read. It is never in a hurry:
/// what is behind neither watermark yet, reports count from the log itself. Before a hit is folded it is
/// judged by those before and after it; from then on it is what it is.
/// </summary>
public sealed partial class Follower : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CloseEvery = TimeSpan.FromMinutes(10);

    private readonly FollowerSettings _settings;
    private readonly TimeProvider _clock;
    private readonly ILogger<Follower> _log;
    private readonly VisitorDays _days;
    private readonly Judge _judge;
    private readonly AnswerStore _answers;
    private readonly FoldStore _store;
    private readonly FoldPace _pace;
    private readonly Settler _settler;
    private readonly SemaphoreSlim _turn = new(1, 1);

    private (long Seq, long At) _seen;
    private long _closedAt;
    private double _hitsPerSecond;
    private long _tail;
    private bool _failing;

    public Follower(
        Db db, FollowerSettings settings, VisitorDays days, TimeProvider clock, ILogger<Follower> log)
    {
        (_settings, _days, _clock, _log) = (settings, days, clock, log);
        (_judge, _answers) = (new Judge(db, settings, clock), new AnswerStore(db));
        (_store, _pace, _settler) =
            (new FoldStore(db), new FoldPace(settings), new Settler(db, settings, clock));
    }

    /// <summary>
    /// Clicks turned out to be a bot's: on which link, how many that had taken a place of its
    /// <c>maxClicks</c>, and the row up to which all hits are final now.
    /// </summary>
    public event Action<long, int, long>? Unmasked;

    /// <summary>
    /// Folds all that is in the log, without waiting for what may still come; how many hits that were.
    /// </summary>
    public async Task<long> CatchUp(CancellationToken ct = default)
    {
        long folded = 0;
        while (await InTurn(() => FoldNext(all: true, NoRest, ct), ct) is > 0 and var hits) folded += hits;
        return folded;
    }

    /// <summary>Settles all that is folded, and closes all months that are over.</summary>
    public async Task SettleAll(CancellationToken ct = default)
    {
        while (await Settle(all: true, NoRest, ct))
        {
        }
        await CloseMonths(ct);
    }

    /// <summary>Closes all months that are over.</summary>
    internal async Task CloseMonths(CancellationToken ct = default)
    {
        while (await CloseMonth(NoRest, ct))
        {
        }
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var isIdle = await TryStep(stoppingToken);
                if (_failing) await Task.Delay(AfterFailure, _clock, stoppingToken);
                else if (isIdle)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(_settings.IdleMillis), _clock, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped. What is not folded or settled waits for the next start.
        }
    }

    /// <summary>For whoever waits for the result.</summary>
    internal static Task NoRest() => Task.CompletedTask;

    /// <summary>Folds the next slice of what has waited long enough; how many hits it had.</summary>
    internal Task<int> Fold(Func<Task> rest, CancellationToken ct) =>
        InTurn(() => FoldNext(all: false, rest, ct), ct);

    /// <summary>Settles the next part if it is due.</summary>
    internal Task<bool> Settle(bool all, Func<Task> rest, CancellationToken ct) =>
        InTurn(() => _settler.Settle(all, rest, ct), ct);

    /// <summary>Closes a month that is over, if there is one.</summary>
    internal Task<bool> CloseMonth(Func<Task> rest, CancellationToken ct) =>
        InTurn(() => _settler.CloseMonth(rest, ct), ct);

    private async Task<int> FoldNext(bool all, Func<Task> rest, CancellationToken ct)
    {
        var slice = await _store.Read(_pace.Rows, _judge.Decided, ct);
        _judge.Note(slice.LastSeq);
        if (slice.Hits.Count == 0 && await _judge.Look(all ? slice.LastSeq : null, rest, ct))
        {
            slice = await _store.Read(_pace.Rows, _judge.Decided, ct);
        }
        if (slice.Hits.Count > 0) await Write(slice, ct);
        Observe(slice);
        return slice.Hits.Count;
    }

    private async Task Write(FoldSlice slice, CancellationToken ct)
    {
        var verdicts = Verdicts.Of(slice, _judge.Marks, await NumberBots(ct), _days);
        if (await _store.Write(slice, verdicts, FoldRows.Of(verdicts.Final, slice.Spans), _clock, ct) is not { } held)
        {
            return;
        }
        _pace.Learn(slice.Hits.Count, held);
        foreach (var (link, places) in verdicts.Places)
        {
            Unmasked?.Invoke(link, places, slice.Hits[^1].Hit.Seq);
        }
    }

    private async Task<Dictionary<string, (long Client, long Origin)>> NumberBots(CancellationToken ct)
    {
        var bots = new Dictionary<string, (long Client, long Origin)>();
        foreach (var rule in _judge.Marks.Values.Distinct())
        {
            bots[rule] =
                (await _answers.Number(Client.OfBot(rule), ct), await _answers.Number(Origin.Nobody, ct));
        }
        return bots;
    }

    private async Task<T> InTurn<T>(Func<Task<T>> work, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            return await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// One slice folded, one part settled, one month closed: true when there was nothing to do.
    /// </summary>
    private async Task<bool> Step(CancellationToken ct)
    {
        // All that is done between two rests counts as work: waiting for the gate and looking what is due,
        // too.
        var (workingSince, most) = (_clock.GetTimestamp(), _pace.Rows);
        var hits = await Fold(Rest, ct);
        await Rest();
        if (await Settle(all: false, Rest, ct) || hits == most) return false;
        if (_closedAt != 0 && _clock.GetElapsedTime(_closedAt) < CloseEvery) return true;
        if (await CloseMonth(Rest, ct)) return false;
        _closedAt = _clock.GetTimestamp();
        return true;

        async Task Rest()
        {
            await Task.Delay(
                _pace.PauseAfter(_clock.GetElapsedTime(workingSince), _hitsPerSecond, _tail), _clock, ct);
            workingSince = _clock.GetTimestamp();
        }
    }

    private void Observe(FoldSlice slice)
    {
        var now = _clock.GetTimestamp();
        var seconds = Math.Max(0.001, _clock.GetElapsedTime(_seen.At, now).TotalSeconds);
        _hitsPerSecond = _seen.At == 0 ? 0 : (slice.LastSeq - _seen.Seq) / seconds;
        _tail = slice.LastSeq - slice.Marks.Folded - slice.Hits.Count;
        _seen = (slice.LastSeq, now);
    }

    private async Task<bool> TryStep(CancellationToken ct)
    {
        try
        {
            var isIdle = await Step(ct);
            _failing = false;
            return isIdle;
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            if (!_failing) Postponed(e);
            _failing = true;
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Hits could not be folded into the roll-ups; it is tried again. Reports stay exact.")]
    private partial void Postponed(Exception e);
}
