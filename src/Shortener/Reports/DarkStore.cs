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
        var systems = await Words(tx, Systems, scan.Clicks.Keys.Select(click => click.Client));
        return new DarkSeen
        {
            Period = period,
            Since = period.From < marks.Removed ? DateTimeOffset.FromUnixTimeMilliseconds(marks.Removed) : null,
            Clicks = ReadClicks(scan, origins, systems, shares),
            Ordinary = await ReadOrdinary(tx, scan),
            Previews = await PreviewStore.Read(tx, scan.Previews, origins, shares),
            Sights = ReadSights(scan.Timed, origins, systems),
            Sample = scan.Timed.Sample,
        };
    }, ct);

    private static IReadOnlyList<DarkClicks> ReadClicks(
        DarkScan scan, Dictionary<long, Origin> origins, Dictionary<long, string> systems, Dictionary<long, string> shares) =>
        [.. scan.Clicks.Select(click => new DarkClicks(
            click.Key.Link, click.Key.Share, shares.GetValueOrDefault(click.Key.Share),
            Hit(click.Key.Client, click.Key.Origin, origins, systems), click.Value))];

    private static List<TimedSight> ReadSights(TimedClicks timed, Dictionary<long, Origin> origins, Dictionary<long, string> systems)
    {
        // Few pairs of origin and client: each is looked at once.
        var known = timed.Clicks.Select(click => (click.Origin, click.Client)).Distinct().ToDictionary(
            pair => pair, pair => Counting.Of(Hit(pair.Client, pair.Origin, origins, systems), isThroughShare: false, Visibility.Default));
        return [.. from click in timed.Clicks
                   where known[(click.Origin, click.Client)] is not null
                   select new TimedSight(click.Link, click.At, known[(click.Origin, click.Client)]!.Value)];
    }

    private static DarkHit Hit(long client, long origin, Dictionary<long, Origin> origins, Dictionary<long, string> systems) =>
        new(HitKind.Click, systems.GetValueOrDefault(client), origins.GetValueOrDefault(origin, Origin.Unknown));

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
