namespace Shortener.Links;

/// <summary>The words links are sorted by.</summary>
public static class TagRules
{
    public const int MaxTags = 50;
    public const int MaxLength = 64;

    /// <summary>
    /// The tags in the order given, each once, without spaces around them; or why one cannot be a tag.
    /// </summary>
    public static (IReadOnlyList<string> Tags, string? Refusal) Check(IReadOnlyList<string?>? sent)
    {
        var tags = new List<string>();
        foreach (var tag in sent ?? [])
        {
            var (kept, refusal) = TextRules.Line("A tag", tag?.Trim(), MaxLength);
            if (refusal is not null) return ([], refusal);
            if (kept is null) return ([], "A tag needs at least one character.");
            // In a filter a comma means "or".
            if (kept.Contains(',')) return ([], $"A tag cannot hold a comma: '{kept}' would be two.");
            if (!tags.Contains(kept)) tags.Add(kept);
        }
        return tags.Count <= MaxTags
            ? (tags, null)
            : ([], $"A link has at most {MaxTags} tags; this one has {tags.Count}.");
    }
}
