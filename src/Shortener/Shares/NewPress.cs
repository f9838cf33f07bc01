namespace Shortener.Shares;

/// <summary>What the snippet sends when somebody on a destination's page wants to share it.</summary>
public sealed record NewPress
{
    /// <summary>A button of the share page by its key: whatsapp, native, copy …</summary>
    public required string To { get; init; }

    /// <summary>The token that the visitor came with (<c>sc_share</c>).</summary>
    public string? Share { get; init; }

    /// <summary>
    /// The click id that the visitor came with (<c>sc_id</c>): it says which link they followed.
    /// </summary>
    public string? ClickId { get; init; }

    /// <summary>The slug that the page names for those who came without either.</summary>
    public string? Link { get; init; }

    /// <summary>The address of the page.</summary>
    public string? Page { get; init; }

    /// <summary>What is shared, in a few words; left out, what the link says.</summary>
    public string? Title { get; init; }

    /// <summary>The sentence before the link; left out, what the link says.</summary>
    public string? Text { get; init; }
}

/// <summary>What the snippet gets for a press.</summary>
/// <param name="Token">Of the fresh share, or of the one that the same press made before.</param>
/// <param name="Url">What is sent to friends.</param>
/// <param name="Target">Where the app takes it; null for buttons that only hand it out.</param>
public sealed record PressAnswer(string Token, string Url, string Title, string Text, string? Target);
