namespace Shortener.Links;

/// <summary>What a share page may say.</summary>
public static class LinkShareRules
{
    public const int MaxMessage = 500;

    /// <summary>
    /// As it is kept; null where it says nothing. What is wrong goes to <paramref name="problems"/>.
    /// </summary>
    public static LinkShare? Check(LinkShare? sent, Dictionary<string, string[]> problems)
    {
        if (sent is null) return null;
        string? Accept(string field, Ruling ruling)
        {
            if (ruling.Refusal is { } sentence) problems[field] = [sentence];
            return ruling.Kept;
        }

        var kept = new LinkShare
        {
            Title = Accept("share.title", TextRules.Line("A title", sent.Title, LinkRules.MaxTitle)),
            Message = Accept("share.message", TextRules.Line("A message", sent.Message, MaxMessage)),
            Image = Accept("share.image", Image(sent.Image)),
            Buttons = sent.Buttons?.Distinct().ToList(),
        };
        Accept("share.buttons", Buttons(kept.Buttons));
        return kept is { Title: null, Message: null, Image: null, Buttons: null } ? null : kept;
    }

    private static Ruling Image(string? address)
    {
        if (string.IsNullOrWhiteSpace(address)) return default;
        var ruling = DestinationRules.Check(address, ownHosts: []);
        return ruling.Kept is { } kept && kept.StartsWith("https://", StringComparison.Ordinal)
            ? ruling
            : Ruling.Refuse($"A picture is the address of an image on the web: https://, then host and path, {DestinationRules.MaxLength} characters at most.");
    }

    private static Ruling Buttons(IReadOnlyList<string>? keys)
    {
        if (keys is null) return default;
        if (keys.Count == 0)
        {
            return Ruling.Refuse("A share page needs a button; leave the field out for all of them.");
        }
        return keys.FirstOrDefault(key => !LinkShare.AllButtons.Contains(key)) is { } unknown
            ? Ruling.Refuse(
                $"There is no button '{unknown}'; there are {string.Join(", ", LinkShare.AllButtons)}.")
            : default;
    }
}
