namespace Shortener.Hits;

/// <summary>Why a request was not sent on. The numbers are stored.</summary>
public enum OrphanReason : byte
{
    /// <summary>It was sent on: no orphan.</summary>
    None,

    /// <summary>No link has this slug.</summary>
    UnknownSlug,

    /// <summary>The Host is none of the configured domains.</summary>
    UnknownDomain,

    /// <summary>Before the link's <c>validSince</c>.</summary>
    NotYet,

    /// <summary>At or after the link's <c>validUntil</c>.</summary>
    Expired,

    /// <summary>All of the link's <c>maxClicks</c> are taken.</summary>
    UsedUp,

    /// <summary>The link is switched off.</summary>
    Disabled,

    /// <summary>The link was deleted.</summary>
    Deleted,
}
