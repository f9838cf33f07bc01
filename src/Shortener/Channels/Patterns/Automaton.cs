namespace Shortener.Channels.Patterns;

/// <summary>
/// Finds every term of the data files in one pass over a user agent: the machine of Aho and Corasick, with
/// its failure links already followed, so that each character costs one look-up whatever the number of terms.
/// </summary>
/// <remarks>
/// Source: A. V. Aho, M. J. Corasick, "Efficient string matching: an aid to bibliographic search", CACM 18
/// (1975). Letters are folded to lower case and characters outside every term to one class, which keeps the
/// table small.
/// </remarks>
internal sealed class Automaton
{
    private const int Ascii = 128;

    private readonly Term[] terms;
    private readonly byte[] classOf = new byte[Ascii];
    private readonly int classes = 1;
    private readonly ushort[] next;

    // ending[s]: the terms that end where the machine is in state s, the longest first; null for most states.
    private readonly int[]?[] ending;

    /// <exception cref="ArgumentException">A term outside ASCII.</exception>
    /// <exception cref="PatternFileException">More text than the machine can hold.</exception>
    public Automaton(IReadOnlyList<Term> terms)
    {
        this.terms = [.. terms];
        var characters = terms.Sum(t => t.Text.Length);
        if (characters >= ushort.MaxValue)
        {
            throw new PatternFileException(
                [$"The patterns have {characters} characters; there is room for {ushort.MaxValue - 1}."]);
        }
        foreach (var c in terms.SelectMany(t => t.Text))
        {
            if (c >= Ascii) throw new ArgumentException($"'{c}' is not ASCII.", nameof(terms));
            ref var known = ref classOf[char.ToLowerInvariant(c)];
            if (known == 0) known = (byte)classes++;
        }
        for (var c = 'A'; c <= 'Z'; c++) classOf[c] = classOf[char.ToLowerInvariant(c)];

        var trie = new Trie(classes, characters + 1);
        foreach (var (number, term) in terms.Index())
        {
            trie.Add([.. term.Text.Select(c => classOf[c])], number);
        }
        (next, ending) = trie.Complete();
    }

    /// <summary>How many there are; their numbers are their places in the list.</summary>
    public int Terms => terms.Length;

    /// <summary>Adds to <paramref name="found"/> every term that holds.</summary>
    /// <returns>
    /// How many times a term was tried: at most once for each character and each term that can end in one
    /// place.
    /// </returns>
    public int Scan(ReadOnlySpan<char> userAgent, TermSet found)
    {
        var state = 0;
        var tries = 0;
        for (var i = 0; i < userAgent.Length; i++)
        {
            var c = userAgent[i];
            state = next[state * classes + (c < Ascii ? classOf[c] : 0)];
            if (ending[state] is not { } here) continue;
            foreach (var number in here)
            {
                tries++;
                ref readonly var term = ref terms[number];
                if (term.Holds(userAgent, i + 1 - term.Text.Length)) found.Add(number);
            }
        }
        return tries;
    }
}
