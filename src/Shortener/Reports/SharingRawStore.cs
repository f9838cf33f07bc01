using System.Data.Common;
using Shortener.Hits;
using Shortener.Storage;

namespace Shortener.Reports;

/// <summary>Reads what the sharing report needs hit by hit and share by share.</summary>
internal static class SharingRawStore
{
    private const string MintedThen = """
        select s.link_id, s.generation, s.created_at, p.created_at, s.channel, s.app
        from shares s
        left join shares p on p.id = s.parent_id
        where s.created_at >= @From and s.created_at < @Until
        """;

    private static readonly Sql MintedOfLinks = MintedThen + " and " + Sql.AnyOf("s.link_id", "Links");

    private const string MintedOfPortion = MintedThen + " and s.link_id >= @First and s.link_id < @End";

    private static readonly Sql SharesById =
        "select id, parent_id, channel, app, created_at from shares where " + Sql.AnyOf("id", "Ids");

    /// <summary>A share, as it was minted.</summary>
    public sealed record ShareRow
    {
        public long Id { get; init; }
        public long? ParentId { get; init; }
        public string Channel { get; init; } = "";
        public string App { get; init; } = "";
        public long CreatedAt { get; init; }
    }

    /// <summary>Adds what the scanned hits say, with what is known of their shares.</summary>
    /// <param name="shares">As of <see cref="SharesOf"/>.</param>
    public static async Task Add(
        Tx tx, SharingScan scan, IReadOnlyDictionary<long, ShareRow> shares, SharingHits hits)
    {
        var origins = await PreviewStore.Origins(tx, scan.Previews.Select(preview => preview.Origin));
        foreach (var (key, counts) in scan.Clicks)
        {
            if (key.Share == 0) hits.AddBare(key.Link, counts.Unique);
            else hits.Add(Of(key, counts));
        }
        foreach (var (link, week) in scan.Weeks)
        {
            foreach (var (watch, clicks) in week.Clicks) hits.AddTimes(link, watch, clicks);
        }
        foreach (var preview in await PreviewStore.Read(tx, scan.Previews, origins, [])) hits.Add(preview);

        ShareClicks Of(ShareOfLink key, (int Clicks, int Unique) counts)
        {
            var (share, root) = (shares.GetValueOrDefault(key.Share), Root(key.Share, shares));
            return new ShareClicks(
                key.Link, key.Share, root, hits.Kinds.Of(share?.Channel ?? "", share?.App ?? ""), key.Generation, counts.Clicks, counts.Unique)
            {
                Born = Slots.Watch(share?.CreatedAt ?? 0),
                RootBorn = Slots.Watch(shares.GetValueOrDefault(root)?.CreatedAt ?? 0),
            };
        }
    }

    /// <summary>
    /// Adds the shares minted from an instant to before another, in UTC milliseconds since 1970.
    /// </summary>
    /// <param name="links">Only of these; of all where null.</param>
    public static Task AddMinted(Tx tx, long from, long until, IEnumerable<long>? links, MintedShares minted) =>
        links is null
            ? tx.Read(MintedThen, new { From = from, Until = until }, row => Add(row, minted))
            : tx.Read(
                MintedOfLinks, new { From = from, Until = until, Links = Json.Of(links) }, row => Add(row, minted));

    /// <summary>The same of some links.</summary>
    public static Task AddMinted(Tx tx, long from, long until, LinkPortion links, MintedShares minted) => tx.Read(
        MintedOfPortion, new { From = from, Until = until, links.Links.First, links.Links.End },
        row => Add(row, minted));

    /// <summary>The shares of the scanned hits, and the shares they grew from.</summary>
    public static async Task<Dictionary<long, ShareRow>> SharesOf(Tx tx, SharingScan scan)
    {
        var known = new Dictionary<long, ShareRow>();
        var missing = scan.Clicks.Keys.Select(key => key.Share).Where(id => id != 0).Distinct().ToList();
        while (missing.Count > 0)
        {
            var read = await tx.List<ShareRow>(SharesById, new { Ids = Json.Of(missing) });
            foreach (var row in read) known[row.Id] = row;
            missing = [.. read.Select(row => row.ParentId).OfType<long>().Where(parent => !known.ContainsKey(parent)).Distinct()];
        }
        return known;
    }

    private static void Add(DbDataReader row, MintedShares minted) => minted.Add(
        row.GetInt64(0), minted.Kinds.Of(row.GetString(4), row.GetString(5)), row.GetInt64(1), row.GetInt64(2),
        row.IsDBNull(3) ? null : row.GetInt64(3));

    /// <summary>The share made from the bare link that this one grew from.</summary>
    private static long Root(long id, IReadOnlyDictionary<long, ShareRow> shares)
    {
        while (shares.GetValueOrDefault(id)?.ParentId is { } parent) id = parent;
        return id;
    }
}
