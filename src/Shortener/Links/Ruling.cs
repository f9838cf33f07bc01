namespace Shortener.Links;

/// <summary>
/// What became of a text that somebody sent: the form it is kept in, or the sentence that refuses it.
/// </summary>
/// <param name="Kept">Null where it was refused, or where there is nothing to keep.</param>
public readonly record struct Ruling(string? Kept, string? Refusal)
{
    public static Ruling Keep(string? text) => new(text, null);

    public static Ruling Refuse(string sentence) => new(null, sentence);
}
