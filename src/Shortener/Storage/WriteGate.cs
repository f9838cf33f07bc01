namespace Shortener.Storage;

/// <summary>
/// One writer at a time, first come, first served. SQLite's own write lock has no queue: next to back-to-back
/// commits another connection got one commit in 20 seconds (measured), so the process queues before it.
/// </summary>
public sealed class WriteGate
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private bool _taken;

    /// <summary>Waits for the turn without holding a thread.</summary>
    public async ValueTask<Turn> Enter()
    {
        if (Take() is { } mine) await mine.Task;
        return new Turn(this);
    }

    /// <summary>Waits for the turn on the caller's own thread: for the hit writer, which has one.</summary>
    public Turn EnterBlocking()
    {
        if (Take() is { } mine) mine.Task.GetAwaiter().GetResult();
        return new Turn(this);
    }

    private TaskCompletionSource? Take()
    {
        lock (_lock)
        {
            if (!_taken)
            {
                _taken = true;
                return null;
            }
            // Asynchronously, so that the leaver does not run the comer's transaction.
            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(mine);
            return mine;
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            // The gate stays taken: it is handed over.
            if (_waiting.TryDequeue(out var next)) next.SetResult();
            else _taken = false;
        }
    }

    /// <summary>The right to write; disposing it hands the gate to the next in line.</summary>
    public readonly struct Turn(WriteGate? gate) : IDisposable
    {
        public void Dispose() => gate?.Leave();
    }
}
