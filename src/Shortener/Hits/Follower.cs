using System.Data.Common;
using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>
/// Follows the log and folds its hits into the roll-ups, slice by slice, behind a watermark. It is never in a hurry:
/// reports count what is not folded yet from the log itself.
/// </summary>
public sealed partial class Follower : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private const int KeysInMemory = 50_000;

    private readonly FollowerSettings _settings;
    private readonly TimeProvider _clock;
    private readonly ILogger<Follower> _log;
    private readonly FoldStore _store;
    private readonly WordKeyCache _keys;
    private readonly FoldPace _pace;
    private readonly SemaphoreSlim _turn = new(1, 1);

    private bool _failing;

    public Follower(Db db, FollowerSettings settings, TimeProvider clock, ILogger<Follower> log)
    {
        (_settings, _clock, _log) = (settings, clock, log);
        (_store, _keys, _pace) = (new FoldStore(db), new WordKeyCache(db, KeysInMemory), new FoldPace(settings));
    }

    /// <summary>Folds all that may be folded now; how many hits that were.</summary>
    public async Task<long> CatchUp(CancellationToken ct = default)
    {
        long folded = 0;
        while (await Fold(ct) is { Hits: > 0 } step) folded += step.Hits;
        return folded;
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var seen = (Seq: 0L, At: _clock.GetTimestamp());
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var start = _clock.GetTimestamp();
                var step = await TryFold(stoppingToken);
                var now = _clock.GetTimestamp();
                var hitsPerSecond = seen.Seq == 0 ? 0 : (step.LastSeq - seen.Seq) / Math.Max(0.001, _clock.GetElapsedTime(seen.At, now).TotalSeconds);
                seen = (step.LastSeq, now);
                var pause = step.IsFull
                    ? _pace.PauseAfter(_clock.GetElapsedTime(start, now), hitsPerSecond, step.Tail)
                    : TimeSpan.FromMilliseconds(_settings.IdleMillis);
                await Task.Delay(_failing ? AfterFailure : pause, _clock, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped. What is not folded waits for the next start.
        }
    }

    /// <summary>What one slice did.</summary>
    /// <param name="Hits">How many hits it folded.</param>
    /// <param name="IsFull">There may be more.</param>
    /// <param name="LastSeq">The log's last row number.</param>
    /// <param name="Tail">Hits that are not folded.</param>
    internal readonly record struct Step(int Hits, bool IsFull, long LastSeq, long Tail);

    /// <summary>Folds the next slice.</summary>
    internal async Task<Step> Fold(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            var most = _pace.Rows;
            var slice = await _store.Read(most, IsReady(), ct);
            var hits = slice.Hits.Count;
            if (hits > 0)
            {
                await _keys.Learn(slice.Hits, ct);
                var sums = new RollUps();
                foreach (var hit in slice.Hits) sums.Add(hit, _keys);
                if (await _store.Write(slice, FoldRows.Of(slice, sums), _clock, ct) is { } held) _pace.Learn(hits, held);
            }
            return new Step(hits, hits == most, slice.LastSeq, slice.LastSeq - slice.Folded - hits);
        }
        finally
        {
            _turn.Release();
        }
    }

    // A hit from the future (a clock that was wrong for a while) does not hold up the others for longer than that.
    private Func<LoggedHit, bool> IsReady()
    {
        if (_settings.FoldAfterSeconds == 0) return static _ => true;
        var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        return hit => Math.Abs(now - hit.At) >= _settings.FoldAfterSeconds * 1000L;
    }

    private async Task<Step> TryFold(CancellationToken ct)
    {
        try
        {
            var step = await Fold(ct);
            _failing = false;
            return step;
        }
        catch (DbException e)
        {
            if (!_failing) Postponed(e);
            _failing = true;
            return default;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Hits could not be folded into the roll-ups; it is tried again. Reports stay exact.")]
    private partial void Postponed(Exception e);
}
