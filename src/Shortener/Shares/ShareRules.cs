using Shortener.Channels;
using Shortener.Links;

namespace Shortener.Shares;

/// <summary>What a share may be.</summary>
public static class ShareRules
{
    public const int MaxApp = 64;

    /// <summary>Checks every field, so that one answer names all that is wrong.</summary>
    /// <param name="parent">
    /// The share that <c>parent</c> names, of whatever link; null where there is none.
    /// </param>
    /// <param name="names">Knows apps, and their channels.</param>
    /// <param name="now">A share is not made in the future.</param>
    /// <returns>The draft, which means nothing where there are problems.</returns>
    public static (ShareDraft Draft, IReadOnlyDictionary<string, string[]> Problems) Check(
        NewShare sent, Link link, Share? parent, Classifier names, DateTimeOffset now)
    {
        var problems = new Dictionary<string, string[]>();
        void Refuse(string field, string? sentence)
        {
            if (sentence is not null) problems[field] = [sentence];
        }

        var app = TextRules.Line("The name of an app", sent.App?.Trim(), MaxApp);
        Refuse("app", app.Refusal);
        var channel = string.IsNullOrEmpty(sent.Channel)
            ? names.ChannelOf(app.Kept ?? "") ?? ""
            : sent.Channel;
        Refuse("channel", Channel(channel));
        Refuse("parent", Parent(sent.Parent, link, parent));
        Refuse("token", Token(sent.Token));
        Refuse("createdAt", CreatedAt(sent.CreatedAt, parent, now));
        return (new ShareDraft(link.Id, Minter.Api)
        {
            Parent = parent,
            Channel = channel,
            App = names.NameOf(app.Kept ?? ""),
            Token = sent.Token,
            CreatedAt = sent.CreatedAt,
        }, problems);
    }

    private static string? Channel(string channel) =>
        channel.Length == 0 || Source.Channels.Contains(channel)
            ? null
            : $"There is no channel '{channel}'; it is one of {string.Join(", ", Source.Channels)}.";

    private static string? Parent(string? token, Link link, Share? parent)
    {
        if (token is null) return null;
        if (parent is null) return $"There is no share '{token}'.";
        return parent.LinkId == link.Id
            ? null
            : $"The share '{token}' belongs to another link; a chain stays with its link.";
    }

    private static string? Token(string? token) =>
        token is null || Tokens.IsVanity(token)
            ? null
            : "A chosen token is 5 to 7 of the letters a to z and the digits 0 to 9.";

    private static string? CreatedAt(DateTimeOffset? at, Share? parent, DateTimeOffset now)
    {
        if (at > now) return "A share cannot be made in the future.";
        if (at < DateTimeOffset.UnixEpoch) return "A share cannot be made before 1970.";
        return at < parent?.CreatedAt ? "A share is made after the one through which its sharer came." : null;
    }
}
