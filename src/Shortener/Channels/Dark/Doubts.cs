namespace Shortener.Channels.Dark;

/// <summary>
/// How far the truth may lie from what is assumed, and how much one link differs from another.
/// </summary>
/// <param name="Shown">Relative standard deviation of the part of an app's taps that names it.</param>
/// <param name="Handed">Standard deviation of the log-odds that a hidden tap was handed over.</param>
/// <param name="Reach">Standard deviation of the logarithm of an app's use on a platform.</param>
/// <param name="Clicks">Standard deviation of the logarithm of clicks per share.</param>
/// <param name="Mix">
/// Standard deviation of the logarithm by which what people hold in their hands differs from link to link.
/// </param>
/// <param name="Bursts">
/// How much more than by chance clicks per share differ: chats are small and large.
/// </param>
public sealed record Doubts(
    double Shown, double Handed, double Reach, double Clicks, double Mix, double Bursts)
{
    /// <summary>Of the numbers that come with the product.</summary>
    public static readonly Doubts Default = new(
        Shown: 0.25, Handed: 0.4, Reach: 0.25, Clicks: 0.8, Mix: 0.3, Bursts: 0.7);
}
