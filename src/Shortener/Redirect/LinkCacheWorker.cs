using Shortener.Links;

namespace Shortener.Redirect;

/// <summary>Makes the caches forget what another process changed, within seconds.</summary>
public sealed partial class LinkCacheWorker(
    LinkCache cache, ShareCache shares, LinkChangeStore changes, RedirectSettings settings,
    ILogger<LinkCacheWorker> log)
    : BackgroundService
{
    private long? _seen;
    private bool _failing;

    /// <summary>From here on no change is missed: nothing is cached before this.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Look(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(settings.ChangesMillis));
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Look(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task Look(CancellationToken ct)
    {
        try
        {
            if (_seen is not { } last)
            {
                _seen = await changes.Last(ct);
                return;
            }
            shares.ForgetUnknown();
            var (slugs, latest) = await changes.Since(last, ct);
            foreach (var slug in slugs) cache.Forget(slug.Domain, slug.Text);
            _seen = latest;
            _failing = false;
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            // The next look sees what this one did not.
            if (!_failing) Postponed(e);
            _failing = true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Links that another process changed cannot be looked for; it is tried again.")]
    private partial void Postponed(Exception e);
}
