namespace Shortener.Channels.Patterns;

/// <summary>
/// Finds every term of the data files in one pass over a user agent: the machine of Aho and Corasick, with its
/// failure links already followed, so that each character costs one look-up whatever the number of terms.
/// </summary>
/// <remarks>
/// Source: A. V. Aho, M. J. Corasick, "Efficient string matching: an aid to bibliographic search", CACM 18 (1975).
/// Letters are folded to lower case and characters outside every term to one class, which keeps the table small.
/// </remarks>
internal sealed class Automaton
{
    private readonly Term[] terms;
    private readonly byte[] classOf = new byte[128];
    private readonly int classes = 1;
    private readonly ushort[] next;

    // ending[s]: the terms that end where the machine is in state s, the longest first; null for most states.
    private readonly int[]?[] ending;

    /// <exception cref="ArgumentException">A term outside ASCII.</exception>
    /// <exception cref="PatternFileException">More text than the machine can hold.</exception>
    public Automaton(IReadOnlyList<Term> terms)
    {
        this.terms = [.. terms];
        foreach (var c in terms.SelectMany(t => t.Text))
        {
            if (!char.IsAscii(c)) throw new ArgumentException($"'{c}' is not ASCII; user agents are.", nameof(terms));
            ref var known = ref classOf[char.ToLowerInvariant(c)];
            if (known == 0) known = (byte)classes++;
        }
        for (var c = 'A'; c <= 'Z'; c++) classOf[c] = classOf[char.ToLowerInvariant(c)];

        var trie = new Trie(classes, terms.Sum(t => t.Text.Length) + 1);
        for (var i = 0; i < terms.Count; i++) trie.Add(terms[i].Text.Select(c => classOf[c]), i);
        (next, ending) = trie.Complete();
    }

    public int Terms => terms.Length;

    /// <summary>Adds to <paramref name="found"/> every term that holds.</summary>
    /// <returns>How many times a term was tried: at most the length times the number of terms that can end in one place.</returns>
    public int Scan(ReadOnlySpan<char> userAgent, TermSet found)
    {
        var state = 0;
        var tries = 0;
        for (var i = 0; i < userAgent.Length; i++)
        {
            var c = userAgent[i];
            state = next[state * classes + (c < 128 ? classOf[c] : 0)];
            if (ending[state] is not { } here) continue;
            foreach (var id in here)
            {
                tries++;
                ref readonly var term = ref terms[id];
                if (term.Holds(userAgent, i + 1 - term.Text.Length)) found.Add(id);
            }
        }
        return tries;
    }
}
