namespace Shortener.Hits;

/// <summary>
/// A hit as the rules about several hits see it: one that would be a click by itself, or a HEAD.
/// </summary>
/// <param name="At">UTC milliseconds since 1970.</param>
/// <param name="Visitor"><see cref="VisitorKey.OfVisitor"/>: one address and user agent, on one day.</param>
internal readonly record struct Footprint(long Seq, long At, long LinkId, long Visitor, bool IsHead);
