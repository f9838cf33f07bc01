using Shortener.Channels.Patterns;

namespace Shortener.Channels;

/// <summary>An app, site or tool that people come from, as a row of the data files names it.</summary>
/// <param name="App">Canonical name; null where only the channel is known.</param>
/// <param name="Channel">One of <see cref="Channels"/>; null where not even that is known.</param>
/// <param name="Dark">
/// What happens there is private or half-private, so that ordinary tools show it as direct.
/// </param>
/// <param name="Confidence">0 to 1: how surely the row's pattern means this app and channel.</param>
/// <param name="Row">Where that stands; null for what follows from the request without a row.</param>
internal sealed record Source(string? App, string? Channel, bool Dark, double Confidence, DataRow? Row = null)
{
    private const double WhereNobodySays = 0.85;

    /// <summary>The words a row may use for a channel.</summary>
    public static readonly IReadOnlySet<string> Channels = new SortedSet<string>
    {
        "ads", "affiliate", "ai", "app", "collaboration", "direct", "document", "email", "messaging", "news",
        "other", "push", "qr", "referral", "search", "sms", "social", "video",
    };

    /// <summary>Reads app, channel, dark and confidence of a row.</summary>
    /// <exception cref="FormatException">A cell is missing or not one of its words.</exception>
    public static Source Of(DataRow row) => new(
        row.Find("app"), row.OneOf("channel", Channels), row.Says("dark"), row.Confidence(WhereNobodySays), row);
}
