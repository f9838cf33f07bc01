namespace Shortener.Shares;

/// <summary>A button of the share page.</summary>
/// <param name="Key">How links, forms and shares name it.</param>
/// <param name="App">The app it shares to, by its name in reports; empty where that is not known.</param>
/// <param name="Channel">The channel it shares to; empty where that is not known.</param>
/// <param name="Target">Where the app takes the link; null for buttons that only hand it out.</param>
/// <param name="FormActions">
/// What the page's policy has to allow for that, the app's own redirects included.
/// </param>
public sealed record ShareButton(
    string Key, string App, string Channel, Func<ShareMessage, string>? Target = null,
    string FormActions = "")
{
    private static string Escape(string text) => Uri.EscapeDataString(text);

    /// <summary>All of them, as <see cref="Links.LinkShare.AllButtons"/> names them.</summary>
    public static readonly IReadOnlyList<ShareButton> All =
    [
        // The device's own sheet: which app is chosen there, nobody tells.
        new("native", "", ""),
        new("whatsapp", "WhatsApp", "messaging", m => $"https://wa.me/?text={Escape(m.Whole)}",
            "https://wa.me https://api.whatsapp.com https://web.whatsapp.com whatsapp:"),
        new(
            "telegram", "Telegram", "messaging",
            m => $"https://t.me/share/url?url={Escape(m.Url)}&text={Escape(m.Text)}",
            "https://t.me https://telegram.me tg:"),
        new(
            "messenger", "Messenger", "messaging", m => $"fb-messenger://share?link={Escape(m.Url)}",
            "fb-messenger:"),
        new(
            "line", "LINE", "messaging", m => $"https://line.me/R/share?text={Escape(m.Whole)}",
            "https://line.me https://*.line.me line:"),
        new("sms", "", "sms", m => $"sms:?&body={Escape(m.Whole)}", "sms:"),
        new("mail", "", "email", m => $"mailto:?subject={Escape(m.Title)}&body={Escape(m.Whole)}", "mailto:"),
        new(
            "x", "X", "social", m => $"https://x.com/intent/post?text={Escape(m.Text)}&url={Escape(m.Url)}",
            "https://x.com https://twitter.com"),
        new(
            "facebook", "Facebook", "social",
            m => $"https://www.facebook.com/sharer/sharer.php?u={Escape(m.Url)}", "https://*.facebook.com"),
        new(
            "linkedin", "LinkedIn", "social",
            m => $"https://www.linkedin.com/sharing/share-offsite/?url={Escape(m.Url)}",
            "https://*.linkedin.com"),
        new(
            "reddit", "Reddit", "social",
            m => $"https://www.reddit.com/submit?url={Escape(m.Url)}&title={Escape(m.Title)}",
            "https://*.reddit.com"),
        new("copy", "", ""),
    ];

    /// <summary>The button of that key; null where there is none.</summary>
    public static ShareButton? Find(string key) => All.FirstOrDefault(button => button.Key == key);
}

/// <summary>What goes out to friends.</summary>
/// <param name="Title">What is shared.</param>
/// <param name="Text">The sentence before the link.</param>
/// <param name="Url">The fresh share link.</param>
public sealed record ShareMessage(string Title, string Text, string Url)
{
    /// <summary>Sentence and link in one.</summary>
    public string Whole => $"{Text} {Url}";
}
