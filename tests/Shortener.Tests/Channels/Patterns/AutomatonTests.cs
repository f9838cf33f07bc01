using FsCheck;
using FsCheck.Fluent;
using Shortener.Channels.Patterns;

namespace Shortener.Tests.Channels.Patterns;

public sealed class AutomatonTests
{
    private static readonly Gen<string> Texts =
        Gen.Elements('a', 'b', 'A', 'B', '-').ArrayOf().Select(c => new string(c));

    [FsCheck.NUnit.Property]
    public Property One_pass_finds_what_searching_for_every_term_finds() => Prop.ForAll(
        Texts.Where(text => text.Length > 1).NonEmptyListOf().ToArbitrary(),
        Texts.ToArbitrary(),
        (texts, userAgent) =>
        {
            var terms = texts.Distinct().Select(Term.Parse).ToList();

            var found = Find(terms, userAgent);

            return terms.Index().All(t => found.Contains(t.Index) == FoundBySearching(t.Item, userAgent));
        });

    [Test]
    public void A_term_inside_another_is_found_too()
    {
        var terms = new[] { "chrome/", "ome", "rome/1", "firefox" }.Select(Term.Parse).ToList();

        Assert.That(Find(terms, "Chrome/141"), Is.EquivalentTo(new[] { 0, 1, 2 }));
    }

    [Test]
    public void A_term_outside_ASCII_is_refused()
    {
        Assert.That(() => new Automaton([Term.Parse("größe")]), Throws.TypeOf<ArgumentException>());
    }

    private static List<int> Find(IReadOnlyList<Term> terms, string userAgent)
    {
        var found = new TermSet(new ulong[TermSet.WordsFor(terms.Count)]);
        new Automaton(terms).Scan(userAgent, found);
        var numbers = new List<int>();
        foreach (var number in found) numbers.Add(number);
        return numbers;
    }

    private static bool FoundBySearching(Term term, string userAgent) =>
        Enumerable.Range(0, userAgent.Length).Any(at =>
            userAgent[at..].StartsWith(term.Text, StringComparison.OrdinalIgnoreCase)
                && term.Holds(userAgent, at));
}
