using System.Text.Json;
using Shortener.Web;

namespace Shortener.Links;

/// <summary>What a link's share page says, and which buttons it has.</summary>
public sealed record LinkShare
{
    /// <summary>
    /// The buttons there are, in the order in which a page shows them unless it says otherwise.
    /// </summary>
    public static readonly IReadOnlyList<string> AllButtons =
    [
        "native", "whatsapp", "telegram", "messenger", "line", "sms", "mail", "x", "facebook", "linkedin",
        "reddit", "copy",
    ];

    /// <summary>The page's heading; left out, the link's title, else the destination's host.</summary>
    public string? Title { get; init; }

    /// <summary>A sentence to friends: it stands on the page, and goes out before the link.</summary>
    public string? Message { get; init; }

    /// <summary>
    /// A picture of what is shared: the address of an image, https. It is loaded from there, and told
    /// nothing.
    /// </summary>
    public string? Image { get; init; }

    /// <summary>
    /// Of native, whatsapp, telegram, messenger, line, sms, mail, x, facebook, linkedin, reddit, copy, in the
    /// order shown; left out, all of them.
    /// </summary>
    public IReadOnlyList<string>? Buttons { get; init; }

    /// <summary>The form in which it is stored.</summary>
    public string ToText() => JsonSerializer.Serialize(this, JsonForm.Options);

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    public static LinkShare Parse(string text) =>
        JsonSerializer.Deserialize<LinkShare>(text, JsonForm.Options)!;
}
