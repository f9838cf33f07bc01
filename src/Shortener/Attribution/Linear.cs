namespace Shortener.Attribution;

/// <summary>The same to every touch: 1/n each of n.</summary>
public static class Linear
{
    /// <inheritdoc cref="Attribution.Weigh"/>
    public static void Weigh(ReadOnlySpan<Touch> touches, long convertedAt, Span<double> weights) =>
        weights.Fill(1.0 / touches.Length);
}
