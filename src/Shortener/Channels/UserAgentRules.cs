using Shortener.Channels.Patterns;

namespace Shortener.Channels;

/// <summary>All rules about user agents, compiled into one machine: a user agent is read in a single pass.</summary>
/// <remarks>Inside each table the first row that matches wins.</remarks>
internal sealed class UserAgentRules
{
    private readonly Compiled[] rules;
    private readonly Automaton automaton;

    // byTerm[t]: the rules whose pattern is term t, in the order of their rows.
    private readonly ushort[][] byTerm;

    private sealed record Compiled(Rule Rule, ushort Pattern, ushort[] Needs, ushort[] Unless);

    /// <param name="rules">In order: where two of one table match, the earlier wins.</param>
    /// <exception cref="FormatException">A pattern that cannot be looked for.</exception>
    public UserAgentRules(IReadOnlyList<Rule> rules)
    {
        var terms = new List<Term>();
        var numbers = new Dictionary<Term, ushort>();
        ushort Number(string pattern)
        {
            var term = Term.Parse(pattern);
            if (numbers.TryGetValue(term, out var known)) return known;
            terms.Add(term);
            return numbers[term] = (ushort)(terms.Count - 1);
        }
        this.rules = [.. rules.Select(r => new Compiled(
            r, Number(r.Pattern), [.. r.Needs.Select(Number)], [.. r.Unless.Select(Number)]))];
        automaton = new Automaton(terms);
        byTerm = new ushort[terms.Count][];
        foreach (var group in Enumerable.Range(0, terms.Count).GroupJoin(
            this.rules.Index(), t => t, r => r.Item.Pattern, (t, found) => (t, found.Select(r => (ushort)r.Index))))
        {
            byTerm[group.t] = [.. group.Item2];
        }
    }

    public IEnumerable<Rule> Rules => rules.Select(r => r.Rule);

    public UserAgent Read(string text) => Read(text, out _);

    /// <param name="steps">How much work it was, in look-ups; grows with the length of the text and nothing else.</param>
    public UserAgent Read(string text, out int steps)
    {
        var found = new TermSet(stackalloc ulong[(automaton.Terms + 63) / 64], stackalloc ushort[automaton.Terms]);
        steps = text.Length + automaton.Scan(text, ref found);

        Span<int> first = [int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue];
        foreach (var term in found.Found)
        {
            foreach (var index in byTerm[term])
            {
                steps++;
                var rule = rules[index];
                ref var best = ref first[(int)rule.Rule.Field];
                if (index < best && IsMet(rule, in found)) best = index;
            }
        }
        return new UserAgent(text, At(first[0]), At(first[1]), At(first[2]), At(first[3]), At(first[4]), At(first[5]));
    }

    private Rule? At(int index) => index == int.MaxValue ? null : rules[index].Rule;

    private static bool IsMet(Compiled rule, in TermSet found) =>
        (rule.Needs.Length == 0 || HasAny(rule.Needs, in found)) && !HasAny(rule.Unless, in found);

    private static bool HasAny(ushort[] terms, in TermSet found)
    {
        foreach (var term in terms)
        {
            if (found.Has(term)) return true;
        }
        return false;
    }
}
