using Shortener.Hits;
using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Reports;

/// <summary>Counts what a report asks for, from whatever is quickest, exact at every moment.</summary>
/// <remarks>
/// Without filters over time: the instance by quarters. Grouped and filtered by one dimension: that dimension's roll-ups.
/// A few links by anything: their own hits. All else: the log.
/// </remarks>
public sealed class AnalyticsStore(Db db, TimeProvider clock)
{
    /// <summary>Rows over time that a report may have: a year of hours is 8,784.</summary>
    public const int MostRows = 50_000;

    // Reading a link's hits costs a jump each; beyond so many links for the period's hits, the log is quicker.
    private const int HitsALink = 10;

    private const string FirstQuarter = "select min(quarter) from hit_quarters";

    private const string FirstOfTail = "select min(at) from hits where reason = 0 and seq > @Folded";

    private const string LogSize = """
        select coalesce(sum(last_seq - first_seq + 1), 0)
        from hit_spans
        where quarter >= @First and quarter <= @Last
        """;

    /// <summary>The figures of the period asked for, and of the earlier one where one was; null where they have too many rows.</summary>
    public Task<(Figures Now, Figures? Earlier)?> Count(AnalyticsQuery query, CancellationToken ct) =>
        db.Snapshot<(Figures, Figures?)?>(async tx =>
        {
            var marks = await WatermarkStore.Read(tx);
            var period = query.Period.Period ?? await AllTime(tx, marks, query.Period.Zone);
            var counter = new Counter(tx, marks, clock.GetUtcNow().ToUnixTimeMilliseconds(), query);
            if (await counter.Count(period) is not { } now) return null;

            Figures? earlier = null;
            if (query.Compare is { } step) earlier = await counter.Count(ReportPeriod.Earlier(period, step));
            return (now, earlier);
        }, ct);

    /// <summary>The same report, with the slugs of its links.</summary>
    public Task<Analytics> WithSlugs(Analytics report, CancellationToken ct) => db.Snapshot(async tx =>
    {
        var slugs = await new WordStore(tx, "").SlugsOf(report.Rows.Select(row => row.Key).OfType<long>());
        return report with { Rows = [.. report.Rows.Select(row => row.With(row.Key is long id ? slugs.GetValueOrDefault(id) : null))] };
    }, ct);

    /// <summary>From the day of the first hit to today.</summary>
    private async Task<Period> AllTime(Tx tx, Watermarks marks, TimeZoneInfo zone)
    {
        var today = LocalTime.DayOf(clock.GetUtcNow(), zone);
        var first = today;
        foreach (var at in new[] { await tx.Find<long?>(FirstQuarter) * Slots.QuarterMillis, await tx.Find<long?>(FirstOfTail, new { marks.Folded }) })
        {
            if (at is { } instant && LocalTime.DayOf(DateTimeOffset.FromUnixTimeMilliseconds(instant), zone) is var day && day < first) first = day;
        }
        return Period.OfDays(first, today, zone);
    }

    private sealed class Counter(Tx tx, Watermarks marks, long now, AnalyticsQuery query)
    {
        private readonly CountStore _counts = new(tx, marks, now);
        private readonly FilterStore _filters = new(tx, query.DefaultDomain);
        private readonly WordStore _words = new(tx, query.DefaultDomain);

        public async Task<Figures?> Count(Period period)
        {
            var (by, conditions) = (query.By, query.Conditions);
            if (by.Step is { } step)
            {
                var times = period.Split(step).Take(MostRows + 1).ToList();
                return times.Count > MostRows ? null : await OverTime(period, times);
            }
            if (by.Dimension is null && conditions.Count == 0) return await OverTime(period, [(period.Start, "")]);

            var dimensions = conditions.Select(c => c.By.Dimension!.Value).Concat(by.Dimension is { } own ? [own] : []).Distinct().ToList();
            return dimensions is [var only] ? await FromRollUps(only, period) : await FromHits(period, null, number => "");
        }

        private async Task<Figures> OverTime(Period period, List<(DateTimeOffset Start, string Name)> times)
        {
            var time = new TimeBuckets([.. times.Select(t => t.Start.ToUnixTimeMilliseconds())]);
            if (query.Conditions.Count > 0) return await FromHits(period, time, index => times[(int)index].Name);
            return Timed(period, await _counts.OverTime(period, time), index => times[(int)index].Name, null);
        }

        private async Task<Figures> FromRollUps(Dimension dimension, Period period)
        {
            var keys = new List<KeySet>();
            foreach (var condition in query.Conditions) keys.Add(await _filters.InRollUps(condition));
            var scan = new HitScan(FilterStore.Column(dimension), null, await _filters.InLog(query.Conditions));

            var tally = await _counts.OfDimension(dimension, period, keys, scan);
            var totals = Sum(tally) + Sum(scan.Tally);
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
            var scan = new HitScan(query.By.Dimension is { } d ? FilterStore.Column(d) : null, time, await _filters.InLog(query.Conditions));
            await _counts.OfHits(period, await Links(period), scan);
            DateTimeOffset? since = period.From < marks.Removed ? DateTimeOffset.FromUnixTimeMilliseconds(marks.Removed) : null;
            if (query.By.Dimension is null) return Timed(period, scan.Tally, name, since);

            var rows = new Dictionary<string, HitCounts>();
            await _words.AddLog(query.By, scan.Tally, rows);
            return new Figures(period, rows, Sum(scan.Tally), since);
        }

        /// <summary>The links whose own hits are quicker to read than the log; null where it is not so.</summary>
        private async Task<IReadOnlyCollection<long>?> Links(Period period)
        {
            if (await _filters.Links(query.Conditions) is not { } links) return null;
            if (links.Count <= 1) return links;
            var hits = await tx.Find<long>(LogSize, new { First = Slots.Quarter(period.From), Last = Slots.Quarter(period.Until - 1) });
            return links.Count * (long)HitsALink > hits ? null : links;
        }

        private static Figures Timed(Period period, Tally tally, Func<long, string> name, DateTimeOffset? since)
        {
            var rows = tally.Counts.ToDictionary(row => name(row.Key), row => row.Value);
            return new Figures(period, rows, Sum(tally), since);
        }

        private static HitCounts Sum(Tally tally) => tally.Counts.Values.Aggregate(new HitCounts(), (sum, counts) => sum + counts);
    }
}
