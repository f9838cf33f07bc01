using Shortener.Channels;
using Shortener.Hits;

namespace Shortener.Tests.Support;

/// <summary>
/// A hit with its words, for tests that put rows into the log themselves. Empty stands for "unknown".
/// </summary>
public sealed record TestHit
{
    public DateTimeOffset At { get; init; }
    public long Link { get; init; } = 1;
    public HitKind Kind { get; init; }
    public HitTrigger Trigger { get; init; }
    public bool Unique { get; init; }
    public OrphanReason Reason { get; init; }

    /// <summary>0: a visitor of its own.</summary>
    public long Visitor { get; init; }
    public string Slug { get; init; } = "";
    public string Referrer { get; init; } = "";
    public string Language { get; init; } = "";
    public string Country { get; init; } = "";
    public string Region { get; init; } = "";
    public string City { get; init; } = "";
    public string Browser { get; init; } = "";
    public string Os { get; init; } = "";
    public string Device { get; init; } = "";
    public string InApp { get; init; } = "";
    public string Bot { get; init; } = "";
    public string Channel { get; init; } = "";
    public string App { get; init; } = "";
    public string Evidence { get; init; } = "none";
    public bool Dark { get; init; }
    public bool Shared { get; init; }
    public long Network { get; init; } = 1;
    public string UtmSource { get; init; } = "";
    public string UtmMedium { get; init; } = "";
    public string UtmCampaign { get; init; } = "";
    public string UtmTerm { get; init; } = "";
    public string UtmContent { get; init; } = "";
    public string Ref { get; init; } = "";

    /// <summary>The number of its token; 0 for the bare link.</summary>
    public long Share { get; init; }
    public int Generation { get; init; }
    public long Advocate { get; init; }
}
