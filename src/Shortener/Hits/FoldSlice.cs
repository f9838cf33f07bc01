namespace Shortener.Hits;

/// <summary>Hits to fold, in the order of the log.</summary>
/// <param name="Folded">The watermark they lie above.</param>
/// <param name="LastSeq">The log's last row number, as far as it goes beyond them.</param>
/// <param name="Spans">Where their quarters lie in the log, they included.</param>
internal sealed record FoldSlice(long Folded, long LastSeq, IReadOnlyList<LoggedHit> Hits, LogSpans Spans);
