namespace Shortener.Attribution;

/// <summary>All to the touch that began the journey: who made the customer aware?</summary>
public static class FirstTouch
{
    /// <inheritdoc cref="Attribution.Weigh"/>
    public static void Weigh(ReadOnlySpan<Touch> touches, long convertedAt, Span<double> weights)
    {
        weights.Clear();
        weights[0] = 1;
    }
}
