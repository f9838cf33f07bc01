namespace Shortener.Hits;

/// <summary>Hits to fold, in the order of the log.</summary>
/// <param name="Marks">The watermarks of the moment they were read.</param>
/// <param name="LastSeq">The log's last row number, as far as it goes beyond them.</param>
/// <param name="Spans">Where their quarters lie in the log, they included.</param>
/// <param name="Heirs">Who is unique in place of a bot, of their visitors.</param>
internal sealed record FoldSlice(
    Watermarks Marks, long LastSeq, IReadOnlyList<TailHit> Hits, LogSpans Spans, IReadOnlyDictionary<FirstClick, long> Heirs);

/// <summary>What one visitor can be first at, once: clicking one link on one visitor day.</summary>
internal readonly record struct FirstClick(long Visitor, int Day, long LinkId);
