using System.Data.Common;
using Shortener.Links;

namespace Shortener.Redirect;

/// <summary>Makes the caches forget what another process changed, within seconds.</summary>
public sealed class LinkCacheWorker(LinkCache cache, ShareCache shares, LinkChangeStore changes, RedirectSettings settings) : BackgroundService
{
    private long? _seen;

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
        }
        catch (DbException)
        {
            // The redirects say so themselves, in the health report; the next look sees what this one did not.
        }
    }
}
