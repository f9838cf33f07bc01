using Shortener.Channels;
using Shortener.Hits;
using Shortener.Shares;
using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Reports;

/// <summary>
/// Reads what the sharing report is made of: from digests, and where there are none from hits and shares.
/// </summary>
internal sealed class SharingStore(Db db, LongScans scans, TagSpelling spelling, TimeProvider clock)
{
    /// <summary>
    /// How old a link, or a parent, has to be to count: by then nearly all that comes of it has come.
    /// </summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(7);

    private const string ArrivalsThen = """
        select share, count(*) as count
        from share_arrivals
        where at >= @From and at < @Until
        group by share
        """;

    private const string YoungLinks = "select id from links where created_at > @Closed";

    private static readonly Sql LinksOfShares = "select id, link_id from shares where "
        + Sql.AnyOf("id", "Ids");

    /// <summary>Links with so many hits are quicker read as they are than from all links' digests.</summary>
    internal int FewHits { get; init; } = LinkHits.Few;

    private sealed record ArrivalRow
    {
        public string Share { get; init; } = "";
        public long Count { get; init; }
    }

    private sealed record ShareRow
    {
        public long Id { get; init; }
        public long LinkId { get; init; }
    }

    /// <summary>What was seen in the period.</summary>
    /// <remarks>
    /// What comes of shares alone is read beside the hits where they are many: shares never change, and one
    /// that is minted meanwhile counts as minted.
    /// </remarks>
    public Task<SharingSeen> Read(DarkQuery query, CancellationToken ct) =>
        query.Conditions.Any(c => c.NamesLinks)
        ? ReadAll(query, ct)
        : scans.Run(() => ReadAll(query, ct), ct);

    private Task<SharingSeen> ReadAll(DarkQuery query, CancellationToken ct) => db.Snapshot(async tx =>
    {
        var (marks, now) = (await WatermarkStore.Read(tx), clock.GetUtcNow());
        var period = query.Period.Period ?? await AllTimeStore.Read(tx, marks, query.Period.Zone, now);
        var filters = new FilterStore(tx, spelling, query.DefaultDomain);
        var links = await filters.Links(query.Conditions);
        var shared = await filters.LinksLeft(query.Conditions);
        var closed = (now < period.End ? now : period.End) - Window;
        var young = await tx.List<long>(YoungLinks, new { Closed = closed });
        var counts = new SharingCounts(links, young.ToHashSet());

        // These hold no turn: many may be read at a time, each with one connection.
        var isAlone = query.Conditions.Any(c => c.NamesLinks);
        var isFew = links is not null && await LinkHits.Count(tx, links) <= FewHits;
        var minted = Beside(tx, isAlone, other => ReadMinted(
            other, period, marks, isFew, shared, Slots.Day((now - Window).ToUnixTimeMilliseconds())));
        var (scan, hits) = (new SharingScan(await filters.InLog(query.Conditions)), new SharingHits());
        var log = new CountStore(tx, marks, now.ToUnixTimeMilliseconds());
        var cover = new DigestCover([], []);
        if (isFew || query.Conditions.Any(c => !c.NamesLinks))
        {
            await log.OfHits(period, links?.Count <= LinkHits.MostLinks ? links : null, scan);
        }
        else
        {
            cover = await log.OfRest(period, DigestOf.Hits, scan, scan.Previews);
        }
        var shares = Beside(tx, isAlone, other => SharingRawStore.SharesOf(other, scan));
        await DigestStore.ReadHeads(
            tx, DigestOf.Hits, cover.Blocks, (bytes, block) => HitDigest.ReadHead(bytes, block, counts));
        await SharingRawStore.Add(tx, scan, await shares(), hits);
        hits.AddTo(counts);
        await DigestStore.ReadBodies(
            tx, DigestOf.Hits, cover.Blocks, (bytes, block) => HitDigest.ReadBody(bytes, block, counts));
        counts.Take(await minted());
        return new SharingSeen { Period = period, Closed = closed, Counts = counts, Arrivals = await ReadArrivals(tx, period, shared) };
    }, ct);

    // Begins at once where it is beside; with the same connection, when it is asked for.
    private Func<Task<T>> Beside<T>(Tx tx, bool isAlone, Func<Tx, Task<T>> read)
    {
        if (isAlone) return () => read(tx);
        var reading = LongScans.Beside(() => db.Snapshot(read, tx.Cancelled), tx.Cancelled);
        return () => reading;
    }

    private static async Task<MintCounts> ReadMinted(
        Tx tx, Period period, Watermarks marks, bool isFew, HashSet<long>? links, int closedDay)
    {
        var (minted, counts) = (new MintedShares(links), new MintCounts());
        var cover = isFew
            ? new DigestCover([], [(period.From, period.Until)])
            : await DigestStore.Cover(
                tx, DigestOf.Shares, period.From, period.Until, marks,
                block => MintDigest.MayCount(block, closedDay));
        await (links is null
            ? DigestStore.ReadHeads(
                tx, DigestOf.Shares, cover.Blocks,
                (bytes, block) => MintDigest.ReadHead(bytes, block, closedDay, counts))
            : DigestStore.ReadBodies(
                tx, DigestOf.Shares, cover.Blocks,
                (bytes, block) => MintDigest.ReadBody(bytes, block, minted)));
        foreach (var (from, until) in cover.Rest)
        {
            await SharingRawStore.AddMinted(tx, from, until, links, minted);
        }
        minted.AddTo(counts, closedDay);
        return counts;
    }

    private static async Task<long> ReadArrivals(Tx tx, Period period, HashSet<long>? links)
    {
        var arrivals = (await tx.List<ArrivalRow>(ArrivalsThen, new { period.From, period.Until }))
            .Select(row => (Id: Tokens.Read(row.Share), row.Count)).Where(row => row.Id is not null).ToList();
        var shares = (await tx.List<ShareRow>(LinksOfShares, new { Ids = Json.Of(arrivals.Select(row => row.Id!.Value)) })).ToDictionary(row => row.Id);
        return arrivals.Where(row => shares.TryGetValue(row.Id!.Value, out var share) && (links?.Contains(share.LinkId) ?? true)).Sum(row => row.Count);
    }
}

/// <summary>All that the sharing report is made of.</summary>
internal sealed record SharingSeen
{
    public required Period Period { get; init; }

    /// <summary>What began by then has had its window within the period.</summary>
    public required DateTimeOffset Closed { get; init; }

    public required SharingCounts Counts { get; init; }
    public required long Arrivals { get; init; }
}
