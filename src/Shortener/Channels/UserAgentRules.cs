using Shortener.Channels.Patterns;

namespace Shortener.Channels;

/// <summary>
/// All rules about user agents, compiled into one machine that reads a user agent in one pass.
/// </summary>
/// <remarks>Inside each table the first row that matches wins.</remarks>
internal sealed class UserAgentRules
{
    private const int None = int.MaxValue;
    private static readonly int Fields = Enum.GetValues<Field>().Length;

    private readonly Compiled[] rules;
    private readonly Automaton automaton;

    // byTerm[t]: the rules whose pattern is term t.
    private readonly int[][] byTerm;

    /// <param name="rules">In order: where two of one table match, the earlier wins.</param>
    /// <exception cref="FormatException">A pattern that cannot be looked for.</exception>
    public UserAgentRules(IReadOnlyList<Rule> rules)
    {
        var terms = new List<Term>();
        var numbers = new Dictionary<Term, int>();
        int Number(string pattern)
        {
            var term = Term.Parse(pattern);
            if (numbers.TryGetValue(term, out var known)) return known;
            terms.Add(term);
            return numbers[term] = terms.Count - 1;
        }
        this.rules = [.. rules.Select(r => new Compiled(
            r, Number(r.Pattern), [.. r.Needs.Select(Number)], [.. r.Unless.Select(Number)]))];
        automaton = new Automaton(terms);
        var rulesOf = this.rules.Index().ToLookup(r => r.Item.Pattern, r => r.Index);
        byTerm = [.. Enumerable.Range(0, terms.Count).Select(term => rulesOf[term].ToArray())];
    }

    public IEnumerable<Rule> Rules => rules.Select(r => r.Rule);

    public UserAgent Read(string text) => Read(text, out _);

    /// <param name="steps">
    /// How much work it was, in look-ups: it grows with the length of the text alone.
    /// </param>
    public UserAgent Read(string text, out int steps)
    {
        var found = new TermSet(stackalloc ulong[TermSet.WordsFor(automaton.Terms)]);
        steps = text.Length + automaton.Scan(text, found);

        Span<int> first = stackalloc int[Fields];
        first.Fill(None);
        foreach (var term in found)
        {
            foreach (var index in byTerm[term])
            {
                steps++;
                ref var best = ref first[(int)rules[index].Rule.Field];
                if (index < best && rules[index].IsMet(found)) best = index;
            }
        }
        return new UserAgent(
            text, At(first, Field.Preview), At(first, Field.Bot), At(first, Field.InApp),
            At(first, Field.Browser), At(first, Field.Os), At(first, Field.Device));
    }

    private Rule? At(ReadOnlySpan<int> first, Field field) =>
        first[(int)field] is not None and var index ? rules[index].Rule : null;

    /// <summary>A rule whose texts have become numbers of terms.</summary>
    private sealed record Compiled(Rule Rule, int Pattern, int[] Needs, int[] Unless)
    {
        public bool IsMet(TermSet found) =>
            (Needs.Length == 0 || found.HasAny(Needs)) && !found.HasAny(Unless);
    }
}
