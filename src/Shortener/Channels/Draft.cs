using Shortener.Channels.Patterns;

namespace Shortener.Channels;

/// <summary>
/// A classification while it is being made: what is known of the request, and what has been concluded so far.
/// </summary>
internal struct Draft(VisitFacts visit, UserAgent? agent, Knowledge knowledge)
{
    public readonly VisitFacts Visit = visit;

    /// <summary>Null where no user agent was sent.</summary>
    public readonly UserAgent? Agent = agent;

    public readonly Knowledge Knowledge = knowledge;

    public HitKind Kind;
    public string? Browser;
    public string? Os;
    public string? Device;
    public string? InApp;
    public string? Bot;

    /// <summary>The app whose own token stands in the user agent.</summary>
    public Source? InAppToken;

    /// <summary>The app that X-Requested-With names.</summary>
    public Source? Requester;

    /// <summary>The Android app that the Referer names.</summary>
    public Source? AppReferrer;

    /// <summary>The page or shim that the Referer names.</summary>
    public Site? Referrer;

    public Source? ClickId;

    /// <summary>What the visitor's own query says.</summary>
    public Source? Utm;

    /// <summary>What is stored on the link.</summary>
    public Source? LinkUtm;

    public Origin? Origin;

    /// <summary>The row that the last step went by.</summary>
    public DataRow? Row;

    /// <summary>A person's browser may be behind it: a click, or a load ahead of one.</summary>
    public readonly bool IsPerson => Kind is HitKind.Click or HitKind.Prefetch;

    public readonly Classification ToClassification() =>
        new(Kind, new Client(Browser, Os, Device, InApp, Bot), Origin ?? Channels.Origin.Unknown);
}
