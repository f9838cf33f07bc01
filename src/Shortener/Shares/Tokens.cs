using System.Text.RegularExpressions;
using Shortener.Links;

namespace Shortener.Shares;

/// <summary>
/// What names a share: five to eight letters and digits behind the slug's dot, which spell a number. The
/// number is the share's id, so that a token is found, and written, without a dictionary.
/// </summary>
/// <remarks>
/// Minted tokens have 8 characters of the slug alphabet: 31⁸ = 8.5 × 10¹¹ of them, so that of ten million
/// shares one guess in 85,000 meets one. Read as digits 1 to 36 of base 37, so that no two tokens are one
/// number; 37⁸ &lt; 2⁵³.
/// </remarks>
public static partial class Tokens
{
    /// <summary>Name of the parameter by which the destination learns the token.</summary>
    public const string Parameter = "sc_share";

    /// <summary>Length of a token that nobody chose.</summary>
    public const int Length = 8;

    /// <summary>Shortest token: no file ending is as long.</summary>
    public const int Shortest = 5;

    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
    private const int Base = 37;

    /// <summary>The number of a token, in whatever case; null for a text that is none.</summary>
    public static long? Read(ReadOnlySpan<char> token)
    {
        if (token.Length is < Shortest or > Length) return null;
        var number = 0L;
        foreach (var letter in token)
        {
            var digit = Digits.IndexOf(char.ToLowerInvariant(letter), StringComparison.Ordinal);
            if (digit < 0) return null;
            number = number * Base + digit + 1;
        }
        return number;
    }

    /// <summary>The token of a number that <see cref="Read"/> gave.</summary>
    public static string Write(long number)
    {
        Span<char> token = stackalloc char[Length];
        var first = Length;
        for (; number > 0; number /= Base) token[--first] = Digits[(int)(number % Base) - 1];
        return new string(token[first..]);
    }

    /// <summary>The number of a token that nobody chose.</summary>
    /// <param name="below">Gives an even number from 0 to below its argument.</param>
    public static long Draw(Func<int, int> below) => Read(Slugs.Draw(Length, below))!.Value;

    /// <summary>Whether somebody may choose this token: 5 to 7 of a–z and 0–9.</summary>
    public static bool IsVanity(string token) => Vanity().IsMatch(token);

    [GeneratedRegex("^[a-z0-9]{5,7}$")]
    private static partial Regex Vanity();
}
