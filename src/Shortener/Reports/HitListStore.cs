using Shortener.Channels;
using Shortener.Hits;
using Shortener.Storage;

namespace Shortener.Reports;

/// <summary>
/// Finds single hits, newest first: the log is in the order of writing, and only nearly in that of time.
/// </summary>
/// <remarks>
/// The tail is read whole; before it, quarters of an hour from the newest back, until the page is full and no
/// quarter left can hold a newer hit. The hits of a few links come from <c>link_hits</c>.
/// </remarks>
internal sealed class HitListStore(Db db, LongScans scans, TagSpelling spelling)
{
    // A walk through the hits of each of more links than these costs more than one through the log.
    private const int FewLinks = 50;

    private const int MostQuarters = 4_096;
    private const int LinkChunk = 1_000;

    private const string InTime = "at >= @From and at < @Until";

    private const string LastQuarter = "select max(quarter) from hit_spans where quarter <= @Quarter";

    /// <summary>The newest hits after the cursor, and the cursor that goes on; null at the end.</summary>
    public Task<(List<ListedHit> Hits, HitCursor? Next)> Page(
        HitQuery query, int length, CancellationToken ct) =>
        // A filter that few hits pass may have to look through all of them.
        query.Conditions.Count > 0 && !query.Conditions.Any(c => c.NamesLinks)
            ? scans.Run(() => Find(query, length, ct), ct)
            : Find(query, length, ct);

    private Task<(List<ListedHit> Hits, HitCursor? Next)> Find(
        HitQuery query, int length, CancellationToken ct) =>
        db.Snapshot(async tx =>
    {
        var filters = new FilterStore(tx, spelling, query.DefaultDomain);
        var walk = new Walk(tx, query, filters, await WatermarkStore.Read(tx), new NewestHits(length + 1));
        var found = await walk.Find();
        var page = found.Take(length).ToList();
        return (
            await ListedHitStore.Read(tx, page, query.DefaultDomain), found.Count > length ? page[^1] : null);
    }, ct);

    private sealed class Walk(Tx tx, HitQuery query, FilterStore filters, Watermarks marks, NewestHits newest)
    {
        private readonly string _reason = query.Orphans ? "reason <> 0" : "reason = 0";
        private readonly HitCursor _after = query.After ?? new HitCursor(long.MaxValue, long.MaxValue);
        private LogFilter _filter = LogFilter.None;

        public async Task<List<HitCursor>> Find()
        {
            _filter = await filters.InLog(query.Conditions);
            var from = Math.Max(query.Period.Period?.From ?? long.MinValue, marks.Removed);
            var until = Math.Min(
                query.Period.Period?.Until ?? long.MaxValue,
                _after.At == long.MaxValue ? long.MaxValue : _after.At + 1);
            if (from >= until) return [];

            var links = query.Orphans ? null : await filters.Links(query.Conditions);
            var isByLink = links is { Count: <= FewLinks };
            var mark = isByLink ? marks.Settled : marks.Folded;
            await Offer(await tx.Scan(
                Select("hits", $"seq > @Mark and {_reason}"),
                new { Mark = mark, From = from, Until = until }));
            if (isByLink) foreach (var link in links!) await WalkLink(link, from, until);
            else await WalkLog(from, until);
            return newest.InOrder();
        }

        private async Task WalkLog(long from, long until)
        {
            var lowest = Slots.Quarter(Math.Max(from, long.MinValue + Slots.QuarterMillis));
            var quarter = Slots.Quarter(until - 1);
            for (var width = 1; await tx.Find<long?>(LastQuarter, new { Quarter = quarter }) is { } last && last >= lowest; width = Math.Min(2 * width, MostQuarters))
            {
                var first = Math.Max(lowest, last - width + 1);
                var (start, end) = (Math.Max(from, first * Slots.QuarterMillis), Math.Min(
                    until, (last + 1) * Slots.QuarterMillis));
                foreach (var (firstSeq, lastSeq) in await StretchStore.Read(tx, start, end))
                {
                    await Offer(await tx.Scan(
                        Select("hits", $"seq >= @FirstSeq and seq <= @LastSeq and {_reason}"),
                        new { FirstSeq = firstSeq, LastSeq = lastSeq, From = start, Until = end }));
                }
                if (newest.AreAllFrom(start)) return;
                quarter = first - 1;
            }
        }

        private async Task WalkLink(long link, long from, long until)
        {
            var sql = Select("link_hits", "link_id = @Link and (at, seq) < (@At, @Seq) and seq <= @Settled")
                + " order by at desc, seq desc limit @Chunk";
            var last = new HitCursor(until, 0);
            while (true)
            {
                var seen = await Offer(await tx.Scan(sql, new { Link = link, last.At, last.Seq, From = from, Until = until, marks.Settled, Chunk = LinkChunk }));
                // Another hit of that very millisecond may be left.
                if (seen.Count < LinkChunk || newest.AreAllFrom(seen.Oldest.At + 1)) return;
                last = seen.Oldest;
            }
        }

        private string Select(string table, string where) =>
            $"select at, seq{_filter.Columns} from {table} where {where} and {InTime}";

        private async Task<(int Count, HitCursor Oldest)> Offer(NumberScan rows)
        {
            var (count, last) = (0, _after);
            await using (rows)
            {
                while (await rows.Next())
                {
                    (count, last) = (count + 1, new HitCursor(rows[0], rows[1]));
                    var isAfter = last.At < _after.At || (last.At == _after.At && last.Seq < _after.Seq);
                    if (isAfter && _filter.Passes(rows, 2)) newest.Offer(last.At, last.Seq);
                }
            }
            return (count, last);
        }
    }
}
