namespace Shortener.Channels.Patterns;

/// <summary>The terms found in one user agent, each once, in memory that the caller lends.</summary>
/// <param name="bits">One bit per term, zeroed.</param>
/// <param name="list">Room for every term.</param>
internal ref struct TermSet(Span<ulong> bits, Span<ushort> list)
{
    private readonly Span<ulong> bits = bits;
    private readonly Span<ushort> list = list;
    private int count;

    /// <summary>In the order in which they were found.</summary>
    public readonly ReadOnlySpan<ushort> Found => list[..count];

    public void Add(ushort term)
    {
        if (Has(term)) return;
        bits[term >> 6] |= 1UL << (term & 63);
        list[count++] = term;
    }

    public readonly bool Has(ushort term) => (bits[term >> 6] & (1UL << (term & 63))) != 0;
}
