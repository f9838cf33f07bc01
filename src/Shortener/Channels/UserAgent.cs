namespace Shortener.Channels;

/// <summary>What a user agent says by itself; a null where it says nothing.</summary>
/// <param name="Text">The header as sent, never empty.</param>
internal sealed record UserAgent(string Text, Rule? Preview, Rule? Bot, Rule? InApp, Rule? Browser, Rule? Os, Rule? Device)
{
    /// <summary>Nothing in it is known to belong to a browser, an app or a person's device.</summary>
    public bool IsUnheardOf => (Browser ?? Os ?? Device ?? InApp)?.Name is null;
}
