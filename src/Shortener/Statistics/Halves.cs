namespace Shortener.Statistics;

/// <summary>
/// Work in two halves, done at the same time where a second thread is free. As long as neither half reads
/// what the other writes, what comes out is the same whether one was or not.
/// </summary>
public static class Halves
{
    /// <summary>Does both. The second is taken back where no other thread has begun with it.</summary>
    /// <remarks>
    /// So it waits for nothing but its own work, and whatever has waited for a thread before comes first.
    /// </remarks>
    public static void Do(Action first, Action second)
    {
        var once = new Lazy<bool>(() =>
        {
            second();
            return true;
        });
        _ = Task.Factory.StartNew(
            () => once.Value, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current);
        try
        {
            first();
        }
        finally
        {
            // Whatever became of the first: nothing goes on behind the caller's back.
            _ = once.Value;
        }
    }
}
