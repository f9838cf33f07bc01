using Shortener.Channels;
using Shortener.Hits;
using Shortener.Shares;
using Shortener.Storage;

namespace Shortener.Reports;

/// <summary>Reads single hits with all their words.</summary>
internal static class ListedHitStore
{
    private static readonly Sql BySeq = """
        select
          h.seq, h.at, h.link_id, h.kind, h.trigger, h.is_unique, h.is_imported, h.reason,
          h.share_id, h.generation, y.app as shared_to,
          l.slug as link_slug, l.domain, s.text as slug, r.text as referrer, g.text as language,
          o.channel, o.app, o.evidence, o.confidence,
          c.browser, c.os, c.device, c.in_app, c.bot,
          p.country, p.region, p.city,
          u.utm_source, u.utm_medium, u.utm_campaign, u.utm_term, u.utm_content, u.ref
        from hits h
        left join links l on l.id = h.link_id
        left join texts s on s.id = h.slug_id
        left join texts r on r.id = h.referrer_id
        left join texts g on g.id = h.language_id
        left join origins o on o.id = h.origin_id
        left join clients c on c.id = h.client_id
        left join places p on p.id = h.place_id
        left join utm_sets u on u.id = h.utm_id
        left join shares y on y.id = h.share_id
        where 
        """ + Sql.AnyOf("h.seq", "Seqs");

    private sealed record Row
    {
        public long Seq { get; init; }
        public DateTimeOffset At { get; init; }
        public long LinkId { get; init; }
        public int Kind { get; init; }
        public int Trigger { get; init; }
        public int IsUnique { get; init; }
        public int IsImported { get; init; }
        public int Reason { get; init; }
        public long ShareId { get; init; }
        public int Generation { get; init; }
        public string? SharedTo { get; init; }
        public string? LinkSlug { get; init; }
        public string? Domain { get; init; }
        public string? Slug { get; init; }
        public string? Referrer { get; init; }
        public string? Language { get; init; }
        public string? Channel { get; init; }
        public string? App { get; init; }
        public string? Evidence { get; init; }
        public int? Confidence { get; init; }
        public string? Browser { get; init; }
        public string? Os { get; init; }
        public string? Device { get; init; }
        public string? InApp { get; init; }
        public string? Bot { get; init; }
        public string? Country { get; init; }
        public string? Region { get; init; }
        public string? City { get; init; }
        public string? UtmSource { get; init; }
        public string? UtmMedium { get; init; }
        public string? UtmCampaign { get; init; }
        public string? UtmTerm { get; init; }
        public string? UtmContent { get; init; }
        public string? Ref { get; init; }
    }

    /// <summary>The hits, in the order given.</summary>
    /// <param name="defaultDomain">The name of the domain that links store as the empty one.</param>
    public static async Task<List<ListedHit>> Read(Tx tx, IReadOnlyList<HitCursor> hits, string defaultDomain)
    {
        var rows = await tx.List<Row>(BySeq, new { Seqs = Json.Of(hits.Select(hit => hit.Seq)) });
        var bySeq = rows.ToDictionary(row => row.Seq);
        return [.. hits.Select(hit => Show(bySeq[hit.Seq], defaultDomain))];
    }

    private static ListedHit Show(Row row, string defaultDomain) => new()
    {
        Id = row.Seq,
        At = row.At,
        Link = row.LinkSlug is { } slug
            ? new HitLink(row.LinkId, slug, Known(row.Domain) ?? defaultDomain)
            : null,
        Slug = row.Reason == 0 ? null : Known(row.Slug),
        Kind = HitWords.Of((HitKind)row.Kind),
        Trigger = HitWords.Of((HitTrigger)row.Trigger),
        Channel = Known(row.Channel),
        App = Known(row.App),
        Evidence = Known(row.Evidence),
        Confidence = row.Confidence / 100.0,
        Browser = Known(row.Browser),
        Os = Known(row.Os),
        Device = Known(row.Device),
        InApp = Known(row.InApp),
        Bot = Known(row.Bot),
        Language = Known(row.Language),
        Referrer = Known(row.Referrer),
        Country = Known(row.Country),
        Region = Known(row.Region),
        City = Known(row.City),
        Share = row.ShareId == 0 ? null : Tokens.Write(row.ShareId),
        Generation = row.Reason == 0 ? row.Generation : null,
        SharedTo = Known(row.SharedTo),
        UtmSource = Known(row.UtmSource),
        UtmMedium = Known(row.UtmMedium),
        UtmCampaign = Known(row.UtmCampaign),
        UtmTerm = Known(row.UtmTerm),
        UtmContent = Known(row.UtmContent),
        Ref = Known(row.Ref),
        Unique = row.IsUnique != 0,
        Imported = row.IsImported != 0,
        Orphan = row.Reason != 0,
        Reason = row.Reason == 0 ? null : HitWords.Of((OrphanReason)row.Reason),
    };

    // Dictionaries hold empty texts where nothing is known.
    private static string? Known(string? word) => string.IsNullOrEmpty(word) ? null : word;
}
