using Shortener.Channels;
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

    private static readonly Sql SharedTo = "select id, app as word from shares where "
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

    /// <summary>What the scanned hits say.</summary>
    /// <param name="ordinary">Reads what a tool sees that goes by Referer and tags.</param>
    public static async Task<DarkHits> Hits(Tx tx, DarkScan scan, Classifier ordinary)
    {
        var pairs = Enumerable.Range(0, scan.Pairs.Count).Select(number => scan.Pairs[number]).ToList();
        var origins = await PreviewStore.Origins(
            tx, pairs.Select(pair => pair.Origin).Concat(scan.Previews.Select(preview => preview.Origin)));
        var systems = await Words(tx, Systems, pairs.Select(pair => pair.Client));
        var shares = await Words(
            tx, SharedTo,
            scan.Clicks.Keys.Select(c => c.Share).Concat(scan.Previews.Select(p => p.Share))
                .Where(id => id != 0));
        var looks = new ClickLooks();
        var (clicks, through) = (
            new Dictionary<(long Link, int Look), long>(),
            new Dictionary<(long Link, long Share, int Look), long>());
        foreach (var ((link, share, what), count) in scan.Clicks)
        {
            var madeFor = shares.GetValueOrDefault(share, "");
            var look = LookOf(pairs[what], madeFor);
            if (madeFor.Length == 0) clicks[(link, look)] = clicks.GetValueOrDefault((link, look)) + count;
            else through[(link, share, look)] = through.GetValueOrDefault((link, share, look)) + count;
        }
        return new DarkHits
        {
            Looks = looks,
            Clicks = [.. clicks.Select(
                alike => new LookedClicks(alike.Key.Link, alike.Key.Look, alike.Value))],
            Through = [.. through.Select(
                alike => new ThroughClicks(alike.Key.Link, alike.Key.Share, alike.Key.Look, alike.Value))],
            Ordinary = await Ordinary(tx, scan, ordinary),
            Previews = await PreviewStore.Read(tx, scan.Previews, origins, shares),
            Timed = ByHours(scan.Timed, what => LookOf(pairs[what], "")),
        };

        int LookOf((long Origin, long Client) pair, string madeFor) =>
            looks.Of(
                origins.GetValueOrDefault(pair.Origin, Origin.Unknown),
                systems.GetValueOrDefault(pair.Client), madeFor);
    }

    // Within an hour it makes no difference when they were.
    private static TimedClicks ByHours(TimedClicks timed, Func<int, int> lookOf)
    {
        var hours = new TimedClicks();
        hours.Narrow(timed.Sample);
        foreach (var ((link, hour, look), count) in timed.Clicks.CountBy(
            click => (click.Link, click.At / Hour, lookOf(click.What))))
        {
            hours.Add(new TimedClick(link, hour * Hour, look, count));
        }
        return hours;
    }

    private static async Task<List<OrdinaryClicks>> Ordinary(Tx tx, DarkScan scan, Classifier ordinary)
    {
        var hosts = await Words(tx, Texts, scan.Ordinary.Keys.Select(facts => facts.Referrer));
        var ids = scan.Ordinary.Keys.Select(facts => facts.Utm).Distinct();
        var tags = (await tx.List<TagRow>(Tags, new { Ids = Json.Of(ids) })).ToDictionary(row => row.Id);
        var known = new Dictionary<(string?, string?, string?), string?>();
        var credited = new Dictionary<(long Link, string App), long>();
        foreach (var ((link, referrer, utm), count) in scan.Ordinary)
        {
            var tag = tags.GetValueOrDefault(utm);
            var facts =
                (hosts.GetValueOrDefault(referrer), NullIfEmpty(tag?.UtmSource), NullIfEmpty(tag?.UtmMedium));
            if (!known.TryGetValue(facts, out var app)) known[facts] = app = CreditedBy(facts, ordinary);
            if (app is not null) credited[(link, app)] = credited.GetValueOrDefault((link, app)) + count;
        }
        return [.. credited.Select(same => new OrdinaryClicks(same.Key.Link, same.Key.App, same.Value))];
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
