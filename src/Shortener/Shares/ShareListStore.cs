using Shortener.Links;
using Shortener.Storage;

namespace Shortener.Shares;

/// <summary>Where a list of shares goes on: behind this one.</summary>
/// <param name="At">UTC milliseconds since 1970.</param>
public sealed record ShareKey(long At, long Id)
{
    public static ShareKey Of(Share share) => new(share.CreatedAt.ToUnixTimeMilliseconds(), share.Id);
}

/// <summary>Lists of shares, and what came through them.</summary>
public sealed class ShareListStore(Db db)
{
    private const string OfLink = $"""
        select {ShareStore.Columns}
        from shares s
        where s.link_id = @LinkId and (s.created_at, s.id) < (@At, @Id)
        order by s.created_at desc, s.id desc
        limit @Limit
        """;

    private static readonly Sql Counts = """
        select c.share_id, c.clicks, c.unique_clicks, c.qr_scans, c.previews, c.bots, c.prefetches
        from share_counts c
        where 
        """ + Sql.AnyOf("c.share_id", "Ids");

    private static readonly Sql Arrivals = """
        select a.share, count(*) as count
        from share_arrivals a
        where 
        """ + Sql.AnyTextOf("a.share", "Tokens") + " group by a.share";

    private sealed record ArrivalsRow
    {
        public string Share { get; init; } = "";
        public long Count { get; init; }
    }

    private sealed record CountsRow
    {
        public long ShareId { get; init; }
        public long Clicks { get; init; }
        public long UniqueClicks { get; init; }
        public long QrScans { get; init; }
        public long Previews { get; init; }
        public long Bots { get; init; }
        public long Prefetches { get; init; }
    }

    /// <summary>The shares of a link, newest first, behind <paramref name="after"/>.</summary>
    public Task<List<Share>> OfLinkAfter(long linkId, ShareKey? after, int limit, CancellationToken ct) =>
        db.List<Share>(OfLink, new
        {
            LinkId = linkId,
            At = after?.At ?? long.MaxValue,
            Id = after?.Id ?? long.MaxValue,
            Limit = limit,
        }, ct);

    /// <summary>What came through these shares so far, by number; exact.</summary>
    public Task<IReadOnlyDictionary<long, LinkCounts>> CountsOf(
        IEnumerable<long> ids, CancellationToken ct) =>
        db.Snapshot(tx => CountsOf(tx, ids), ct);

    /// <summary>
    /// Arrivals through these shares that no redirect made, by number; those without are left out.
    /// </summary>
    public Task<IReadOnlyDictionary<long, long>> ArrivalsOf(IEnumerable<long> ids, CancellationToken ct) =>
        db.Snapshot(tx => ArrivalsOf(tx, ids), ct);

    /// <inheritdoc cref="ArrivalsOf(IEnumerable{long}, CancellationToken)"/>
    internal static async Task<IReadOnlyDictionary<long, long>> ArrivalsOf(Tx tx, IEnumerable<long> ids) =>
        (await tx.List<ArrivalsRow>(Arrivals, new { Tokens = Json.Of(ids.Select(Tokens.Write)) }))
            .ToDictionary(a => Tokens.Read(a.Share)!.Value, a => a.Count);

    /// <inheritdoc cref="CountsOf(IEnumerable{long}, CancellationToken)"/>
    internal static async Task<IReadOnlyDictionary<long, LinkCounts>> CountsOf(
        Tx tx, IEnumerable<long> ids) =>
        (await tx.List<CountsRow>(Counts, new { Ids = Json.Of(ids) })).ToDictionary(
            c => c.ShareId, c => new LinkCounts
            {
                Clicks = c.Clicks,
                UniqueClicks = c.UniqueClicks,
                QrScans = c.QrScans,
                Previews = c.Previews,
                Bots = c.Bots,
                Prefetches = c.Prefetches,
            });
}
