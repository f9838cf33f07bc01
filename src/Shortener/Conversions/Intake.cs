using Shortener.Storage;

namespace Shortener.Conversions;

/// <summary>
/// Where statements wait for the database: what arrived while a transaction ran makes the next one. Whoever
/// told something is answered after its commit.
/// </summary>
/// <remarks>
/// A statement may change whose the clicks of others are, so one transaction at a time takes statements, on
/// PostgreSQL under a lock; together they cost one commit, and one connection however many wait.
/// </remarks>
public sealed class Intake(Db db)
{
    // A batch holds SQLite's write lock for a few milliseconds, while redirects wait.
    private const int BatchLength = 32;

    private static readonly Sql OneWriter = new("select 1", Locks.People);

    private readonly Lock _lock = new();
    private readonly Queue<Entry> _waiting = new();
    private bool _isRunning;

    private abstract class Entry
    {
        public abstract Task Work(Tx tx);

        public abstract void Succeed();

        public abstract void Fail(Exception e);
    }

    private sealed class Entry<T>(Func<Tx, Task<T>> work) : Entry
    {
        private readonly TaskCompletionSource<T> _source = new(
            TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;

        public Task<T> Task => _source.Task;

        public override async Task Work(Tx tx) => _result = await work(tx);

        public override void Succeed() => _source.SetResult(_result);

        public override void Fail(Exception e) => _source.SetException(e);
    }

    /// <summary>
    /// Does the work in a transaction, perhaps together with others'; its result, once that is committed.
    /// </summary>
    /// <param name="work">May be called twice, the first time for nothing.</param>
    public Task<T> Run<T>(Func<Tx, Task<T>> work)
    {
        var entry = new Entry<T>(work);
        lock (_lock)
        {
            _waiting.Enqueue(entry);
            if (_isRunning) return entry.Task;
            _isRunning = true;
        }
        _ = Task.Run(Drain);
        return entry.Task;
    }

    private async Task Drain()
    {
        while (Take() is { Count: > 0 } batch)
        {
            if (await TryCommit(batch) is not { } failure) continue;
            // One that fails must not fail the others: they are done again, each by itself, unless the
            // database is away.
            foreach (var entry in batch)
            {
                if (Failures.IsUnavailable(failure)) entry.Fail(failure);
                else if (await TryCommit([entry]) is { } own) entry.Fail(own);
            }
        }
    }

    private List<Entry> Take()
    {
        lock (_lock)
        {
            var batch = new List<Entry>();
            while (batch.Count < BatchLength && _waiting.TryDequeue(out var entry)) batch.Add(entry);
            if (batch.Count == 0) _isRunning = false;
            return batch;
        }
    }

    private async Task<Exception?> TryCommit(List<Entry> batch)
    {
        try
        {
            await db.Atomically(async tx =>
            {
                await tx.Run(OneWriter);
                foreach (var entry in batch) await entry.Work(tx);
            });
        }
        catch (Exception e)
        {
            return e;
        }
        foreach (var entry in batch) entry.Succeed();
        return null;
    }
}
