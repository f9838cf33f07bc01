using System.Buffers;
using System.Text;

namespace Shortener.Hits;

/// <summary>
/// Text from outside, made fit for the log: cut to a length, without control characters or broken pairs.
/// </summary>
public static class HeaderText
{
    // C0 and C1 controls, and surrogates: half a pair has no UTF-8.
    private static readonly SearchValues<char> Suspicious = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Concat(Enumerable.Range(0xD800, 0x800)).Select(c => (char)c)]);

    /// <summary>The text itself where nothing is wrong with it.</summary>
    /// <param name="maxLength">In UTF-16 units.</param>
    public static string Clean(string text, int maxLength)
    {
        if (text.Length > maxLength) text = text[..maxLength];
        return text.AsSpan().IndexOfAny(Suspicious) < 0 ? text : Replace(text);
    }

    private static string Replace(string text)
    {
        var clean = new StringBuilder(text.Length);
        // Enumerating runes turns half a pair into U+FFFD.
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(Rune.IsControl(rune) ? Rune.ReplacementChar : rune);
        }
        return clean.ToString();
    }
}
