namespace Shortener.Hits;

/// <summary>Has the salt of the coming visitor day ready before midnight, and deletes the old ones.</summary>
public sealed partial class SaltWorker(SaltStore salts, VisitorDays days, TimeProvider clock, ILogger<SaltWorker> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(30);

    /// <summary>Today's salt is there before the first redirect.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Tend(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Tend(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    internal async Task Tend(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = days.Of(now.ToUnixTimeMilliseconds());
        try
        {
            await salts.Prepare(today, ct);
            await salts.Prepare(days.Of((now + Ahead).ToUnixTimeMilliseconds()), ct);
            await salts.Forget(today, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            Postponed(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Visitor salts could not be tended; it is tried again.")]
    private partial void Postponed(Exception e);
}
