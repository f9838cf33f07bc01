namespace Shortener.Attribution;

/// <summary>A touch counts half as much for every half-life that it lies before the conversion.</summary>
/// <remarks>
/// Weight of a touch = 2^(−age / half-life), made to add up to 1. Source: Google Ads' time-decay model, whose half-life
/// was 7 days; the smooth form, where some libraries step once a week.
/// </remarks>
public static class TimeDecay
{
    /// <param name="halfLife">Longer than nothing.</param>
    public static Weigh With(TimeSpan halfLife)
    {
        var halfLifeMillis = halfLife.TotalMilliseconds;
        return (touches, _, weights) =>
        {
            // Ages are counted from the newest touch: only ratios matter, and old journeys keep a weight above zero.
            var newest = touches[^1].At;
            var sum = 0.0;
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] = double.Exp2((touches[i].At - newest) / halfLifeMillis);
                sum += weights[i];
            }
            for (var i = 0; i < weights.Length; i++) weights[i] /= sum;
        };
    }
}
