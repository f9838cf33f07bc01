using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Hits;

/// <summary>
/// What a fold writes, ready before the transaction begins: SQLite's one writer is held as short as can be.
/// </summary>
internal sealed class FoldRows
{
    private readonly NumberRows _spans = new(3);
    private readonly NumberRows _quarters = new(7);
    private readonly NumberRows _links = new(7);
    private readonly NumberRows _shares = new(7);

    /// <summary>How many rows there are.</summary>
    public int Count => _spans.Count + _quarters.Count + _links.Count + _shares.Count;

    /// <summary>
    /// All that a slice adds, in the order of the keys: neighbours lie on one page of the file.
    /// </summary>
    public static FoldRows Of(IEnumerable<LoggedHit> hits, LogSpans spans)
    {
        var (quarters, links, shares) = (
            new Dictionary<long, HitCounts>(), new Dictionary<long, HitCounts>(),
            new Dictionary<long, HitCounts>());
        foreach (var hit in hits.Where(hit => !hit.IsOrphan))
        {
            quarters.At(Slots.Quarter(hit.At)).Count(hit.Kind, hit.Trigger, hit.IsUnique);
            links.At(hit.LinkId).Count(hit.Kind, hit.Trigger, hit.IsUnique);
            if (hit.ShareId != 0) shares.At(hit.ShareId).Count(hit.Kind, hit.Trigger, hit.IsUnique);
        }
        var rows = new FoldRows();
        foreach (var span in spans.Changed.OrderBy(s => (s.Quarter, s.First))) rows.AddSpan(span);
        foreach (var (quarter, counts) in quarters.OrderBy(s => s.Key)) rows.AddQuarter(quarter, counts);
        foreach (var (link, counts) in links.OrderBy(s => s.Key)) rows.AddLink(link, counts);
        foreach (var (share, counts) in shares.OrderBy(s => s.Key)) rows.AddShare(share, counts);
        return rows;
    }

    public void AddSpan(LogSpan span) => _spans.Add(span.Quarter, span.First, span.Last);

    public void AddQuarter(long quarter, HitCounts c) =>
        _quarters.Add(quarter, c.Clicks, c.UniqueClicks, c.QrScans, c.Previews, c.Bots, c.Prefetches);

    public void AddLink(long link, HitCounts c) =>
        _links.Add(link, c.Clicks, c.UniqueClicks, c.QrScans, c.Previews, c.Bots, c.Prefetches);

    public void AddShare(long share, HitCounts c) =>
        _shares.Add(share, c.Clicks, c.UniqueClicks, c.QrScans, c.Previews, c.Bots, c.Prefetches);

    public async Task Write(Tx tx)
    {
        await _spans.Insert(tx, "insert into hit_spans (quarter, first_seq, last_seq)", """
            on conflict (quarter, first_seq) do update
            set last_seq = excluded.last_seq
            where excluded.last_seq > hit_spans.last_seq
            """);
        await _quarters.Insert(
            tx, $"insert into hit_quarters (quarter, {CountColumns.Names})",
            CountColumns.Adding("hit_quarters", "quarter"));
        await _links.Insert(
            tx, $"insert into link_totals (link_id, {CountColumns.Names})",
            CountColumns.Adding("link_totals", "link_id"));
        await _shares.Insert(
            tx, $"insert into share_totals (share_id, {CountColumns.Names})",
            CountColumns.Adding("share_totals", "share_id"));
    }
}
