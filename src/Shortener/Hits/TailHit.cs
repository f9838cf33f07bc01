namespace Shortener.Hits;

/// <summary>A hit that is not folded yet, with what decides whether it stays what it is.</summary>
/// <param name="Visitor"><see cref="VisitorKey.OfVisitor"/>.</param>
/// <param name="IsImported">It was replayed: it took no place of <c>maxClicks</c>.</param>
internal readonly record struct TailHit(LoggedHit Hit, long Visitor, bool IsImported);
