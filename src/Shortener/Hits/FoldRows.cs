using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Hits;

/// <summary>What a fold writes, ready before the transaction begins: SQLite's one writer is held as short as can be.</summary>
internal sealed class FoldRows
{
    private const string Sums = "clicks, unique_clicks, qr_scans, previews, bots, prefetches";

    private readonly NumberRows _linkHits = new(12);
    private readonly NumberRows _spans = new(3);
    private readonly NumberRows _quarters = new(7);
    private readonly NumberRows _days = new(9);
    private readonly NumberRows _months = new(9);
    private readonly NumberRows _links = new(7);

    /// <summary>How many rows there are.</summary>
    public int Count => _linkHits.Count + _spans.Count + _quarters.Count + _days.Count + _months.Count + _links.Count;

    /// <summary>All that a slice adds.</summary>
    public static FoldRows Of(FoldSlice slice, RollUps sums)
    {
        var rows = new FoldRows();
        // In the order of their keys: neighbours lie on one page of the file.
        foreach (var hit in slice.Hits.Where(h => !h.IsOrphan).OrderBy(h => (h.LinkId, h.At, h.Seq))) rows.AddHit(hit);
        foreach (var span in slice.Spans.Changed.OrderBy(s => (s.Quarter, s.First))) rows.AddSpan(span);
        foreach (var (quarter, counts) in sums.Quarters.OrderBy(s => s.Key)) rows.AddQuarter(quarter, counts);
        foreach (var (key, counts) in sums.Days.OrderBy(s => s.Key)) rows.AddDay(key, counts);
        foreach (var (key, counts) in sums.Months().OrderBy(s => s.Key)) rows.AddMonth(key, counts);
        foreach (var (link, counts) in sums.Links().OrderBy(s => s.Key)) rows.AddLink(link, counts);
        return rows;
    }

    public void AddHit(in LoggedHit hit) => _linkHits.Add(
        hit.LinkId, hit.At, hit.Seq, (long)hit.Kind, (long)hit.Trigger, hit.IsUnique ? 1 : 0,
        hit.ReferrerId, hit.LanguageId, hit.PlaceId, hit.UtmId, hit.ClientId, hit.OriginId);

    public void AddSpan(LogSpan span) => _spans.Add(span.Quarter, span.First, span.Last);

    public void AddQuarter(long quarter, HitCounts counts) => Add(_quarters, [quarter], counts);

    public void AddDay((Dimension Dimension, int Day, long Key) key, HitCounts counts) =>
        Add(_days, [(long)key.Dimension, key.Day, key.Key], counts);

    public void AddMonth((Dimension Dimension, int Month, long Key) key, HitCounts counts) =>
        Add(_months, [(long)key.Dimension, key.Month, key.Key], counts);

    public void AddLink(long link, HitCounts counts) => Add(_links, [link], counts);

    public async Task Write(Tx tx)
    {
        await _linkHits.Insert(tx, """
            insert into link_hits (link_id, at, seq, kind, trigger, is_unique, referrer_id, language_id, place_id, utm_id, client_id, origin_id)
            """, "on conflict (link_id, at, seq) do nothing");
        await _spans.Insert(tx, "insert into hit_spans (quarter, first_seq, last_seq)",
            "on conflict (quarter, first_seq) do update set last_seq = excluded.last_seq where excluded.last_seq > hit_spans.last_seq");
        await _quarters.Insert(tx, $"insert into hit_quarters (quarter, {Sums})", Adding("hit_quarters", "quarter"));
        await _days.Insert(tx, $"insert into hit_days (dimension, day, key, {Sums})", Adding("hit_days", "dimension, day, key"));
        await _months.Insert(tx, $"insert into hit_months (dimension, month, key, {Sums})", Adding("hit_months", "dimension, month, key"));
        await _links.Insert(tx, $"insert into link_totals (link_id, {Sums})", Adding("link_totals", "link_id"));
    }

    private static string Adding(string table, string key) =>
        $"on conflict ({key}) do update set " + string.Join(", ", Sums.Split(", ").Select(sum => $"{sum} = {table}.{sum} + excluded.{sum}"));

    private static void Add(NumberRows rows, ReadOnlySpan<long> key, HitCounts c) =>
        rows.Add([.. key, c.Clicks, c.UniqueClicks, c.QrScans, c.Previews, c.Bots, c.Prefetches]);
}
