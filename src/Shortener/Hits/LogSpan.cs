namespace Shortener.Hits;

/// <summary>A stretch of the log that holds hits of one quarter of an hour (among others).</summary>
/// <param name="First">The first hit's seq.</param>
/// <param name="Last">The last hit's seq.</param>
internal readonly record struct LogSpan(long Quarter, long First, long Last);
