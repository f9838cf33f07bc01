using Shortener.Hits;
using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Reports;

/// <summary>
/// Counts hits in one snapshot of the database: from the roll-ups, and what those do not hold (part of a day,
/// the tail that is not folded yet) from the log.
/// </summary>
/// <remarks>
/// Grouping is done here and not by the engines: their <c>group by</c> takes 0.5 to 1 µs a row, reading a row
/// 0.2.
/// </remarks>
/// <param name="marks">The watermarks of the same snapshot.</param>
/// <param name="now">UTC milliseconds since 1970.</param>
internal sealed class CountStore(Tx tx, Watermarks marks, long now)
{
    private const string Quarters = $"""
        select quarter, {CountColumns.Names}
        from hit_quarters
        where quarter >= @First and quarter < @Last
        """;

    private const string ClosedMonths = "select month, part from closed_months";

    // What an attempt to close the month left behind lies in parts below the one it was closed with.
    private const string OfMonth = $"""
        select key, {CountColumns.Names}
        from hit_months
        where dimension = @Dimension and month = @Month and part >= @Closed and part <= @Part
        """;

    private const string OfDays = $"""
        select key, {CountColumns.Names}
        from hit_days
        where dimension = @Dimension and day >= @First and day < @Last and part <= @Part
        """;

    private const string Between = " and at >= @From and at < @Until";

    private const string OfLog = " from hits where seq >= @First and seq <= @Last and reason = 0" + Between;

    private const string AndLinks = " and link_id >= @FirstLink and link_id < @EndLink";

    private const string OfTail = " from hits where seq > @Mark and reason = 0" + Between;

    private static readonly Sql OfLinks = " from link_hits where " + Sql.AnyOf("link_id", "Links")
        + " and seq <= @Settled" + Between;

    private sealed record ClosedMonth
    {
        public int Month { get; init; }
        public long Part { get; init; }
    }

    /// <summary>The whole instance by rows of time.</summary>
    public async Task<Tally> OverTime(Period period, TimeBuckets time)
    {
        var (from, until) = (Kept(period.From, Slots.QuarterMillis), Kept(period.Until, Slots.QuarterMillis));
        var (first, last) = (Slots.Quarter(from - 1) + 1, Slots.Quarter(until));
        var scan = new HitScan(null, time, LogFilter.None);
        if (first > last)
        {
            await AddLog(scan, from, until, marks.Folded);
        }
        else
        {
            await AddLog(scan, from, first * Slots.QuarterMillis, marks.Folded);
            await using (var rows = await tx.Scan(Quarters, new { First = first, Last = last }))
            {
                while (await rows.Next())
                {
                    scan.Tally.Of(time.IndexOf(rows[0] * Slots.QuarterMillis)) += CountColumns.Read(rows, 1);
                }
            }
            await AddLog(scan, last * Slots.QuarterMillis, until, marks.Folded);
        }
        await AddTail(scan, from, until, marks.Folded);
        return scan.Tally;
    }

    /// <summary>
    /// The whole instance by a dimension's keys. Adds single hits to the scan, and answers with the rest.
    /// </summary>
    /// <param name="keys">Which keys count; all must agree.</param>
    /// <param name="scan">By the same dimension, with the same filter.</param>
    public async Task<Tally> OfDimension(
        Dimension dimension, Period period, IReadOnlyList<KeySet> keys, HitScan scan)
    {
        var (from, until) = (Kept(period.From, Slots.DayMillis), Kept(period.Until, Slots.DayMillis));
        var closed = (await tx.List<ClosedMonth>(ClosedMonths)).ToDictionary(
            month => month.Month, month => month.Part);
        var tally = new Tally();
        foreach (var part in Cover.Of(from, until, now, closed.ContainsKey))
        {
            switch (part.Grain)
            {
                case Grain.Month:
                    await AddRollUp(OfMonth, new { Dimension = (short)dimension, Month = part.From, Closed = closed[(int)part.From], marks.Part }, part.Sign, keys, tally);
                    break;
                case Grain.Day:
                    await AddRollUp(OfDays, new { Dimension = (short)dimension, First = part.From, Last = part.Until, marks.Part }, part.Sign, keys, tally);
                    break;
                default:
                    await AddLog(scan, part.From, part.Until, marks.Settled, part.Sign);
                    break;
            }
        }
        await AddTail(scan, from, until, marks.Settled);
        return tally;
    }

    /// <summary>From single hits: those of these links, or of the whole instance.</summary>
    public async Task OfHits(Period period, IReadOnlyCollection<long>? links, IScan scan)
    {
        var from = Math.Max(period.From, marks.Removed);
        if (links is null)
        {
            await AddLog(scan, from, period.Until, marks.Folded);
            await AddTail(scan, from, period.Until, marks.Folded);
            return;
        }
        await using (var rows = await tx.Scan(
            "select " + scan.Columns + OfLinks,
            new { Links = Json.Of(links), From = from, period.Until, marks.Settled }))
        {
            await scan.Add(rows);
        }
        await AddTail(scan, from, period.Until, marks.Settled);
    }

    /// <summary>From single hits of the whole instance that digests of a period leave.</summary>
    /// <param name="previews">Those that the scan has seen.</param>
    /// <returns>The digests, still to be read.</returns>
    public async Task<DigestCover> OfRest(
        Period period, DigestOf about, IScan scan, IReadOnlyCollection<SeenPreview> previews)
    {
        var from = Math.Max(period.From, marks.Removed);
        // What is not folded yet is in no digest, whenever it was.
        await AddTail(scan, from, period.Until, marks.Folded);
        // Within the time of a digest, a preview could join shares that it has told apart.
        var late = previews.Select(preview => Slots.Watch(preview.At)).ToHashSet();
        var cover = await DigestStore.Cover(
            tx, about, from, period.Until, marks, block => !late.Any(block.Holds));
        foreach (var rest in cover.Rest) await OfFolded(rest.From, rest.Until, scan);
        return cover;
    }

    /// <summary>From single hits of the whole instance that are folded.</summary>
    public Task OfFolded(long from, long until, IScan scan) => AddLog(scan, from, until, marks.Folded);

    /// <summary>The same of some links.</summary>
    public async Task OfFolded(long from, long until, IScan scan, LinkPortion links)
    {
        foreach (var (first, last) in await StretchStore.Read(tx, from, until))
        {
            await using var rows = await tx.Scan("select " + scan.Columns + OfLog + AndLinks, new
            {
                First = first,
                Last = Math.Min(last, marks.Folded),
                From = from,
                Until = until,
                FirstLink = links.Links.First,
                EndLink = links.Links.End,
            });
            await scan.Add(rows);
        }
    }

    // Where single hits were removed, a roll-up's stretch cannot be divided: a bound inside one moves to its
    // nearer end, so that periods side by side still count every hit once.
    private long Kept(long bound, long stretch)
    {
        if (bound >= marks.Removed) return bound;
        var half = stretch / 2;
        return bound + half - Mod(bound + half, stretch);
    }

    private static long Mod(long value, long by) => ((value % by) + by) % by;

    private async Task AddRollUp(string sql, object args, int sign, IReadOnlyList<KeySet> keys, Tally tally)
    {
        await using var rows = await tx.Scan(sql, args);
        while (await rows.Next())
        {
            var key = rows[0];
            if (!HoldAll(keys, key)) continue;
            if (sign > 0) tally.Of(key) += CountColumns.Read(rows, 1);
            else tally.Of(key) -= CountColumns.Read(rows, 1);
        }
    }

    private static bool HoldAll(IReadOnlyList<KeySet> keys, long key)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            if (!keys[i].Holds(key)) return false;
        }
        return true;
    }

    /// <param name="mark">Only hits up to this seq: those above it are in the tail.</param>
    private async Task AddLog(IScan scan, long from, long until, long mark, int sign = 1)
    {
        if (from >= until) return;
        foreach (var (first, last) in await StretchStore.Read(tx, from, until))
        {
            await using var rows = await tx.Scan(
                "select " + scan.Columns + OfLog, new { First = first, Last = Math.Min(last, mark), From = from, Until = until });
            await scan.Add(rows, sign);
        }
    }

    private async Task AddTail(IScan scan, long from, long until, long mark)
    {
        await using var rows = await tx.Scan(
            "select " + scan.Columns + OfTail, new { Mark = mark, From = from, Until = until });
        await scan.Add(rows);
    }
}
