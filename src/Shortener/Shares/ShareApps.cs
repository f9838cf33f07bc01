namespace Shortener.Shares;

/// <summary>An app that links are shared to.</summary>
/// <param name="Key">How buttons and forms name it.</param>
/// <param name="Name">Its name in reports.</param>
/// <param name="Channel">The channel it belongs to.</param>
public sealed record ShareApp(string Key, string Name, string Channel);

/// <summary>The apps that Shortener knows how to share to.</summary>
public static class ShareApps
{
    public static readonly IReadOnlyList<ShareApp> All =
    [
        new("whatsapp", "WhatsApp", "messaging"),
        new("telegram", "Telegram", "messaging"),
        new("signal", "Signal", "messaging"),
        new("messenger", "Messenger", "messaging"),
        new("line", "LINE", "messaging"),
        new("sms", "SMS", "sms"),
        new("mail", "Mail", "email"),
        new("x", "X", "social"),
        new("facebook", "Facebook", "social"),
        new("linkedin", "LinkedIn", "social"),
        new("reddit", "Reddit", "social"),
    ];

    /// <summary>The channel of an app by its name in reports; null where it is not one of these.</summary>
    public static string? ChannelOf(string name) => All.FirstOrDefault(app => app.Name == name)?.Channel;
}
