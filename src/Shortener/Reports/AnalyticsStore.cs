using Shortener.Channels;
using Shortener.Hits;
using Shortener.Storage;
using Shortener.Values;
using Shortener.Web;

namespace Shortener.Reports;

/// <summary>Counts what a report asks for, from whatever is quickest, exact at every moment.</summary>
/// <remarks>
/// Without filters over time: the instance by quarters. Grouped and filtered by one dimension: that
/// dimension's roll-ups. A few links by anything: their own hits. All else: the log.
/// </remarks>
internal sealed class AnalyticsStore(Db db, LongScans scans, TagSpelling spelling, TimeProvider clock)
{
    /// <summary>Rows over time that a report may have: a year of hours is 8,784.</summary>
    public const int MostRows = 50_000;

    // Reading a link's hits costs a jump each; beyond so many links for the period's hits, the log is
    // quicker.
    private const int HitsALink = 10;

    private const string LogSize = """
        select coalesce(sum(last_seq - first_seq + 1), 0)
        from hit_spans
        where quarter >= @First and quarter <= @Last
        """;

    private static readonly Sql Slugs = "select id, slug from links where " + Sql.AnyOf("id", "Ids");

    private readonly WordCache _words = new();

    private sealed record LinkName
    {
        public long Id { get; init; }
        public string Slug { get; init; } = "";
    }

    /// <summary>
    /// The figures of the period asked for, and of the earlier one where one was; null where they have too
    /// many rows.
    /// </summary>
    public Task<(Figures Now, Figures? Earlier)?> Count(AnalyticsQuery query, CancellationToken ct) =>
        query.NeedsLog ? scans.Run(() => CountAll(query, ct), ct) : CountAll(query, ct);

    private Task<(Figures Now, Figures? Earlier)?> CountAll(AnalyticsQuery query, CancellationToken ct) =>
        db.Snapshot<(Figures, Figures?)?>(async tx =>
        {
            var marks = await WatermarkStore.Read(tx);
            var period = query.Period.Period ?? await AllTimeStore.Read(
                tx, marks, query.Period.Zone, clock.GetUtcNow(), query.WithConversions);
            var counter = new Counter(
                tx, marks, clock.GetUtcNow().ToUnixTimeMilliseconds(), _words, spelling, query);
            if (await counter.Count(period) is not { } now) return null;

            Figures? earlier = null;
            if (query.Compare is { } step) earlier = await counter.Count(ReportPeriod.Earlier(period, step));
            return (now, earlier);
        }, ct);

    /// <summary>The same report, with the slugs of its links.</summary>
    public Task<Analytics> WithSlugs(Analytics report, CancellationToken ct) => db.Snapshot(async tx =>
    {
        var links = await tx.List<LinkName>(
            Slugs, new { Ids = Json.Of(report.Rows.Select(row => row.Key).OfType<long>()) });
        var slugs = links.ToDictionary(link => link.Id, link => link.Slug);
        return report with { Rows = [.. report.Rows.Select(row => row.With(row.Key is long id ? slugs.GetValueOrDefault(id) : null))] };
    }, ct);

    private sealed class Counter(
        Tx tx, Watermarks marks, long now, WordCache words, TagSpelling spelling, AnalyticsQuery query)
    {
        private readonly CountStore _counts = new(tx, marks, now);
        private readonly FilterStore _filters = new(tx, spelling, query.DefaultDomain);
        private readonly WordStore _words = new(tx, words, spelling, query.DefaultDomain);

        /// <summary>
        /// Hits, and where they are asked for conversions; null where there are too many rows.
        /// </summary>
        /// <exception cref="AmountsDifferException">See <see cref="ConversionCountStore.Count"/>.</exception>
        public async Task<Figures?> Count(Period period)
        {
            if (await CountHits(period) is not { } figures) return null;
            if (!query.WithConversions) return figures;
            IReadOnlyList<(DateTimeOffset, string)> times =
                query.By.Step is { } step ? [.. period.Split(step)] : [];
            return figures with { Conversions = await new ConversionCountStore(tx, _filters, _words, query).Count(period, times) };
        }

        private async Task<Figures?> CountHits(Period period)
        {
            var (by, conditions) = (query.By, query.Conditions);
            if (by.Step is { } step)
            {
                var times = period.Split(step).Take(MostRows + 1).ToList();
                return times.Count > MostRows ? null : await OverTime(period, times);
            }
            if (by.Dimension is null && conditions.Count == 0)
            {
                return await OverTime(period, [(period.Start, "")]);
            }

            return query.Dimensions is [var only]
                ? await FromRollUps(only, period)
                : await FromHits(period, null, number => "");
        }

        private async Task<Figures> OverTime(Period period, List<(DateTimeOffset Start, string Name)> times)
        {
            var buckets = new TimeBuckets([.. times.Select(time => time.Start.ToUnixTimeMilliseconds())]);
            var figures = query.Conditions.Count > 0
                ? await FromHits(period, buckets, index => times[(int)index].Name)
                : Named(
                    period, await _counts.OverTime(period, buckets), index => times[(int)index].Name, null);
            return figures with { Times = [.. times.Select(time => time.Name)] };
        }

        private async Task<Figures> FromRollUps(Dimension dimension, Period period)
        {
            var keys = new List<KeySet>();
            foreach (var condition in query.Conditions) keys.Add(await _filters.InRollUps(condition));
            var scan = new HitScan(
                FilterStore.Column(dimension), null, await _filters.InLog(query.Conditions));

            var tally = await _counts.OfDimension(dimension, period, keys, scan);
            var totals = tally.Total + scan.Tally.Total;
            var rows = new Dictionary<string, HitCounts>();
            if (query.By.Dimension is null) rows[""] = totals;
            else
            {
                await _words.AddRollUp(query.By, tally, rows);
                await _words.AddLog(query.By, scan.Tally, rows);
            }
            return new Figures(period, rows, totals, null);
        }

        private async Task<Figures> FromHits(Period period, TimeBuckets? time, Func<long, string> name)
        {
            var scan = new HitScan(
                query.By.Dimension is { } d ? FilterStore.Column(d) : null, time,
                await _filters.InLog(query.Conditions));
            await _counts.OfHits(period, await Links(period), scan);
            DateTimeOffset? since =
                period.From < marks.Removed ? DateTimeOffset.FromUnixTimeMilliseconds(marks.Removed) : null;
            if (query.By.Dimension is null) return Named(period, scan.Tally, name, since);

            var rows = new Dictionary<string, HitCounts>();
            await _words.AddLog(query.By, scan.Tally, rows);
            return new Figures(period, rows, scan.Tally.Total, since);
        }

        /// <summary>
        /// The links whose own hits are quicker to read than the log; null where it is not so.
        /// </summary>
        private async Task<IReadOnlyCollection<long>?> Links(Period period)
        {
            if (await _filters.Links(query.Conditions) is not { } links) return null;
            if (links.Count <= 1) return links;
            var hits = await tx.Find<long>(
                LogSize, new { First = Slots.Quarter(period.From), Last = Slots.Quarter(period.Until - 1) });
            return links.Count * (long)HitsALink > hits ? null : links;
        }

        private static Figures Named(
            Period period, Tally tally, Func<long, string> name, DateTimeOffset? since)
        {
            var rows = tally.Counts.ToDictionary(row => name(row.Key), row => row.Value);
            return new Figures(period, rows, tally.Total, since);
        }
    }
}
