namespace Shortener.Hits;

/// <summary>
/// Lets a batch of redirects be answered, a handful on each thread of the pool: the writer goes on at once,
/// and the pool is not woken for every single one.
/// </summary>
internal sealed class Answers(PendingHit[] kept) : IThreadPoolWorkItem
{
    private const int Handful = 8;

    public static void Send(IReadOnlyList<PendingHit> batch)
    {
        for (var from = 0; from < batch.Count; from += Handful)
        {
            var some = new PendingHit[Math.Min(Handful, batch.Count - from)];
            for (var i = 0; i < some.Length; i++)
            {
                some[i] = batch[from + i];
                some[i].IsKept = true;
            }
            ThreadPool.UnsafeQueueUserWorkItem(new Answers(some), preferLocal: false);
        }
    }

    public void Execute()
    {
        foreach (var pending in kept) pending.TrySetResult();
    }
}
