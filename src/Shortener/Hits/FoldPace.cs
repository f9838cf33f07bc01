namespace Shortener.Hits;

/// <summary>
/// How many rows the follower writes at a time, and how much time it leaves to the redirects between them.
/// </summary>
internal sealed class FoldPace(FollowerSettings settings)
{
    private const int Fewest = 50;
    private const int Most = 20_000;

    // A backlog of four million hits costs a report more than a second: on the way there, folding counts for
    // more and more.
    private const double Backlog = 4_000_000;

    /// <summary>How many hits the next slice takes. 150 rows take about 1 ms (measured).</summary>
    public int Rows { get; private set; } = 150;

    /// <summary>
    /// Learns how long a slice held the write lock. Lengths change by half at most, since times scatter.
    /// </summary>
    public void Learn(int rows, TimeSpan held)
    {
        // A slice that was short for want of hits says nothing about long ones, unless it took too long
        // already.
        if (rows < Rows && held.TotalMilliseconds <= settings.SliceMillis) return;
        var wished = rows * settings.SliceMillis / Math.Max(held.TotalMilliseconds, 0.1);
        Rows = (int)Math.Clamp(wished, Math.Max(Fewest, Rows / 2), Math.Min(Most, Rows + Rows / 2));
    }

    /// <summary>The pause after a slice; none while redirects are quiet.</summary>
    /// <param name="worked">How long the slice took, reading and adding up included.</param>
    /// <param name="hitsPerSecond">How fast the log grows.</param>
    /// <param name="tail">Hits in the log that are not folded.</param>
    public TimeSpan PauseAfter(TimeSpan worked, double hitsPerSecond, long tail)
    {
        if (hitsPerSecond < settings.BusyHitsPerSecond) return TimeSpan.Zero;
        var share = Math.Min(0.5, settings.BusyPercent / 100.0 * (1 + tail / Backlog));
        return worked * (1 / Math.Max(share, settings.BusyPercent / 100.0) - 1);
    }
}
