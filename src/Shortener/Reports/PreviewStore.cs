using Shortener.Channels;
using Shortener.Channels.Dark;
using Shortener.Storage;

namespace Shortener.Reports;

/// <summary>Reads previews that are evidence of shares.</summary>
internal static class PreviewStore
{
    private static readonly Sql OriginsById =
        "select id, channel, app, evidence, dark, shared from origins where " + Sql.AnyOf("id", "Ids");

    private static readonly Sql Networks = "select seq, network from hits where " + Sql.AnyOf("seq", "Seqs");

    private sealed record OriginRow
    {
        public long Id { get; init; }
        public string Channel { get; init; } = "";
        public string App { get; init; } = "";
        public string Evidence { get; init; } = "";
        public int Dark { get; init; }
        public int Shared { get; init; }

        public Origin ToOrigin() =>
            new(NullIfEmpty(Channel), NullIfEmpty(App), Evidence, 0, Dark != 0, Shared != 0);
    }

    /// <summary>What the log's numbers of origins mean.</summary>
    public static async Task<Dictionary<long, Origin>> Origins(Tx tx, IEnumerable<long> ids) =>
        (await tx.List<OriginRow>(OriginsById, new { Ids = Json.Of(ids.Distinct()) })).ToDictionary(
            row => row.Id, row => row.ToOrigin());

    /// <summary>
    /// Those previews that mean a share, with the network they came from where that decides.
    /// </summary>
    /// <param name="shares">The app that a share link was minted for.</param>
    public static async Task<IReadOnlyList<PreviewSeen>> Read(
        Tx tx, IEnumerable<SeenPreview> previews, Dictionary<long, Origin> origins,
        Dictionary<long, string> shares)
    {
        var shared = previews.Select(
            preview => (Preview: preview, Origin: origins.GetValueOrDefault(preview.Origin)))
            .Where(seen => seen.Origin is { Shared: true, App: not null }).ToList();
        var networks = new Dictionary<long, long>();
        var seqs = shared.Where(seen => Sharing.Default.Of(seen.Origin!.App!).IsPerNetwork)
            .Select(seen => seen.Preview.Seq);
        await using (var rows = await tx.Scan(Networks, new { Seqs = Json.Of(seqs) }))
        {
            while (await rows.Next()) networks[rows[0]] = rows[1];
        }
        return [.. shared.Select(seen => new PreviewSeen(
            DateTimeOffset.FromUnixTimeMilliseconds(seen.Preview.At), seen.Preview.Link, seen.Preview.Share,
            shares.GetValueOrDefault(seen.Preview.Share), seen.Origin!.App!, seen.Origin.Channel,
            networks.GetValueOrDefault(seen.Preview.Seq)))];
    }

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}
