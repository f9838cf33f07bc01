using Shortener.Storage;

namespace Shortener.Tests.Support;

/// <summary>
/// Puts links and hits into the database as they are, past everything that would decide about them.
/// </summary>
internal sealed class TestLog(Db db)
{
    private const string AddLink = """
        insert into links (domain, slug, slug_folded, url, destination_key, status, forward_query, enabled, archived, search_text, created_at, updated_at)
        values (@Domain, @Slug, @Slug, 'https://example.com/', 0, 302, true, true, false, '', 0, 0)
        returning id
        """;

    private const string AddTag =
        "insert into link_tags (link_id, tag, position) values (@Link, @Tag, @Position)";

    private const string AddShare = """
        insert into shares (id, link_id, generation, channel, app, advocate_id, minted_by, button, created_at)
        values (@Id, 1, 1, 'messaging', 'WhatsApp', 0, 'api', '', 0)
        """;

    private const string AddHit = """
        insert into hits (uid, at, link_id, kind, trigger, is_unique, is_imported, reason, visitor, network,
          user_agent_id, signals_id, referrer_id, language_id, place_id, utm_id, client_id, origin_id, slug_id,
          share_id, generation, advocate_id)
        values (@Uid, @At, @Link, @Kind, @Trigger, @Unique, 0, @Reason, @Visitor, @Network, 0, 0, @Referrer, @Language, @Place, @Utm, @Client, @Origin, @Slug,
          @Share, @Generation, @Advocate)
        """;

    private readonly Dictionary<string, long> _numbers = [];
    private long _uid;

    /// <summary>A link; ids count from 1.</summary>
    public async Task<long> Link(string slug, string domain = "", params string[] tags)
    {
        var id = await db.Find<long>(AddLink, new { Slug = slug, Domain = domain });
        for (var i = 0; i < tags.Length; i++)
        {
            await db.Run(AddTag, new { Link = id, Tag = tags[i], Position = i });
        }
        return id;
    }

    /// <summary>A share of the first link, minted for WhatsApp.</summary>
    public Task Share(long id) => db.Run(AddShare, new { Id = id });

    /// <summary>Hits, in this order, in one transaction.</summary>
    public Task Add(params IEnumerable<TestHit> hits) => db.Atomically(async tx =>
    {
        var rows = new List<object>();
        foreach (var h in hits)
        {
            rows.Add(new
            {
                Uid = ++_uid,
                h.At,
                h.Link,
                Kind = (int)h.Kind,
                Trigger = (int)h.Trigger,
                Unique = h.Unique ? 1 : 0,
                Reason = (int)h.Reason,
                h.Network,
                Visitor = h.Visitor == 0 ? -_uid : h.Visitor,
                Referrer = await Text(tx, h.Referrer),
                Language = await Text(tx, h.Language),
                Place = await Number(
                    tx, "places", "country, region, city", $"{h.Country}|{h.Region}|{h.City}"),
                Utm = await Number(
                    tx, "utm_sets", "utm_source, utm_medium, utm_campaign, utm_term, utm_content, ref",
                    $"{h.UtmSource}|{h.UtmMedium}|{h.UtmCampaign}|{h.UtmTerm}|{h.UtmContent}|{h.Ref}"),
                Client = await Number(
                    tx, "clients", "browser, os, device, in_app, bot",
                    $"{h.Browser}|{h.Os}|{h.Device}|{h.InApp}|{h.Bot}"),
                Origin = await Number(
                    tx, "origins", "channel, app, evidence, confidence, dark, shared",
                    $"{h.Channel}|{h.App}|{h.Evidence}|#95|#{(h.Dark ? 1 : 0)}|#{(h.Shared ? 1 : 0)}"),
                Slug = await Text(tx, h.Slug),
                h.Share,
                h.Generation,
                h.Advocate,
            });
        }
        await tx.Run(AddHit, rows);
    });

    private async Task<long> Text(Tx tx, string text) =>
        text.Length == 0 ? 0 : await Number(tx, "texts", "text", text);

    // Words lie between bars; one with a # is a number. Test words hold neither.
    private async Task<long> Number(Tx tx, string table, string columns, string words)
    {
        if (_numbers.TryGetValue(table + words, out var known)) return known;
        var values = string.Join(", ", words.Split('|').Select(
            word => word.StartsWith('#') ? word[1..] : $"'{word.Replace("'", "''")}'"));
        await tx.Run($"insert into {table} ({columns}) values ({values}) on conflict do nothing");
        return _numbers[table + words] = await tx.Find<long>(
            $"select id from {table} where ({columns}) = ({values})");
    }
}
