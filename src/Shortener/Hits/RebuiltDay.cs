using Shortener.Values;

namespace Shortener.Hits;

/// <summary>One UTC day at one moment: as the log has it, and as it was folded and settled.</summary>
/// <param name="Logged">The day's folded hits, without orphans.</param>
/// <param name="Settled">Up to which seq they are settled.</param>
/// <param name="LinkHits">What <c>link_hits</c> holds of the day, up to there.</param>
internal sealed record RebuiltDay(
    IReadOnlyList<LoggedHit> Logged,
    long Settled,
    IReadOnlyList<LoggedHit> LinkHits,
    Dictionary<long, HitCounts> Quarters,
    Dictionary<(Dimension Dimension, int Day, long Key), HitCounts> Days);
