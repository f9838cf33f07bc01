namespace Shortener.Channels;

/// <summary>
/// How a hit's origin is known: one ordered list, strongest first. The first entry that finds something gives
/// the channel, the app and the confidence.
/// </summary>
internal static class Evidence
{
    private delegate Source? Finding(in Draft draft);

    private static readonly (string Word, Finding Find)[] StrongestFirst =
    [
        ("in-app", (in d) => d.InAppToken),
        ("requested-with", (in d) => d.Requester),
        ("app-referrer", (in d) => d.AppReferrer),
        ("link-shim", (in d) => d.Referrer is { Shim: true } ? d.Referrer.Source : null),
        ("wechat-from", (in d) => WeChat(in d)),
        ("share", (in d) => Share(in d)),
        ("qr", (in d) => d.Visit.Trigger is HitTrigger.Qr ? Scanned : null),
        ("click-id", (in d) => d.ClickId),
        ("utm", (in d) => d.Utm),
        ("referrer", (in d) => d.Referrer?.Source),
        ("fetch-metadata", FetchMetadata.Read),
        ("link-utm", (in d) => Stored(d.LinkUtm)),
    ];

    // A code may also be copied as an address, but hardly anybody does.
    private static readonly Source Scanned = new(null, "qr", Dark: false, Confidence: 0.95);

    // A share says where the link was put; it may have been carried on from there.
    private const double OfAShare = 0.8;

    // A stored tag says for whom the link was made, and links travel.
    private const double OfAStoredTag = 0.5;

    /// <summary>Weighs what was read.</summary>
    public static void AddChannel(ref Draft draft)
    {
        if (!draft.IsPerson) return;
        foreach (var (word, find) in StrongestFirst)
        {
            if (find(in draft) is not { } source) continue;
            draft.Origin = new Origin(
                source.Channel, source.App, word, source.Confidence, IsDark(in draft, word, source), Shared: false);
            draft.Row = source.Row;
            return;
        }
        draft.Origin = Origin.Unknown with { Dark = IsDark(in draft, Origin.Unknown.Evidence, null) };
    }

    /// <summary>
    /// A click is dark when its Referer and its own query name nothing an ordinary tool reads, or when what
    /// they or the app's own token name is private. What is stored on the link, or was chosen for a share,
    /// changes nothing; what was scanned or shown to be typed is never dark.
    /// </summary>
    private static bool IsDark(in Draft draft, string word, Source? source)
    {
        var isTyped = word is "fetch-metadata" && source?.Channel is "direct";
        if (draft.Kind is not HitKind.Click || draft.Visit.Trigger is HitTrigger.Qr || isTyped) return false;
        if (source is { Dark: true } && word is not ("share" or "link-utm")) return true;
        return !NamesSomethingPublic(in draft);
    }

    private static bool NamesSomethingPublic(in Draft draft)
    {
        var signals = draft.Visit.Signals;
        var isTagged = !string.IsNullOrEmpty(signals.UtmSource) || !string.IsNullOrEmpty(signals.UtmMedium);
        return draft.Referrer is { Source.Dark: false }
            || draft.AppReferrer is { Dark: false }
            || draft.ClickId is { Dark: false }
            || isTagged && draft.Utm is null or { Dark: false };
    }

    /// <summary>
    /// WeChat writes into the address whether a page was sent to a person, to a group or to all friends.
    /// </summary>
    private static Source? WeChat(in Draft draft) => draft.Visit.Signals.From is { } from
        ? draft.Knowledge.ClickIds.GetValueOrDefault($"from={from}")?.Source
        : null;

    /// <summary>What a share link was made for, unless a chat's own page says where it was tapped.</summary>
    private static Source? Share(in Draft draft) =>
        draft.Visit is { Trigger: HitTrigger.Share, Link: { ShareChannel: { } channel } link }
        && draft.Referrer is not { Source: { Dark: true, App: not null } }
            ? new Source(link.ShareApp, channel, Dark: false, OfAShare)
            : null;

    private static Source? Stored(Source? tags) =>
        tags is null ? null : tags with { App = null, Confidence = Math.Min(tags.Confidence, OfAStoredTag) };
}
