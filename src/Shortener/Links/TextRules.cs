using System.Text;

namespace Shortener.Links;

/// <summary>Names, titles and notes: what somebody types and others read.</summary>
public static class TextRules
{
    /// <summary>One line of text in Unicode's composed form; an empty one is none.</summary>
    /// <param name="what">Begins the sentence: "A title".</param>
    public static Ruling Line(string what, string? text, int max) =>
        text is not null && text.Any(char.IsControl)
            ? Ruling.Refuse($"{what} is one line, without control characters.")
            : Lines(what, text, max);

    /// <summary>Text of several lines in Unicode's composed form; an empty one is none.</summary>
    public static Ruling Lines(string what, string? text, int max)
    {
        if (string.IsNullOrEmpty(text)) return Ruling.Keep(null);
        if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
        {
            return Ruling.Refuse($"{what} holds control characters.");
        }
        // Halves of a surrogate pair, which no engine stores, become the sign for "unreadable".
        var composed = string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormC);
        return composed.Length <= max
            ? Ruling.Keep(composed)
            : Ruling.Refuse($"{what} has at most {max} characters; this one has {composed.Length}.");
    }
}
