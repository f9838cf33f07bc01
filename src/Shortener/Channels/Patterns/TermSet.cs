using System.Numerics;

namespace Shortener.Channels.Patterns;

/// <summary>The terms found in one user agent, one bit each, in memory that the caller lends.</summary>
/// <param name="bits">Zeroed, <see cref="WordsFor"/> long.</param>
internal readonly ref struct TermSet(Span<ulong> bits)
{
    private readonly Span<ulong> bits = bits;

    public static int WordsFor(int terms) => (terms + 63) / 64;

    public void Add(int term) => bits[term >> 6] |= 1UL << (term & 63);

    public bool Has(int term) => (bits[term >> 6] & (1UL << (term & 63))) != 0;

    public bool HasAny(ReadOnlySpan<int> terms)
    {
        foreach (var term in terms)
        {
            if (Has(term)) return true;
        }
        return false;
    }

    public Enumerator GetEnumerator() => new(bits);

    /// <summary>Walks the bits that are set.</summary>
    public ref struct Enumerator(ReadOnlySpan<ulong> bits)
    {
        private readonly ReadOnlySpan<ulong> bits = bits;
        private ulong rest;
        private int word = -1;

        public readonly int Current => word * 64 + BitOperations.TrailingZeroCount(rest);

        public bool MoveNext()
        {
            // The lowest bit is the one just given.
            rest &= rest - 1;
            while (rest == 0)
            {
                if (++word == bits.Length) return false;
                rest = bits[word];
            }
            return true;
        }
    }
}
