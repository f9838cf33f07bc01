namespace Shortener.Hits;

/// <summary>A hit as it is in the log, and as it should be.</summary>
internal readonly record struct Revision(LoggedHit Was, LoggedHit Is);
