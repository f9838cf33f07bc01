namespace Shortener.Channels;

/// <summary>What a user agent says by itself; a null where it says nothing.</summary>
/// <param name="Text">The header as sent, never empty.</param>
internal sealed record UserAgent(string Text, Rule? Preview, Rule? Bot, Rule? InApp, Rule? Browser, Rule? Os, Rule? Device)
{
    /// <summary>Browsers begin like this since 1994; the network code of apps gives the app's own name.</summary>
    public bool IsBrowserForm { get; } = Text.StartsWith("Mozilla/", StringComparison.Ordinal);

    /// <summary>Nothing in it is known to belong to a browser, an app or a person's device.</summary>
    public bool IsUnheardOf => Browser is null && InApp is null && Device?.Name is null or "desktop";
}
