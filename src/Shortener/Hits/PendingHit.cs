namespace Shortener.Hits;

/// <summary>
/// A hit on its way to the log. Its task ends when the hit is kept: in the log, in the spill file, or nowhere
/// but in memory.
/// </summary>
internal sealed class PendingHit(Hit hit, long enteredAt) : TaskCompletionSource
{
    public Hit Hit => hit;

    /// <summary>When it entered the queue, in <see cref="Environment.TickCount64"/> milliseconds.</summary>
    public long EnteredAt => enteredAt;

    /// <summary>
    /// It is kept and its answer is on its way. Set by whoever kept it, at once: the task itself ends a
    /// little later, on another thread.
    /// </summary>
    public bool IsKept { get; set; }

    /// <summary>It is in the spill file; the log need not take it from the queue.</summary>
    public bool IsSpilled { get; set; }
}
