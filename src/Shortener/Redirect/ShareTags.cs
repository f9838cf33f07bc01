using Shortener.Campaigns;
using Shortener.Hits;
using Shortener.Shares;

namespace Shortener.Redirect;

/// <summary>The tags that tell the destination's own analytics of a share, in place of the link's.</summary>
public sealed class ShareTags(ShareSettings settings)
{
    /// <summary>The tags of a share; a template that names what is not known gives none.</summary>
    public UtmTags Of(HitShare share) => new()
    {
        Source = Fill(settings.UtmSource, share),
        Medium = Fill(settings.UtmMedium, share),
    };

    private static string? Fill(string template, HitShare share)
    {
        // Mail and SMS are channels of many apps, none of which is known.
        var (app, channel) = (Plain(share.App ?? share.Channel), Plain(share.Channel));
        var isKnown = (app is not null || !template.Contains("{app}", StringComparison.Ordinal))
            && (channel is not null || !template.Contains("{channel}", StringComparison.Ordinal));
        return isKnown && template.Length > 0
            ? template.Replace("{app}", app, StringComparison.Ordinal).Replace(
                "{channel}", channel, StringComparison.Ordinal)
            : null;
    }

    // As tags are written everywhere: whatsapp, google-messages.
    private static string? Plain(string? word) => word?.ToLowerInvariant().Replace(' ', '-');
}
