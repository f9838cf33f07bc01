using Shortener.Values;

namespace Shortener.Hits;

/// <summary>One UTC day at one moment: as the log has it, and as it was folded.</summary>
/// <param name="Logged">The day's hits below the watermark, without orphans.</param>
/// <param name="Settled">What <c>link_hits</c> holds of the day.</param>
internal sealed record RebuiltDay(
    int Day,
    IReadOnlyList<LoggedHit> Logged,
    IReadOnlyList<LoggedHit> Settled,
    Dictionary<long, HitCounts> Quarters,
    Dictionary<(Dimension Dimension, int Day, long Key), HitCounts> Days);
