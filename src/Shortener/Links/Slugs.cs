using System.Buffers;
using System.Globalization;
using System.Text;

namespace Shortener.Links;

/// <summary>
/// The part of a short link that names it: one path segment without a dot, a slash or a plus.
/// </summary>
public static class Slugs
{
    /// <summary>Lower case, and without 0 o, 1 i l: what is read aloud or typed from paper arrives.</summary>
    public const string Alphabet = "23456789abcdefghjkmnpqrstuvwxyz";

    /// <summary>
    /// Longest slug, in UTF-16 units: percent-encoded it still fits into a QR code at the highest correction.
    /// </summary>
    public const int MaxLength = 100;

    private const string Unusable = "./+";

    // What nearly every slug is made of, and folding leaves alone.
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz-_");

    private const char ZeroWidthNonJoiner = '\u200c';
    private const char ZeroWidthJoiner = '\u200d';

    /// <summary>A slug that nobody chose.</summary>
    /// <param name="length">At least 1.</param>
    /// <param name="below">Gives an even number from 0 to below its argument.</param>
    public static string Draw(int length, Func<int, int> below) =>
        string.Create(length, below, (slug, next) =>
        {
            foreach (ref var letter in slug) letter = Alphabet[next(Alphabet.Length)];
        });

    /// <summary>
    /// How long the slug of the given attempt is, counted from 0: two attempts at the shortest length, two at
    /// each longer one. While the space is nearly empty the first attempt finds a free slug; as it fills,
    /// slugs grow by themselves.
    /// </summary>
    public static int LengthAt(int attempt, int shortest) => shortest + attempt / 2;

    /// <summary>A slug somebody chose, in Unicode's composed form (NFC); or why it cannot be one.</summary>
    public static Ruling Check(string slug)
    {
        if (slug.Length == 0)
        {
            return Ruling.Refuse("A slug needs at least one character; leave it out to have one made.");
        }
        if (slug.EnumerateRunes().Any(IsUnseen))
        {
            return Ruling.Refuse(
                "A slug cannot hold spaces, control characters or other characters that are not seen.");
        }

        var composed = slug.Normalize(NormalizationForm.FormC);
        if (composed.Length > MaxLength)
        {
            return Ruling.Refuse(
                $"A slug has at most {MaxLength} characters; this one has {composed.Length}.");
        }
        if (composed == "-")
        {
            return Ruling.Refuse("A slug cannot be a single '-': such addresses are Shortener's own.");
        }
        var at = composed.AsSpan().IndexOfAny(Unusable);
        if (at >= 0)
        {
            return Ruling.Refuse(
                $"A slug cannot hold '{composed[at]}': it is one path segment without '.', '/' and '+'.");
        }
        return Ruling.Keep(composed);
    }

    /// <summary>
    /// The form in which slugs that differ only by case are equal. Upper case first: σ and ς are one letter
    /// in it.
    /// </summary>
    public static string Fold(string slug) =>
        slug.AsSpan().IndexOfAnyExcept(Plain) < 0
            ? slug
            : slug.ToUpperInvariant().ToLowerInvariant().Normalize(NormalizationForm.FormC);

    private static bool IsUnseen(Rune letter) => Rune.GetUnicodeCategory(letter) switch
    {
        // Joiners belong to the spelling of Persian, Hindi and many emoji; marks of direction can only
        // mislead.
        UnicodeCategory.Format => letter.Value is not (ZeroWidthNonJoiner or ZeroWidthJoiner),
        UnicodeCategory.Control or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.Surrogate => true,
        // What EnumerateRunes makes of half a surrogate pair.
        _ => letter == Rune.ReplacementChar,
    };
}
