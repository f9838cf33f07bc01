namespace Shortener.Channels;

/// <summary>What a user agent says by itself; a null where it says nothing.</summary>
/// <param name="Text">The header as sent, never empty.</param>
internal sealed record UserAgent(
    string Text, Rule? Preview, Rule? Bot, Rule? InApp, Rule? Browser, Rule? Os, Rule? Device)
{
    /// <summary>
    /// Browsers have begun like this since 1994; the network code of apps gives the app's own name instead.
    /// </summary>
    public bool IsBrowserForm { get; } = Text.StartsWith("Mozilla/", StringComparison.Ordinal);

    /// <summary>
    /// Nothing in it belongs to a browser, an app or a device of the kind people hold in their hands. A
    /// desktop alone proves nothing: servers name their system too.
    /// </summary>
    public bool IsUnheardOf => Browser is null && InApp is null && Device?.Name is null or "desktop";

    /// <summary>An app asks, and not through a browser of its own.</summary>
    public bool IsAppsOwnCode => InApp?.Name is not null && Browser is null && !IsBrowserForm;
}
