namespace Shortener.Hits;

/// <summary>A value's number in the database.</summary>
public abstract class Entry(bool fromVisitor)
{
    /// <summary>
    /// The visitor wrote it: it counts towards <see cref="HitSettings.NewTextsPerMinute"/>. What the link's
    /// owner wrote does not.
    /// </summary>
    public bool FromVisitor => fromVisitor;

    /// <summary>
    /// The row's number, 0 until the hit store has looked it up. Only the hit store reads and writes it.
    /// </summary>
    internal long Id { get; set; }
}

/// <summary>
/// A text or tuple that hits refer to by number. One object per value while it is cached, so that a hit on
/// its way to the log carries references, and finding the number costs nothing.
/// </summary>
public sealed class Entry<T>(T value, bool fromVisitor = true) : Entry(fromVisitor) where T : notnull
{
    /// <summary>What the number stands for.</summary>
    public T Value => value;
}
