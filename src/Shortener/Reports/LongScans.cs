namespace Shortener.Reports;

/// <summary>
/// Scans of the whole log: one at a time, and on a thread of their own, so that redirects keep the others.
/// SQLite's reads block the thread they run on, for seconds where there are ten million hits.
/// </summary>
internal sealed class LongScans : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task<T> Run<T>(Func<Task<T>> scan, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            return await Beside(scan, ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A part of a scan that has its turn, beside the rest of it: on a connection of its own.</summary>
    public static Task<T> Beside<T>(Func<Task<T>> part, CancellationToken ct) => Task.Factory
        .StartNew(part, ct, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    public void Dispose() => _turn.Dispose();
}
