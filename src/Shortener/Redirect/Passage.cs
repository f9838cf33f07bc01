using Shortener.Hits;

namespace Shortener.Redirect;

/// <summary>Where a visit goes.</summary>
/// <param name="Status">301, 302, 307 or 308 with a location; else 404 or 410.</param>
/// <param name="Location">Null for the pages.</param>
public readonly record struct Passage(int Status, string? Location)
{
    /// <summary>The answer to a visit that is not sent on.</summary>
    /// <param name="expiredUrl">The link's own page for those who come too late.</param>
    public static Passage Refuse(OrphanReason reason, string? expiredUrl) => reason switch
    {
        OrphanReason.UnknownSlug or OrphanReason.UnknownDomain or OrphanReason.NotYet =>
            new Passage(404, null),
        // Not cached by anybody: the link may be switched on again.
        _ => expiredUrl is null ? new Passage(410, null) : new Passage(302, expiredUrl),
    };
}
