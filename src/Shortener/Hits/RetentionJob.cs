using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>
/// Removes single hits that are older than <see cref="RetentionSettings.KeepDays"/>. Roll-ups stay.
/// </summary>
public sealed class RetentionJob(Db db, Follower follower, RetentionSettings settings, TimeProvider clock)
{
    // A fifth of the time at work: redirects come first.
    private const int RestForWork = 4;

    private readonly RetentionStore _store = new(db);

    /// <summary>Removes what is too old by now; how many hits went.</summary>
    public async Task<long> Run(CancellationToken ct = default)
    {
        if (settings.KeepDays == 0) return 0;
        var before =
            (Slots.Day(clock.GetUtcNow().ToUnixTimeMilliseconds()) - settings.KeepDays) * Slots.DayMillis;
        await _store.MarkRemoved(before, ct);
        // What is removed has to be in every roll-up first.
        if (await _store.HasUnsettled(before, ct)) await follower.SettleAll(ct);
        var spans = await _store.Old(before, ct);
        if (spans.Count == 0) return 0;

        // The log last: it says what is left to do after a break.
        await Sum(_store.DropLinkHitsBefore(before, ct), ct);
        var removed = 0L;
        foreach (var span in spans) removed += await Sum(_store.Drop(span, before, ct), ct);
        return removed;
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
}
