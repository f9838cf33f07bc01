namespace Shortener.Reports;

/// <summary>
/// Numbers of which it is asked a million times whether they are there, and mostly they are not: it says no at
/// once, and yes once in a dozen times where it should not.
/// </summary>
/// <remarks>
/// A bit for each number, of four million: half a megabyte stays in the processor's cache, where a dictionary
/// of 200,000 numbers does not.
/// </remarks>
internal sealed class Sieve
{
    private const int Bits = 22;

    private readonly ulong[] _bits = new ulong[1 << (Bits - 6)];

    public void Add(long number)
    {
        var place = PlaceOf(number);
        _bits[place >> 6] |= 1UL << (int)(place & 63);
    }

    /// <summary>False where the number certainly was not added.</summary>
    public bool MayHold(long number)
    {
        var place = PlaceOf(number);
        return (_bits[place >> 6] >> (int)(place & 63) & 1) != 0;
    }

    // Fibonacci hashing: the highest bits of a product depend on all bits of the number.
    private static ulong PlaceOf(long number) => unchecked((ulong)number * 0x9E3779B97F4A7C15) >> (64 - Bits);
}
