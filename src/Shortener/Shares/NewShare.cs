using System.Text.Json;

namespace Shortener.Shares;

/// <summary>What a caller sends for a share.</summary>
public sealed record NewShare
{
    /// <summary>
    /// What it is made for: messaging, social, email …; left out, that of a well-known app.
    /// </summary>
    public string? Channel { get; init; }

    /// <summary>
    /// The app it is made for, by its name in reports and in whatever case: WhatsApp, Telegram …
    /// </summary>
    public string? App { get; init; }

    /// <summary>Token of the share through which the sharer came; left out for the bare link.</summary>
    public string? Parent { get; init; }

    /// <summary>A vanity token, 5 to 7 of a–z and 0–9; left out, one of 8 is drawn.</summary>
    public string? Token { get; init; }

    /// <summary>Not yet: refused.</summary>
    public JsonElement? Advocate { get; init; }

    /// <summary>For imports, with an admin key only.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
