using Shortener.Campaigns;
using Shortener.Channels;
using Shortener.Hits;
using Shortener.Links;
using Shortener.Shares;

namespace Shortener.Redirect;

/// <summary>The hot path: which link, where to, remember the visit, go.</summary>
public sealed class Redirects(
    Domains domains, LinkCache links, ShareCache shares, ShareTags shareTags, ClickPlaces places,
    HitClassifier classifier,
    Dictionaries dictionaries, ClickIds clickIds, TrackingSettings tracking)
{
    /// <summary>A visit's way, and the hit to remember before it is taken.</summary>
    public readonly record struct Step(Passage Passage, Hit Hit);

    /// <summary>
    /// Chooses the way. The caller sees to it that the hit is kept before the visitor is sent on.
    /// </summary>
    /// <param name="uid">The hit's number.</param>
    /// <param name="isImported">
    /// It comes from a file: it takes no place of <c>maxClicks</c>, and the time is its own.
    /// </param>
    public async ValueTask<Step> Follow(Visit visit, long uid, CancellationToken ct, bool isImported = false)
    {
        // 1. Which link?
        if (domains.Find(visit.Host) is not { } domain)
        {
            return Refuse(visit, uid, null, OrphanReason.UnknownDomain, isImported);
        }
        if (await links.Find(domain, visit.Slug, ct) is not { } found)
        {
            return Refuse(visit, uid, null, OrphanReason.UnknownSlug, isImported);
        }

        // 2. May it be followed?
        var link = found.Link;
        if (Closed(found, visit.At) is { } reason) return Refuse(visit, uid, found, reason, isImported);
        if (link.MaxClicks is not null && await places.IsUsedUp(link, ct))
        {
            return Refuse(visit, uid, found, OrphanReason.UsedUp, isImported);
        }

        // 3. Through which share? A token that is none of this link's joins no chain, and breaks nothing.
        var share = visit.Token is { } token ? await shares.Find(token, link.Id, ct) : null;

        // 4. Where to, and with which tags?
        var way = share is null ? found.Bare : found.Through(share, shareTags);
        var (url, utm) = (way.Tagged.Url, way.Utm);
        if (visit.Query.Length > 1)
        {
            var outgoing = way.Tagged.For(visit.Query, link.ForwardQuery);
            url = outgoing.Url;
            if (!ReferenceEquals(outgoing.Tags, way.Tagged.Tags))
            {
                utm = dictionaries.Utm(CachedTags.SetOf(outgoing.Tags), fromVisitor: true);
            }
        }

        // 5. Remember the visit. Only a person's click takes a place.
        var hit = classifier.Classify(visit, uid, link.Id, utm, isImported: isImported, share: share);
        if (link.MaxClicks is not null && hit.Kind is HitKind.Click && !isImported
            && !await places.TryTake(link, ct))
        {
            return Refuse(visit, uid, found, OrphanReason.UsedUp, isImported);
        }
        // 6. The destination's pages go on where the share left off.
        if (link.Snippet && share is not null)
        {
            hit.HandsShare = hit.Kind is HitKind.Click && !isImported;
            url = UrlParameter.Put(url, Tokens.Parameter, Tokens.Write(share.Id));
        }
        // 7. A click that may lead to a sale takes an id along. A permanent redirect is cached, and would
        // name one click for ever.
        if (link is { TrackConversions: true, Status: 302 or 307 } && hit.Kind is HitKind.Click
            && !isImported)
        {
            var id = clickIds.Draw();
            hit.Click = id.Hash;
            url = UrlParameter.Put(url, tracking.Parameter, id.Text);
        }
        return new Step(new Passage(link.Status, url), hit);
    }

    /// <summary>
    /// Why a link may not be followed at an instant (UTC milliseconds since 1970); null where it may.
    /// </summary>
    internal static OrphanReason? Closed(CachedLink found, long at)
    {
        var link = found.Link;
        if (link.IsDeleted) return OrphanReason.Deleted;
        if (!link.Enabled) return OrphanReason.Disabled;
        if (at < found.Valid.Since) return OrphanReason.NotYet;
        if (at >= found.Valid.Until) return OrphanReason.Expired;
        return null;
    }

    private Step Refuse(Visit visit, long uid, CachedLink? found, OrphanReason reason, bool isImported)
    {
        var hit = classifier.Classify(
            visit, uid, found?.Link.Id ?? 0, dictionaries.Utm(UtmSet.Empty, fromVisitor: false), reason,
            isImported);
        return new Step(Passage.Refuse(reason, found?.Link.ExpiredUrl), hit);
    }
}
