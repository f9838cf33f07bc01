namespace Shortener.Attribution;

/// <summary>A touch without its time: what distinct paths are made of.</summary>
public readonly record struct Step
{
    private readonly int _value;

    /// <param name="key">0 to 2³⁰.</param>
    public Step(int key, bool isDirect) => _value = (key << 1) | (isDirect ? 1 : 0);

    /// <inheritdoc cref="Touch.Key"/>
    public int Key => _value >> 1;

    /// <inheritdoc cref="Touch.IsDirect"/>
    public bool IsDirect => (_value & 1) == 1;
}
