using Shortener.Links;
using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Shares;

/// <summary>How much of a tree is shown.</summary>
/// <param name="After">Where the children of the top go on; null to begin.</param>
/// <param name="Depth">How many levels.</param>
/// <param name="Limit">How many shares in all.</param>
public sealed record TreeSize(ShareKey? After, int Depth, int Limit);

/// <summary>Who passed a link on, and who passed it on from there.</summary>
/// <remarks>Breadth first: whole levels before the next, the oldest of each parent first.</remarks>
public sealed class ShareTreeStore(Db db)
{
    // The number of no share: what was made from the bare link has no parent.
    private const long BareLink = 0;

    private const string OfLink = $"""
        select {ShareStore.Columns}
        from shares s
        where s.link_id = @Parent and s.parent_id is null and (s.created_at, s.id) > (@At, @Id)
        order by s.created_at, s.id
        limit @Limit
        """;

    private const string OfParent = $"""
        select {ShareStore.Columns}
        from shares s
        where s.parent_id = @Parent and (s.created_at, s.id) > (@At, @Id)
        order by s.created_at, s.id
        limit @Limit
        """;

    /// <summary>A parent whose children are asked for: a share, or the bare link.</summary>
    private sealed record Parent(long Id, string Sql, long Number, string List)
    {
        public static Parent Of(Share share) => new(share.Id, OfParent, share.Id, ListOf(share));

        public static Parent Of(long linkId) => new(BareLink, OfLink, linkId, ListOf(linkId));
    }

    /// <summary>What a cursor into the children of a share is of.</summary>
    public static string ListOf(Share parent) => $"children of share {parent.Token}";

    /// <summary>What a cursor into the first shares of a link is of.</summary>
    public static string ListOf(long linkId) => $"first shares of link {linkId}";

    /// <summary>A share and those below it.</summary>
    public Task<ShareTree> Below(Share root, TreeSize size, CancellationToken ct) => db.Snapshot(async tx =>
    {
        var grown = await Grow(tx, Parent.Of(root), size);
        return (await grown.Draw(tx, [root]))[0];
    }, ct);

    /// <summary>The shares that were made from the bare link, and those below them.</summary>
    public Task<LinkTree> Below(SharedLink link, TreeSize size, CancellationToken ct) =>
        db.Snapshot(async tx =>
    {
        var grown = await Grow(tx, Parent.Of(link.Id), size);
        return new LinkTree(
            link, await grown.Draw(tx, grown.Children[BareLink]), grown.More.GetValueOrDefault(BareLink));
    }, ct);

    private static async Task<Grown> Grow(Tx tx, Parent top, TreeSize size)
    {
        var grown = new Grown([], []);
        List<Parent> level = [top];
        for (var (depth, left) = (size.Depth, size.Limit); level.Count > 0; depth--)
        {
            var next = new List<Parent>();
            foreach (var parent in level)
            {
                // One more than is shown says whether there are more. Levels are few and short: each parent
                // is asked for alone.
                var shown = depth > 0 ? left : 0;
                var begin = parent == top ? size.After : null;
                var found = await ChildrenOf(tx, parent, begin, shown + 1);
                if (found.Count > shown)
                {
                    grown.More[parent.Id] = MoreOf(parent, shown > 0 ? ShareKey.Of(found[shown - 1]) : begin);
                }
                var children = grown.Children[parent.Id] = [.. found.Take(shown)];
                next.AddRange(children.Select(Parent.Of));
                left -= children.Count;
            }
            level = next;
        }
        return grown;
    }

    private static string MoreOf(Parent parent, ShareKey? last) =>
        Cursor.Write(parent.List, last ?? new ShareKey(long.MinValue, long.MinValue));

    private static Task<List<Share>> ChildrenOf(Tx tx, Parent parent, ShareKey? after, int limit) =>
        tx.List<Share>(parent.Sql, new
        {
            Parent = parent.Number,
            At = after?.At ?? long.MinValue,
            Id = after?.Id ?? long.MinValue,
            Limit = limit,
        });

    /// <summary>The shares that are shown, by parent, and the cursors of those that are not.</summary>
    private sealed record Grown(Dictionary<long, List<Share>> Children, Dictionary<long, string> More)
    {
        /// <summary>These shares with all below them, and what came through each.</summary>
        public async Task<IReadOnlyList<ShareTree>> Draw(Tx tx, IEnumerable<Share> tops)
        {
            var all =
                Children.Values.SelectMany(some => some).Concat(tops).Select(s => s.Id).Distinct().ToList();
            var (counts, arrivals) =
                (await ShareListStore.CountsOf(tx, all), await ShareListStore.ArrivalsOf(tx, all));
            return [.. tops.Select(Draw)];

            ShareTree Draw(Share share) => new()
            {
                Token = share.Token,
                Channel = ShareAnswer.Known(share.Channel),
                App = ShareAnswer.Known(share.App),
                Generation = share.Generation,
                CreatedAt = share.CreatedAt,
                Counts = counts.GetValueOrDefault(share.Id, LinkCounts.None),
                Arrivals = arrivals.GetValueOrDefault(share.Id),
                Children = [.. Children[share.Id].Select(Draw)],
                More = More.GetValueOrDefault(share.Id),
            };
        }
    }
}
