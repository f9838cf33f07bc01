using FsCheck;
using FsCheck.Fluent;
using Shortener.Channels.Patterns;

namespace Shortener.Tests.Channels.Patterns;

public sealed class AutomatonTests
{
    private const string Letters = "abAB-";

    [FsCheck.NUnit.Property]
    public Property One_pass_finds_what_searching_for_every_term_finds() => Prop.ForAll(
        Gen.Elements(Letters.ToCharArray()).ArrayOf().Select(c => new string(c)).Where(t => t.Length > 1).NonEmptyListOf().ToArbitrary(),
        Gen.Elements(Letters.ToCharArray()).ArrayOf().Select(c => new string(c)).ToArbitrary(),
        (texts, userAgent) =>
        {
            var terms = texts.Distinct().Select(Term.Parse).ToList();

            var found = Find(terms, userAgent);

            return terms.Index().All(t => found.Contains(t.Index) == FoundBySearching(t.Item, userAgent));
        });

    [Test]
    public void A_term_inside_another_is_found_too()
    {
        Assert.That(Find([Term.Parse("chrome/"), Term.Parse("ome"), Term.Parse("rome/1")], "Chrome/141"), Is.EquivalentTo(new[] { 0, 1, 2 }));
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
            string.Compare(userAgent, at, term.Text, 0, term.Text.Length, StringComparison.OrdinalIgnoreCase) == 0
            && at + term.Text.Length <= userAgent.Length && term.Holds(userAgent, at));
}
