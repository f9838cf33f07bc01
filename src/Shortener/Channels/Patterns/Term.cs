namespace Shortener.Channels.Patterns;

/// <summary>
/// One text to look for in a user agent, as the data files write it: <c>^</c> at the front binds it to the
/// beginning, <c>$</c> at the back to the end, <c>\b</c> at either side to the edge of a word. All between is
/// plain text.
/// </summary>
/// <remarks>
/// Text in lower case matches any case; text with a capital letter matches only as written, because
/// <c>Line/</c> is an app and <c>online/</c> is not. A word is made of letters, digits and underscores.
/// </remarks>
/// <param name="Text">What is looked for, without the signs of the edges; two characters or more.</param>
internal readonly record struct Term(string Text, bool FromStart, bool ToEnd, bool WordBegins, bool WordEnds)
{
    private const string WordEdge = @"\b";

    private bool AsWritten { get; } = Text.Any(char.IsAsciiLetterUpper);

    /// <exception cref="FormatException">
    /// Fewer than two characters are left when the signs are taken off.
    /// </exception>
    public static Term Parse(string pattern)
    {
        var text = pattern.AsSpan();
        var fromStart = text.StartsWith("^");
        if (fromStart) text = text[1..];
        var toEnd = text.EndsWith("$");
        if (toEnd) text = text[..^1];
        var wordBegins = text.StartsWith(WordEdge);
        if (wordBegins) text = text[WordEdge.Length..];
        var wordEnds = text.EndsWith(WordEdge);
        if (wordEnds) text = text[..^WordEdge.Length];
        if (text.Length < 2) throw new FormatException($"'{pattern}' is too short to look for.");
        return new Term(text.ToString(), fromStart, toEnd, wordBegins, wordEnds);
    }

    /// <summary>
    /// Whether the text found at <paramref name="start"/>, in whatever case, is meant by this term.
    /// </summary>
    public bool Holds(ReadOnlySpan<char> userAgent, int start)
    {
        var end = start + Text.Length;
        return (!FromStart || start == 0)
            && (!ToEnd || end == userAgent.Length)
            && (!WordBegins || start == 0 || !IsWord(userAgent[start - 1]))
            && (!WordEnds || end == userAgent.Length || !IsWord(userAgent[end]))
            && (!AsWritten || userAgent[start..end].SequenceEqual(Text));
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
