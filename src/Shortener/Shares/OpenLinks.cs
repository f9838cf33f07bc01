using Shortener.Hits;
using Shortener.Links;

namespace Shortener.Shares;

/// <summary>Whether whoever follows a link is sent on: only then it is worth sharing.</summary>
public sealed class OpenLinks(HitCountStore clicks, TimeProvider clock)
{
    /// <summary>It is valid from some later time on.</summary>
    public bool IsToCome(Link link) => clock.GetUtcNow() < link.ValidSince;

    /// <summary>It was deleted or switched off, is no longer valid, or its clicks are used up.</summary>
    public async Task<bool> HasEnded(Link link, CancellationToken ct) =>
        link.IsDeleted || !link.Enabled || clock.GetUtcNow() >= link.ValidUntil
        || (link.MaxClicks is { } most && (await clicks.Clicks(link.Id, ct)).Clicks >= most);
}
