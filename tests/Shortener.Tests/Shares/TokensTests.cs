using Shortener.Links;
using Shortener.Shares;

namespace Shortener.Tests.Shares;

public sealed class TokensTests
{
    [TestCase("00000", 1 + 37L * (1 + 37 * (1 + 37 * (1 + 37))))]
    [TestCase("0000z", 36 + 37L * (1 + 37 * (1 + 37 * (1 + 37))))]
    [TestCase("a0000", 1 + 37L * (1 + 37 * (1 + 37 * (1 + 37 * 11L))))]
    public void A_token_is_a_number_in_base_37(string token, long number) =>
        Assert.That(Tokens.Read(token), Is.EqualTo(number));

    [Test]
    public void The_largest_number_is_exact_in_json() =>
        Assert.That(Tokens.Read("zzzzzzzz"), Is.LessThan(1L << 53));

    [TestCase("")]
    [TestCase("x7k2")]
    [TestCase("x7k2q4tz2")]
    [TestCase("x7k2-")]
    [TestCase("x7k2Ä")]
    [TestCase("x7k2 q")]
    [TestCase("٣٣٣٣٣")]
    public void Other_texts_are_no_tokens(string text) => Assert.That(Tokens.Read(text), Is.Null);

    [Test]
    public void Case_does_not_matter() => Assert.That(Tokens.Read("X7k2Q"), Is.EqualTo(Tokens.Read("x7k2q")));

    [FsCheck.NUnit.Property]
    public bool A_token_is_written_as_it_was_read(ulong dice)
    {
        var letters = "0123456789abcdefghijklmnopqrstuvwxyz";
        var token = new string(
            [.. Enumerable.Range(0, 5 + (int)(dice % 4)).Select(i => letters[(int)((dice >> 6 * i) % 36)])]);

        return Tokens.Write(Tokens.Read(token)!.Value) == token;
    }

    [Test]
    public void Drawn_tokens_have_eight_letters_of_the_slugs_alphabet()
    {
        var dice = new Random(1);

        var tokens = Enumerable.Range(0, 1000).Select(_ => Tokens.Write(Tokens.Draw(dice.Next))).ToList();

        Assert.That(
            tokens, Is.All.Matches<string>(token => token.Length == 8 && token.All(Slugs.Alphabet.Contains)));
        Assert.That(tokens, Is.Unique);
    }

    [TestCase("julia", true)]
    [TestCase("anna2026", false)]
    [TestCase("anna", false)]
    [TestCase("Julia", false)]
    [TestCase("jul-ia", false)]
    public void Chosen_tokens_have_five_to_seven_letters_or_digits(string token, bool isVanity) =>
        Assert.That(Tokens.IsVanity(token), Is.EqualTo(isVanity));
}
