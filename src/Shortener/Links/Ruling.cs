namespace Shortener.Links;

/// <summary>What became of a text that somebody sent: the form it is kept in, or the sentence that refuses it.</summary>
public readonly record struct Ruling(string? Kept, string? Refusal)
{
    public static Ruling Keep(string text) => new(text, null);

    public static Ruling Refuse(string sentence) => new(null, sentence);
}
