namespace Shortener.Attribution;

/// <summary>
/// A large part to the first touch, a large part to the last, the rest to those between in equal parts.
/// </summary>
/// <remarks>
/// 40/20/40 is the form of Google Ads and Matomo (faq_25500). They are silent about journeys of two touches:
/// here first and last then share in their own proportion, which is one half each.
/// </remarks>
public static class PositionBased
{
    /// <param name="first">The first touch's part, 0 to 1.</param>
    /// <param name="last">The last touch's part, 0 to 1 − <paramref name="first"/>.</param>
    public static Weigh With(double first, double last) => (touches, _, weights) =>
    {
        var ends = first + last;
        switch (touches.Length)
        {
            case 1:
                weights[0] = 1;
                break;
            case 2:
                weights[0] = ends > 0 ? first / ends : 0.5;
                weights[1] = 1 - weights[0];
                break;
            default:
                weights.Fill((1 - ends) / (touches.Length - 2));
                weights[0] = first;
                weights[^1] = last;
                break;
        }
    };
}
