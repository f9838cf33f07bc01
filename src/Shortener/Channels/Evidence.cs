namespace Shortener.Channels;

/// <summary>
/// How a hit's origin is known: one ordered list, strongest first. The first entry that finds something gives the
/// channel, the app and the confidence.
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
        ("wechat-from", (in d) => WeChat(d)),
        ("share", (in d) => Share(d.Visit)),
        ("qr", (in d) => d.Visit.Trigger is HitTrigger.Qr ? Scanned : null),
        ("click-id", (in d) => d.ClickId),
        ("utm", (in d) => d.Utm),
        ("referrer", (in d) => d.Referrer?.Source),
        ("fetch-metadata", FetchMetadata.Read),
        ("link-utm", (in d) => OfTheLink(d.LinkUtm)),
    ];

    // A code may also be copied as an address, but hardly anybody does.
    private static readonly Source Scanned = new(null, "qr", Dark: false, Confidence: 0.95);

    // A share says where the link was put; it may have been carried on from there.
    private const double OfAShare = 0.8;

    // A stored tag says for whom the link was made, and links travel.
    private const double OfALink = 0.5;

    /// <summary>Weighs what was read.</summary>
    public static void AddChannel(ref Draft draft)
    {
        if (!draft.IsPerson) return;
        foreach (var (word, find) in StrongestFirst)
        {
            if (find(in draft) is not { } source) continue;
            draft.Row = source.Row;
            draft.Origin = new Origin(source.Channel, source.App, word, source.Confidence, IsDark(in draft, word, source), Shared: false);
            return;
        }
        draft.Origin = Origin.Unknown with { Dark = IsDark(in draft, "none", null) };
    }

    /// <summary>
    /// A click is dark when its Referer and its own query name nothing an ordinary tool reads, or when what they and
    /// the app's own token name is private. What is stored on the link or was chosen for a share changes nothing.
    /// </summary>
    private static bool IsDark(in Draft draft, string word, Source? source)
    {
        if (draft.Kind is not HitKind.Click || draft.Visit.Trigger is HitTrigger.Qr || source == FetchMetadata.Typed) return false;
        if (word is not ("share" or "link-utm") && source is { Dark: true }) return true;
        return !NamesSomethingPublic(in draft);
    }

    private static bool NamesSomethingPublic(in Draft draft)
    {
        var signals = draft.Visit.Signals;
        var tagged = !string.IsNullOrEmpty(signals.UtmSource) || !string.IsNullOrEmpty(signals.UtmMedium);
        return draft.Referrer is { Source.Dark: false }
            || draft.AppReferrer is { Dark: false }
            || draft.ClickId is { Dark: false }
            || tagged && draft.Utm is null or { Dark: false };
    }

    /// <summary>WeChat writes into the address whether a page was passed on to a person, a group or the moments.</summary>
    private static Source? WeChat(in Draft draft) =>
        draft.Visit.Signals.From is { } from && draft.Knowledge.ClickIds.TryGetValue($"from={from}", out var row) ? row.Source : null;

    private static Source? Share(VisitFacts visit) =>
        visit.Trigger is HitTrigger.Share && visit.Link.ShareChannel is { } channel
            ? new Source(visit.Link.ShareApp, channel, Dark: false, OfAShare)
            : null;

    private static Source? OfTheLink(Source? tags) =>
        tags is null ? null : tags with { App = null, Confidence = Math.Min(tags.Confidence, OfALink) };
}
