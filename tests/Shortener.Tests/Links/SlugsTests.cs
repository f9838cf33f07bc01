using FsCheck;
using Shortener.Links;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Shortener.Tests.Links;

public sealed class SlugsTests
{
    [Property]
    public bool A_drawn_slug_is_of_the_alphabet_and_can_be_a_slug(PositiveInt length, int seed)
    {
        var slug = Slugs.Draw(Math.Min(length.Get, Slugs.MaxLength), new Random(seed).Next);

        return slug.All(Slugs.Alphabet.Contains) && Slugs.Check(slug).Kept == slug
            && Slugs.Fold(slug) == slug;
    }

    [Test]
    public void The_alphabet_has_no_letters_that_are_taken_for_each_other()
    {
        Assert.That(Slugs.Alphabet, Has.Length.EqualTo(31));
        Assert.That(Slugs.Alphabet, Has.None.AnyOf('0', 'o', '1', 'i', 'l').And.Unique);
    }

    [Test]
    public void Every_letter_is_drawn()
    {
        var next = 0;
        Assert.That(Slugs.Draw(31, _ => next++), Is.EqualTo(Slugs.Alphabet));
    }

    [Test]
    public void Slugs_grow_while_they_are_found_taken() =>
        Assert.That(
            Enumerable.Range(0, 6).Select(attempt => Slugs.LengthAt(attempt, shortest: 6)),
            Is.EqualTo(new[] { 6, 6, 7, 7, 8, 8 }));

    [TestCase("spring")]
    [TestCase("Spring-Sale_2026")]
    [TestCase("--")]
    [TestCase("a-")]
    [TestCase("50%")]
    [TestCase("api")]
    [TestCase("käse")]
    [TestCase("中文")]
    [TestCase("🙂")]
    [TestCase("👩\u200d💻")]
    [TestCase("می\u200cخواهم")]
    public void Nearly_anything_can_be_a_slug(string slug) =>
        Assert.That(Slugs.Check(slug).Kept, Is.EqualTo(slug));

    [TestCase("", "at least one character")]
    [TestCase("-", "single '-'")]
    [TestCase("a.b", "cannot hold '.'")]
    [TestCase("a/b", "cannot hold '/'")]
    [TestCase("a+", "cannot hold '+'")]
    [TestCase("a b", "not seen")]
    [TestCase("a\u00a0b", "not seen")]
    [TestCase("a\nb", "not seen")]
    [TestCase("a\0", "not seen")]
    [TestCase("a\u202eb", "not seen")]
    [TestCase("a\u2066b", "not seen")]
    [TestCase("\ufeffa", "not seen")]
    [TestCase("a\u2028b", "not seen")]
    [TestCase("\uffff", "not seen")]
    public void A_slug_that_cannot_stand_in_an_address_is_refused(string slug, string sentence) =>
        Assert.That(Slugs.Check(slug).Refusal, Does.Contain(sentence));

    // Halves of a pair cannot be written in an attribute: the compiler keeps those as UTF-8.
    [Test]
    public void Half_a_surrogate_pair_is_refused() =>
        Assert.That(Slugs.Check("a" + (char)0xd83d).Refusal, Does.Contain("not seen"));

    [Test]
    public void A_hundred_characters_are_a_slug_and_one_more_is_too_many()
    {
        Assert.That(Slugs.Check(new string('a', 100)).Kept, Is.Not.Null);
        Assert.That(Slugs.Check(new string('a', 101)).Refusal, Does.Contain("at most 100"));
    }

    [Test]
    public void An_accent_after_its_letter_is_the_letter_with_its_accent() =>
        Assert.That(Slugs.Check("ka\u0308se").Kept, Is.EqualTo("k\u00e4se"));

    [TestCase("Spring", "SPRING")]
    [TestCase("KÄSE", "käse")]
    [TestCase("ΟΔΟΣ", "οδος")]
    [TestCase("οδος", "οδοσ")]
    public void Slugs_that_differ_by_case_fold_to_one(string one, string other) =>
        Assert.That(Slugs.Fold(one), Is.EqualTo(Slugs.Fold(other)));

    [Property]
    public bool Anything_is_kept_in_a_form_that_stays_or_refused_with_a_sentence(string? text)
    {
        var (kept, refusal) = Slugs.Check(text ?? "");
        return kept is null ? refusal is { Length: > 0 } : Slugs.Check(kept).Kept == kept && refusal is null;
    }
}
