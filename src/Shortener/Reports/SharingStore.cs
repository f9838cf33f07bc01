using Shortener.Channels;
using Shortener.Hits;
using Shortener.Shares;
using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Reports;

/// <summary>Reads what the sharing report is made of.</summary>
internal sealed class SharingStore(Db db, LongScans scans, TagSpelling spelling, TimeProvider clock)
{
    /// <summary>How old a link, or a parent, has to be to count: by then nearly all that comes of it has come.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(7);

    // Beyond so many links, the log is quicker than a jump to each.
    private const int MostLinks = 200;

    private const string MintedThen = """
        select s.channel, s.app, s.generation, s.link_id, count(*) as count
        from shares s
        where s.created_at >= @From and s.created_at < @Until
        group by s.channel, s.app, s.generation, s.link_id
        """;

    private const string Cycles = """
        select s.created_at - p.created_at, s.link_id
        from shares s
        join shares p on p.id = s.parent_id
        where s.created_at >= @From and s.created_at < @Until
          and p.created_at <= @Closed and s.created_at - p.created_at <= @Window
        """;

    private const string ArrivalsThen = """
        select share, count(*) as count
        from share_arrivals
        where at >= @From and at < @Until
        group by share
        """;

    private static readonly Sql SharesById =
        "select id, link_id, parent_id, generation, channel, app from shares where " + Sql.AnyOf("id", "Ids");

    private static readonly Sql ClosedLinks = "select id from links where created_at <= @Closed and " + Sql.AnyOf("id", "Ids");

    private sealed record ArrivalRow
    {
        public string Share { get; init; } = "";
        public long Count { get; init; }
    }

    /// <summary>What was seen in the period.</summary>
    public Task<SharingSeen> Read(DarkQuery query, CancellationToken ct) => query.Conditions.Any(c => c.NamesLinks)
        ? ReadAll(query, ct)
        : scans.Run(() => ReadAll(query, ct), ct);

    private Task<SharingSeen> ReadAll(DarkQuery query, CancellationToken ct) => db.Snapshot(async tx =>
    {
        var (marks, now) = (await WatermarkStore.Read(tx), clock.GetUtcNow());
        var period = query.Period.Period ?? await AllTimeStore.Read(tx, marks, query.Period.Zone, now);
        var filters = new FilterStore(tx, spelling, query.DefaultDomain);
        var links = await filters.Links(query.Conditions);
        var scan = new SharingScan(await filters.InLog(query.Conditions));
        await new CountStore(tx, marks, now.ToUnixTimeMilliseconds()).OfHits(period, links?.Count <= MostLinks ? links : null, scan);

        var shares = await ReadShares(tx, scan.Clicks.Keys.Select(key => key.Share));
        var closed = (now < period.End ? now : period.End) - Window;
        var origins = await PreviewStore.Origins(tx, scan.Previews.Select(preview => preview.Origin));
        return new SharingSeen
        {
            Period = period,
            Clicks = scan.Clicks,
            Shares = shares,
            Minted = [.. (await tx.List<MintedRow>(MintedThen, new { period.From, period.Until })).Where(row => links?.Contains(row.LinkId) ?? true)],
            Previews = await PreviewStore.Read(tx, scan.Previews, origins, []),
            Arrivals = await ReadArrivals(tx, period, links),
            ClosedLinks = (await tx.List<long>(ClosedLinks, new { Closed = closed, Ids = Json.Of(scan.Clicks.Keys.Select(key => key.Link).Distinct()) })).ToHashSet(),
            CycleMillis = await ReadCycles(tx, period, now - Window, links),
        };
    }, ct);

    /// <summary>The shares, and the shares they grew from.</summary>
    private static async Task<Dictionary<long, ShareRow>> ReadShares(Tx tx, IEnumerable<long> ids)
    {
        var known = new Dictionary<long, ShareRow>();
        var missing = ids.Where(id => id != 0).Distinct().ToList();
        while (missing.Count > 0)
        {
            foreach (var row in await tx.List<ShareRow>(SharesById, new { Ids = Json.Of(missing) })) known[row.Id] = row;
            missing = [.. known.Values.Select(row => row.ParentId).OfType<long>().Where(parent => !known.ContainsKey(parent)).Distinct()];
        }
        return known;
    }

    private static async Task<long> ReadArrivals(Tx tx, Period period, HashSet<long>? links)
    {
        var arrivals = (await tx.List<ArrivalRow>(ArrivalsThen, new { period.From, period.Until }))
            .Select(row => (Id: Tokens.Read(row.Share), row.Count)).Where(row => row.Id is not null).ToList();
        var shares = (await tx.List<ShareRow>(SharesById, new { Ids = Json.Of(arrivals.Select(row => row.Id!.Value)) })).ToDictionary(row => row.Id);
        return arrivals.Where(row => shares.TryGetValue(row.Id!.Value, out var share) && (links?.Contains(share.LinkId) ?? true)).Sum(row => row.Count);
    }

    private static async Task<List<long>> ReadCycles(Tx tx, Period period, DateTimeOffset closed, HashSet<long>? links)
    {
        var cycles = new List<long>();
        await using var rows = await tx.Scan(Cycles, new { period.From, period.Until, Closed = closed, Window = (long)Window.TotalMilliseconds });
        while (await rows.Next())
        {
            if (links?.Contains(rows[1]) ?? true) cycles.Add(rows[0]);
        }
        return cycles;
    }
}

/// <summary>A share as far as the report needs it.</summary>
internal sealed record ShareRow
{
    public long Id { get; init; }
    public long LinkId { get; init; }
    public long? ParentId { get; init; }
    public long Generation { get; init; }
    public string Channel { get; init; } = "";
    public string App { get; init; } = "";
}

/// <summary>How many shares were minted for the same, of one generation of a link.</summary>
internal sealed record MintedRow
{
    public string Channel { get; init; } = "";
    public string App { get; init; } = "";
    public long Generation { get; init; }
    public long LinkId { get; init; }
    public long Count { get; init; }
}

/// <summary>All that the sharing report is made of.</summary>
internal sealed record SharingSeen
{
    public required Period Period { get; init; }
    public required IReadOnlyDictionary<ShareOfLink, (int Clicks, int Unique)> Clicks { get; init; }
    public required IReadOnlyDictionary<long, ShareRow> Shares { get; init; }
    public required IReadOnlyList<MintedRow> Minted { get; init; }
    public required IReadOnlyList<PreviewSeen> Previews { get; init; }
    public required long Arrivals { get; init; }
    public required IReadOnlySet<long> ClosedLinks { get; init; }
    public required List<long> CycleMillis { get; init; }
}
