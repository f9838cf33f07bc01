using System.Diagnostics.CodeAnalysis;

namespace Shortener.Channels;

/// <summary>
/// The steps that read where a hit may come from. They name; <see cref="Evidence"/> weighs.
/// </summary>
internal static class Signs
{
    /// <summary>
    /// The app in whose own browser the link was opened: by its token, else by its web view's package.
    /// </summary>
    public static void AddInAppBrowser(ref Draft draft)
    {
        if (!draft.IsPerson) return;
        if (draft.Agent is { IsBrowserForm: true, InApp: { Source: { } app } rule })
        {
            (draft.InAppToken, draft.InApp, draft.Browser, draft.Row) = (app, rule.Name, null, rule.Row);
        }
        if (!IsPackage(draft.Visit.Signals.RequestedWith, out var package)) return;

        var known = draft.Knowledge.Packages.GetValueOrDefault(package);
        if (known?.Browser is { } browser)
        {
            if (draft.InApp is null) (draft.Browser, draft.Row) = (browser, known.Row);
            return;
        }
        if (known is null && package.Contains("browser", StringComparison.OrdinalIgnoreCase)) return;
        draft.Requester = known?.Source ?? OfItsName(package, "app");
        if (draft.InApp is not null) return;
        (draft.InApp, draft.Browser, draft.Row) = (draft.Requester.App, null, known?.Row);
    }

    /// <summary>The Android app or the site that the Referer names.</summary>
    public static void AddReferrer(ref Draft draft)
    {
        if (!draft.IsPerson || draft.Visit.Referrer is not { Length: > 0 } referrer) return;
        if (Hosts.PackageOf(referrer) is { } package)
        {
            var known = draft.Knowledge.Packages.GetValueOrDefault(package);
            draft.AppReferrer = known is null ? OfItsName(package, "app") : known.Source;
            draft.Row = known?.Row;
            return;
        }
        draft.Referrer = draft.Knowledge.Sites.Find(referrer)
            ?? new Site(OfItsName(Hosts.SiteOf(referrer).ToString(), "referral"), Shim: false);
        draft.Row = draft.Referrer.Source.Row;
    }

    /// <summary>The click id that tells most. Its name is all that is ever known of it.</summary>
    public static void AddClickIds(ref Draft draft)
    {
        if (!draft.IsPerson || draft.Visit.Signals.ClickIds is not { } names) return;
        ClickId? best = null;
        foreach (var name in names.AsSpan().Split(','))
        {
            var known = draft.Knowledge.ClickIds.GetValueOrDefault(names[name]);
            if (known?.Rank < (best?.Rank ?? int.MaxValue)) best = known;
        }
        (draft.ClickId, draft.Row) = (best?.Source, best?.Source.Row);
    }

    /// <summary>The tags: those of the visitor's own query, and those stored on the link.</summary>
    public static void AddUtm(ref Draft draft)
    {
        if (!draft.IsPerson) return;
        var (signals, link) = (draft.Visit.Signals, draft.Visit.Link);
        draft.Utm = UtmMeaning.Read(draft.Knowledge, signals.UtmSource, signals.UtmMedium);
        draft.LinkUtm = UtmMeaning.Read(draft.Knowledge, link.UtmSource, link.UtmMedium);
        draft.Row = draft.Utm?.Row ?? draft.LinkUtm?.Row;
    }

    /// <summary>
    /// Whether X-Requested-With names an Android package; it may be <c>XMLHttpRequest</c>, or anything.
    /// </summary>
    public static bool IsPackage(string? text, [NotNullWhen(true)] out string? package)
    {
        var isOne = text is { Length: > 2 and <= 200 } && text.Contains('.') && char.IsAsciiLetter(text[0])
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_');
        package = isOne ? text : null;
        return isOne;
    }

    /// <summary>
    /// An app or a site in no table: its package or host is its name, and nothing else is claimed.
    /// </summary>
    private static Source OfItsName(string name, string channel) =>
        new(name, channel, Dark: false, Confidence: 0.9);
}
