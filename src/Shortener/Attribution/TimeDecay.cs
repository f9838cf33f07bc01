namespace Shortener.Attribution;

/// <summary>A touch counts half as much for every half-life that it lies before the conversion.</summary>
/// <remarks>
/// Weight of a touch = 2^(−age / half-life), made to add up to 1. Source: Google Ads' time-decay model, whose
/// half-life was 7 days; the smooth form, where some libraries step once a week.
/// </remarks>
public static class TimeDecay
{
    /// <param name="halfLife">Longer than nothing.</param>
    public static Weigh With(TimeSpan halfLife)
    {
        // Exp is quicker than Exp2, which is a Pow, and there are millions of touches.
        var decayAMilli = Math.Log(2) / halfLife.TotalMilliseconds;
        return (touches, _, weights) =>
        {
            // Ages are counted from the newest touch: only ratios matter, and old journeys keep a weight
            // above zero.
            var newest = touches[^1].At;
            var sum = 0.0;
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] = Math.Exp((touches[i].At - newest) * decayAMilli);
                sum += weights[i];
            }
            for (var i = 0; i < weights.Length; i++) weights[i] /= sum;
        };
    }
}
