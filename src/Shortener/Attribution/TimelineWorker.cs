namespace Shortener.Attribution;

/// <summary>
/// Keeps timelines and counts up to date behind the intake, giving way to it: slices of a few milliseconds,
/// and as long a pause after each. Reports do what is left themselves before they read.
/// </summary>
public sealed partial class TimelineWorker(
    TimelineStore timelines, TrackedClickStore clicks, TimeProvider clock,
    ILogger<TimelineWorker> log) : BackgroundService
{
    private const int ChangesAtOnce = 50;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    /// <summary>Does what waits, up to a limit; what is left then.</summary>
    public async Task<long> CatchUp(int most, CancellationToken ct)
    {
        for (var done = 0; done < most;)
        {
            var changes = await timelines.Rebuild(ChangesAtOnce, ct);
            if (changes == 0) break;
            done += changes;
        }
        while (await clicks.CountNext(ct))
        {
        }
        return await timelines.CountWaiting(ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var start = clock.GetTimestamp();
                var isIdle = await TryStep(stoppingToken);
                await Task.Delay(isIdle ? Idle : clock.GetElapsedTime(start), clock, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped. What is marked waits for the next start.
        }
    }

    private async Task<bool> TryStep(CancellationToken ct)
    {
        try
        {
            var changes = await timelines.Rebuild(ChangesAtOnce, ct);
            var counted = await clicks.CountNext(ct);
            return changes == 0 && !counted;
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            Postponed(e);
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Journeys could not be prepared; it is tried again.")]
    private partial void Postponed(Exception e);
}
