namespace Shortener.Attribution;

/// <summary>
/// All to the last touch that came from somewhere: a customer who comes back by typing the address was won by
/// what came before. Where every touch is direct, to the last.
/// </summary>
/// <remarks>Source: the default of Matomo and of Universal Analytics.</remarks>
public static class LastNonDirect
{
    /// <inheritdoc cref="Attribution.Weigh"/>
    public static void Weigh(ReadOnlySpan<Touch> touches, long convertedAt, Span<double> weights)
    {
        var last = touches.Length - 1;
        while (last > 0 && touches[last].IsDirect) last--;
        if (touches[last].IsDirect) last = touches.Length - 1;
        weights.Clear();
        weights[last] = 1;
    }
}
