using Shortener.Channels;
using Shortener.Hits;
using Shortener.Storage;

namespace Shortener.Reports;

/// <summary>
/// Turns scanned hits into what the dark-social report counts: looks up what the log's numbers mean.
/// </summary>
internal static class DarkRawStore
{
    private const long Hour = 3_600;

    private static readonly Sql Systems = "select id, os as word from clients where "
        + Sql.AnyOf("id", "Ids");

    private static readonly Sql Texts = "select id, text as word from texts where " + Sql.AnyOf("id", "Ids");

    private static readonly Sql Tags = "select id, utm_source, utm_medium from utm_sets where "
        + Sql.AnyOf("id", "Ids");

    private static readonly Sql SharedTo = "select id, app, created_at from shares where "
        + Sql.AnyOf("id", "Ids");

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

    private sealed record ShareRow
    {
        public long Id { get; init; }
        public string App { get; init; } = "";
        public long CreatedAt { get; init; }
    }

    /// <summary>Adds what the scanned hits say.</summary>
    /// <param name="ordinary">Reads what a tool sees that goes by Referer and tags.</param>
    public static async Task Add(Tx tx, DarkScan scan, Classifier ordinary, DarkHits hits)
    {
        var pairs = Enumerable.Range(0, scan.Pairs.Count).Select(number => scan.Pairs[number]).ToList();
        var origins = await PreviewStore.Origins(
            tx, pairs.Select(pair => pair.Origin).Concat(scan.Previews.Select(preview => preview.Origin)));
        var systems = await Words(tx, Systems, pairs.Select(pair => pair.Client));
        var ids = scan.Clicks.Keys.Select(c => c.Share).Concat(scan.Previews.Select(p => p.Share));
        var shares = (await tx.List<ShareRow>(SharedTo, new { Ids = Json.Of(ids.Where(id => id != 0).Distinct()) }))
            .Where(row => row.App.Length > 0).ToDictionary(row => row.Id);
        foreach (var ((link, share, what), count) in scan.Clicks)
        {
            var look = LookOf(pairs[what], shares.GetValueOrDefault(share)?.App ?? "");
            if (shares.ContainsKey(share)) hits.Add(new ThroughClicks(link, share, look, count));
            else hits.Add(new LookedClicks(link, look, count));
            AddShare(link, share);
        }
        await AddOrdinary(tx, scan, ordinary, hits);
        var madeFor = shares.ToDictionary(row => row.Key, row => row.Value.App);
        foreach (var preview in await PreviewStore.Read(tx, scan.Previews, origins, madeFor))
        {
            hits.Add(preview);
            AddShare(preview.Link, preview.Share);
        }
        hits.Narrow(scan.Timed.Sample);
        foreach (var ((link, hour, look), count) in scan.Timed.Clicks.CountBy(
            click => (click.Link, click.At / Hour, LookOf(pairs[click.What], ""))))
        {
            // Within an hour it makes no difference when they were.
            hits.Add(new TimedClick(link, hour * Hour, look, count));
        }

        int LookOf((long Origin, long Client) pair, string madeFor) =>
            hits.Looks.Of(
                origins.GetValueOrDefault(pair.Origin, Origin.Unknown),
                systems.GetValueOrDefault(pair.Client), madeFor);

        void AddShare(long link, long id)
        {
            if (!shares.TryGetValue(id, out var row)) return;
            hits.Add(new ThroughShare(
                link, id, hits.Looks.Apps.Of(row.App), Slots.Watch(row.CreatedAt), IsCarried: false));
        }
    }

    private static async Task AddOrdinary(Tx tx, DarkScan scan, Classifier ordinary, DarkHits hits)
    {
        var hosts = await Words(tx, Texts, scan.Ordinary.Keys.Select(facts => facts.Referrer));
        var ids = scan.Ordinary.Keys.Select(facts => facts.Utm).Distinct();
        var tags = (await tx.List<TagRow>(Tags, new { Ids = Json.Of(ids) })).ToDictionary(row => row.Id);
        var known = new Dictionary<(string?, string?, string?), string?>();
        foreach (var ((link, referrer, utm), count) in scan.Ordinary)
        {
            var tag = tags.GetValueOrDefault(utm);
            var facts =
                (hosts.GetValueOrDefault(referrer), NullIfEmpty(tag?.UtmSource), NullIfEmpty(tag?.UtmMedium));
            if (!known.TryGetValue(facts, out var app)) known[facts] = app = CreditedBy(facts, ordinary);
            if (app is not null) hits.AddOrdinary(link, hits.Credited.Of(app), count);
        }
    }

    // Empty for direct; null where it names no app.
    private static string? CreditedBy(
        (string? Referrer, string? Source, string? Medium) facts, Classifier ordinary) =>
        facts is (null, null, null)
            ? ""
            : ordinary.ReadOrdinarily(facts.Referrer, facts.Source, facts.Medium).App;

    private static async Task<Dictionary<long, string>> Words(Tx tx, Sql sql, IEnumerable<long> ids) =>
        (await tx.List<WordRow>(sql, new { Ids = Json.Of(ids.Distinct()) })).ToDictionary(
            row => row.Id, row => row.Word);

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
