using System.Collections.Frozen;

namespace Shortener.Accounts;

/// <summary>
/// All keys in memory, so that knowing a caller costs no query. A change by this process shows at once, by
/// another within <see cref="MaxAge"/>; while the database is away the keys last seen go on working.
/// </summary>
public sealed partial class KeyCache(KeyStore keys, TimeProvider clock, ILogger<KeyCache> log) : IDisposable
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile Snapshot? _snapshot;

    private sealed record Snapshot(FrozenDictionary<string, ApiKey> Keys, DateTimeOffset At);

    /// <summary>Whose key this is; null where it is nobody's.</summary>
    public async ValueTask<ApiKey?> Find(string key, CancellationToken ct)
    {
        var snapshot = await Current(ct);
        return snapshot.Keys.GetValueOrDefault(Convert.ToHexString(KeyStore.HashOf(key)));
    }

    /// <summary>Pages of this site may use some key.</summary>
    /// <param name="origin">As a browser sends it.</param>
    public async ValueTask<bool> IsKnown(string origin, CancellationToken ct) =>
        (await Current(ct)).Keys.Values.Any(key => key.IsFor(origin));

    /// <summary>A key was made or taken away: the next caller reads them again.</summary>
    public void Forget() => _snapshot = null;

    public void Dispose() => _loading.Dispose();

    private ValueTask<Snapshot> Current(CancellationToken ct) =>
        _snapshot is { } snapshot && clock.GetUtcNow() - snapshot.At <= MaxAge
            ? ValueTask.FromResult(snapshot)
            : new(Load(_snapshot, ct));

    private async Task<Snapshot> Load(Snapshot? seen, CancellationToken ct)
    {
        await _loading.WaitAsync(ct);
        try
        {
            if (_snapshot is { } fresh && fresh != seen) return fresh;
            var now = clock.GetUtcNow();
            var rows = await keys.List(ct);
            return _snapshot = new Snapshot(
                rows.ToFrozenDictionary(r => Convert.ToHexString(r.Hash), r => r.Key()), now);
        }
        catch (System.Data.Common.DbException e) when (seen is not null)
        {
            Stale(e);
            return _snapshot = seen with { At = clock.GetUtcNow() };
        }
        finally
        {
            _loading.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The keys could not be read again; the ones last seen go on working.")]
    private partial void Stale(Exception e);
}
