namespace Shortener.Attribution;

/// <summary>All to the touch before the conversion: who closed the sale?</summary>
public static class LastTouch
{
    /// <inheritdoc cref="Attribution.Weigh"/>
    public static void Weigh(ReadOnlySpan<Touch> touches, long convertedAt, Span<double> weights)
    {
        weights.Clear();
        weights[^1] = 1;
    }
}
