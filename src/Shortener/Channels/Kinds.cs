namespace Shortener.Channels;

/// <summary>The steps that decide what a hit is. The first that knows has the last word.</summary>
internal static class Kinds
{
    // Sec-Fetch-Dest of a page that somebody opens; anything else is a picture, a frame or a script asking.
    private const string Page = "document";

    /// <summary>Only a GET can be a visit: HEAD is a bot whatever its user agent.</summary>
    public static void MarkMethod(ref Draft draft)
    {
        var method = draft.Visit.Signals.Method;
        if (method is not "GET") MarkBot(ref draft, rule: method.ToLowerInvariant());
    }

    /// <summary>
    /// A load ahead of a tap: <c>Sec-Purpose: prefetch;prerender</c>, <c>X-Purpose: preview</c>, <c>X-Moz:
    /// prefetch</c>.
    /// </summary>
    public static void MarkPrefetch(ref Draft draft)
    {
        if (draft.Kind is not HitKind.Click) return;
        if (IsAhead(draft.Visit.Signals.Purpose)) draft.Kind = HitKind.Prefetch;
    }

    /// <summary>An app that draws a card of the link: somebody has put the link there.</summary>
    public static void MarkPreview(ref Draft draft)
    {
        if (draft.Kind is not HitKind.Click || draft.Agent?.Preview is not { Source: { } app } rule) return;
        (draft.Kind, draft.Bot, draft.Device, draft.Row) = (HitKind.Preview, rule.Name, "bot", rule.Row);
        draft.Origin = new Origin(app.Channel, app.App, "in-app", app.Confidence, app.Dark, rule.Shared);
    }

    /// <summary>
    /// A crawler, monitor, scanner or library, by name or by the way its user agent is made.
    /// </summary>
    public static void MarkBot(ref Draft draft)
    {
        if (draft.Kind is not HitKind.Click) return;
        var signals = draft.Visit.Signals;
        if (draft.Agent is not { } agent)
        {
            MarkBot(ref draft, "no-user-agent");
        }
        else if (agent.Bot is { Name: { } name } rule)
        {
            draft.Row = rule.Row;
            MarkBot(ref draft, name, rule.OwnDevice ? agent.Os?.Name : null);
        }
        else if (agent.IsUnheardOf && !Signs.IsPackage(signals.RequestedWith, out _))
        {
            MarkBot(ref draft, "no-browser", agent.Os?.Name);
        }
        else if (agent.IsAppsOwnCode)
        {
            MarkBot(ref draft, "app-library", agent.Os?.Name);
        }
        else if (signals.FetchDest is not (null or Page))
        {
            MarkBot(ref draft, "embedded");
        }
    }

    /// <param name="os">Of code that runs on somebody's own device; a crawler's is of no interest.</param>
    private static void MarkBot(ref Draft draft, string rule, string? os = null)
    {
        (draft.Kind, draft.Bot, draft.Device, draft.Os) = (HitKind.Bot, rule, "bot", os);
        draft.Origin = Origin.Nobody;
    }

    private static bool IsAhead(string? purpose) => purpose is not null
        && (purpose.Contains("prefetch", StringComparison.OrdinalIgnoreCase)
            || purpose.Contains("prerender", StringComparison.OrdinalIgnoreCase)
            || purpose.Equals("preview", StringComparison.OrdinalIgnoreCase)
            || purpose.Equals("instant", StringComparison.OrdinalIgnoreCase));
}
