using Shortener.Values;

namespace Shortener.Reports;

/// <summary>What was counted for one period, before it is put in order.</summary>
/// <param name="Rows">By key: a word, a link's id, a row of time's name; empty is "unknown".</param>
/// <param name="Totals">Every hit once, also where a link's tags put it into several rows.</param>
/// <param name="Since">Earlier single hits are no longer kept, and this report needed them; null where nothing is missing.</param>
public sealed record Figures(
    Period Period, IReadOnlyDictionary<string, HitCounts> Rows, HitCounts Totals, DateTimeOffset? Since);
