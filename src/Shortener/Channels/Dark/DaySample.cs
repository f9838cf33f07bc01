using System.Numerics;

namespace Shortener.Channels.Dark;

/// <summary>
/// Some days of some links, chosen without regard to what happened on them: 1, ½, ¼… of all.
/// </summary>
/// <param name="Mask">0 for all of them, else 2ⁿ − 1 for one of 2ⁿ.</param>
public readonly record struct DaySample(ulong Mask)
{
    private const long Day = 24 * 3_600;

    /// <summary>Half as many.</summary>
    public DaySample Half => new(2 * Mask + 1);

    /// <summary>All of them, halved so often.</summary>
    public static DaySample OfDepth(int depth) => new((1UL << depth) - 1);

    /// <summary>How often it was halved.</summary>
    public int Depth => BitOperations.PopCount(Mask);

    /// <summary>How often all may be halved until a link's day is not held any more.</summary>
    /// <param name="at">UTC seconds since 1970.</param>
    public static int DepthOf(long link, long at) => BitOperations.TrailingZeroCount(Hash(link, at / Day));

    /// <param name="at">UTC seconds since 1970.</param>
    public bool Holds(long link, long at) => Mask == 0 || (Hash(link, at / Day) & Mask) == 0;

    /// <summary>
    /// A number that looks like chance, the same for the same link and day: the finaliser of SplitMix64.
    /// </summary>
    public static ulong Hash(long link, long day)
    {
        var z = unchecked((ulong)link * 0x9E3779B97F4A7C15 + (ulong)day);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }
}
