using System.Data.Common;
using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>Removes single hits that are older than <see cref="RetentionSettings.KeepDays"/>, once an hour.</summary>
public sealed partial class RetentionJob(
    Db db, RetentionSettings settings, TimeProvider clock, ILogger<RetentionJob> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    // A fifth of the time at work: redirects come first.
    private const int RestForWork = 4;

    private readonly RetentionStore _store = new(db);

    /// <summary>Removes what is too old by now; how many hits went.</summary>
    public async Task<long> Run(CancellationToken ct = default)
    {
        if (settings.KeepDays == 0) return 0;
        var before = (Slots.Day(clock.GetUtcNow().ToUnixTimeMilliseconds()) - settings.KeepDays) * Slots.DayMillis;
        await _store.MarkRemoved(before, ct);

        var spans = await _store.Old(before, ct);
        if (spans.Count == 0) return 0;
        // The log last: it says what is left to do after a break.
        await Sum(_store.DropLinkHitsBefore(before, ct), ct);
        var removed = 0L;
        foreach (var span in spans) removed += await Sum(_store.Drop(span, before, ct), ct);
        return removed;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.KeepDays == 0) return;
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            do
            {
                await TryRun(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // Stopped; what is left goes after the next start.
        }
    }

    private async Task TryRun(CancellationToken ct)
    {
        try
        {
            if (await Run(ct) is > 0 and var removed) Removed(removed, settings.KeepDays);
        }
        catch (DbException e)
        {
            Postponed(e);
        }
    }

    private async Task<long> Sum(IAsyncEnumerable<int> slices, CancellationToken ct)
    {
        var sum = 0L;
        var start = clock.GetTimestamp();
        await foreach (var count in slices)
        {
            sum += count;
            await Task.Delay(clock.GetElapsedTime(start) * RestForWork, clock, ct);
            start = clock.GetTimestamp();
        }
        return sum;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Hits} hits older than {Days} days were removed; their counts stay.")]
    private partial void Removed(long hits, int days);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old hits could not be removed; it is tried again within the hour.")]
    private partial void Postponed(Exception e);
}
