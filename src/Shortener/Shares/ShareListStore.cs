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

    private const string OfParent = $"""
        select {ShareStore.Columns}
        from shares s
        where s.parent_id = @ParentId and (s.created_at, s.id) > (@At, @Id)
        order by s.created_at, s.id
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
    public Task<List<Share>> OfLinkAfter(long linkId, ShareKey? after, int limit, CancellationToken ct) => db.List<Share>(OfLink, new
    {
        LinkId = linkId,
        At = after?.At ?? long.MaxValue,
        Id = after?.Id ?? long.MaxValue,
        Limit = limit,
    }, ct);

    /// <summary>What came through these shares so far, by number; exact.</summary>
    public Task<IReadOnlyDictionary<long, LinkCounts>> CountsOf(IEnumerable<long> ids, CancellationToken ct) =>
        db.Snapshot(tx => CountsOf(tx, ids), ct);

    /// <summary>Arrivals through these shares that no redirect made, by number; those without are left out.</summary>
    public Task<IReadOnlyDictionary<long, long>> ArrivalsOf(IEnumerable<long> ids, CancellationToken ct) =>
        db.Snapshot(tx => ArrivalsOf(tx, ids), ct);

    /// <summary>The shares below one, breadth first: whole levels before the next, the oldest of each parent first.</summary>
    /// <param name="after">Where the root's own children go on; null to begin.</param>
    /// <param name="depth">How many levels.</param>
    /// <param name="limit">How many shares below the root.</param>
    /// <param name="moreOf">The cursor behind a parent's child, or before its first (null).</param>
    public Task<ShareTree> Tree(
        Share root, ShareKey? after, int depth, int limit, Func<Share, ShareKey?, string> moreOf, CancellationToken ct) =>
        db.Snapshot(async tx =>
        {
            var (children, more) = (new Dictionary<long, List<Share>>(), new Dictionary<long, string>());
            List<Share> level = [root];
            for (var left = limit; level.Count > 0; depth--)
            {
                var next = new List<Share>();
                foreach (var parent in level)
                {
                    // One more than is shown says whether there are more. Levels are few and short: each parent is asked for alone.
                    var shown = depth > 0 ? left : 0;
                    var begin = parent == root ? after : null;
                    var found = await ChildrenOf(tx, parent, begin, shown + 1);
                    if (found.Count > shown) more[parent.Id] = moreOf(parent, shown > 0 ? ShareKey.Of(found[shown - 1]) : begin);
                    children[parent.Id] = [.. found.Take(shown)];
                    next.AddRange(children[parent.Id]);
                    left -= children[parent.Id].Count;
                }
                level = next;
            }
            var all = children.Values.SelectMany(some => some).Append(root).Select(s => s.Id).ToList();
            var (counts, arrivals) = (await CountsOf(tx, all), await ArrivalsOf(tx, all));
            return Show(root);

            ShareTree Show(Share share) => new()
            {
                Token = share.Token,
                Channel = ShareAnswer.Known(share.Channel),
                App = ShareAnswer.Known(share.App),
                Generation = share.Generation,
                CreatedAt = share.CreatedAt,
                Counts = counts.GetValueOrDefault(share.Id, LinkCounts.None),
                Arrivals = arrivals.GetValueOrDefault(share.Id),
                Children = [.. children[share.Id].Select(Show)],
                More = more.GetValueOrDefault(share.Id),
            };
        }, ct);

    private static Task<List<Share>> ChildrenOf(Tx tx, Share parent, ShareKey? after, int limit) => tx.List<Share>(OfParent, new
    {
        ParentId = parent.Id,
        At = after?.At ?? long.MinValue,
        Id = after?.Id ?? long.MinValue,
        Limit = limit,
    });

    private static async Task<IReadOnlyDictionary<long, long>> ArrivalsOf(Tx tx, IEnumerable<long> ids) =>
        (await tx.List<ArrivalsRow>(Arrivals, new { Tokens = Json.Of(ids.Select(Tokens.Write)) }))
            .ToDictionary(a => Tokens.Read(a.Share)!.Value, a => a.Count);

    private static async Task<IReadOnlyDictionary<long, LinkCounts>> CountsOf(Tx tx, IEnumerable<long> ids) =>
        (await tx.List<CountsRow>(Counts, new { Ids = Json.Of(ids) })).ToDictionary(c => c.ShareId, c => new LinkCounts
        {
            Clicks = c.Clicks,
            UniqueClicks = c.UniqueClicks,
            QrScans = c.QrScans,
            Previews = c.Previews,
            Bots = c.Bots,
            Prefetches = c.Prefetches,
        });
}
