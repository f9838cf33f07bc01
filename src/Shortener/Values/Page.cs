namespace Shortener.Values;

/// <summary>Part of a list, and the cursor that continues it; null at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Data, string? NextCursor);
