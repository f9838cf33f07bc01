using Shortener.Channels;
using Shortener.Channels.Dark;
using Shortener.Hits;
using Shortener.Storage;

namespace Shortener.Reports;

/// <summary>Reads what the dark-social report is made of: a link's own hits, else the log.</summary>
internal sealed class DarkStore(Db db, LongScans scans, TagSpelling spelling, TimeProvider clock)
{
    // Beyond so many links, the log is quicker than a jump to each.
    private const int MostLinks = 200;

    private static readonly Sql Systems = "select id, os as word from clients where " + Sql.AnyOf("id", "Ids");

    private static readonly Sql Texts = "select id, text as word from texts where " + Sql.AnyOf("id", "Ids");

    private static readonly Sql Tags = "select id, utm_source, utm_medium from utm_sets where " + Sql.AnyOf("id", "Ids");

    private static readonly Sql SharedTo = "select id, app as word from shares where " + Sql.AnyOf("id", "Ids");

    private sealed record WordRow
    {
        public long Id { get; init; }
        public string Word { get; init; } = "";
    }

    private sealed record TagRow
    {
        public long Id { get; init; }
        public string UtmSource { get; init; } = "";
        public string UtmMedium { get; init; } = "";
    }

    /// <summary>What was seen in the period.</summary>
    public Task<DarkSeen> Read(DarkQuery query, CancellationToken ct) => query.Conditions.Any(c => c.NamesLinks)
        ? ReadAll(query, ct)
        : scans.Run(() => ReadAll(query, ct), ct);

    private Task<DarkSeen> ReadAll(DarkQuery query, CancellationToken ct) => db.Snapshot(async tx =>
    {
        var (marks, now) = (await WatermarkStore.Read(tx), clock.GetUtcNow());
        var period = query.Period.Period ?? await AllTimeStore.Read(tx, marks, query.Period.Zone, now);
        var filters = new FilterStore(tx, spelling, query.DefaultDomain);
        var links = await filters.Links(query.Conditions);
        var scan = new DarkScan(await filters.InLog(query.Conditions));
        await new CountStore(tx, marks, now.ToUnixTimeMilliseconds()).OfHits(period, links?.Count <= MostLinks ? links : null, scan);
        var origins = await PreviewStore.Origins(
            tx, scan.Clicks.Keys.Select(click => click.Origin).Concat(scan.Previews.Select(preview => preview.Origin)));
        var shares = await Words(tx, SharedTo, scan.Clicks.Keys.Select(c => c.Share).Concat(scan.Previews.Select(p => p.Share)).Where(id => id != 0));
        return new DarkSeen
        {
            Period = period,
            Since = period.From < marks.Removed ? DateTimeOffset.FromUnixTimeMilliseconds(marks.Removed) : null,
            Clicks = await ReadClicks(tx, scan, origins, shares),
            Ordinary = await ReadOrdinary(tx, scan),
            Previews = await PreviewStore.Read(tx, scan.Previews, origins, shares),
        };
    }, ct);

    private static async Task<IReadOnlyList<DarkClicks>> ReadClicks(
        Tx tx, DarkScan scan, Dictionary<long, Origin> origins, Dictionary<long, string> shares)
    {
        var systems = await Words(tx, Systems, scan.Clicks.Keys.Select(click => click.Client));
        return [.. scan.Clicks.Select(click => new DarkClicks(
            click.Key.Link, click.Key.Share, shares.GetValueOrDefault(click.Key.Share),
            new DarkHit(HitKind.Click, systems.GetValueOrDefault(click.Key.Client), origins.GetValueOrDefault(click.Key.Origin, Origin.Unknown)),
            click.Value))];
    }

    private static async Task<IReadOnlyList<OrdinaryClicks>> ReadOrdinary(Tx tx, DarkScan scan)
    {
        var hosts = await Words(tx, Texts, scan.Ordinary.Keys.Select(facts => facts.Referrer));
        var ids = scan.Ordinary.Keys.Select(facts => facts.Utm).Distinct();
        var tags = (await tx.List<TagRow>(Tags, new { Ids = Json.Of(ids) })).ToDictionary(row => row.Id);
        return [.. scan.Ordinary
            .GroupBy(facts => (Host: hosts.GetValueOrDefault(facts.Key.Referrer),
                Source: NullIfEmpty(tags.GetValueOrDefault(facts.Key.Utm)?.UtmSource), Medium: NullIfEmpty(tags.GetValueOrDefault(facts.Key.Utm)?.UtmMedium)))
            .Select(same => new OrdinaryClicks(same.Key.Host, same.Key.Source, same.Key.Medium, same.Sum(facts => facts.Value)))];
    }

    private static async Task<Dictionary<long, string>> Words(Tx tx, Sql sql, IEnumerable<long> ids) =>
        (await tx.List<WordRow>(sql, new { Ids = Json.Of(ids.Distinct()) })).ToDictionary(row => row.Id, row => row.Word);

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
