using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Hits;

/// <summary>
/// What a rebuild found to differ. Counts are differences, and are added to what is there by then: right however much was
/// folded and settled in between.
/// </summary>
internal sealed class Corrections
{
    // Settling counts parts from 1.
    private const int Part = 0;

    private const string DropLinkHit = "delete from link_hits where link_id = @LinkId and at = @At and seq = @Seq";

    private readonly FoldRows _folded = new();
    private readonly List<LoggedHit> _dropped = [];
    private readonly NumberRows _linkHits = new(LoggedHit.LinkRowLength);
    private readonly NumberRows _days = new(10);
    private readonly NumberRows _months = new(10);

    /// <summary>How many rows differ.</summary>
    public int Count => _folded.Count + _dropped.Count + _days.Count + _months.Count;

    public void Add(LogSpan span) => _folded.AddSpan(span);

    public void AddQuarter(long quarter, HitCounts counts) => _folded.AddQuarter(quarter, counts);

    public void AddLink(long link, HitCounts counts) => _folded.AddLink(link, counts);

    public void AddShare(long share, HitCounts counts) => _folded.AddShare(share, counts);

    public void AddDay((Dimension Dimension, int Day, long Key) key, HitCounts counts) =>
        Add(_days, (long)key.Dimension, key.Day, Part, key.Key, counts);

    /// <param name="part">The one that the month was closed with.</param>
    public void AddMonth((Dimension Dimension, int Month, long Key) key, long part, HitCounts counts) =>
        Add(_months, (long)key.Dimension, key.Month, part, key.Key, counts);

    /// <summary>Takes a hit out of <c>link_hits</c>, if it is there.</summary>
    public void Drop(in LoggedHit hit) => _dropped.Add(hit);

    /// <summary>Puts a hit into <c>link_hits</c> in place of what is there.</summary>
    public void Replace(in LoggedHit hit)
    {
        _dropped.Add(hit);
        hit.AddTo(_linkHits);
    }

    public async Task Write(Tx tx)
    {
        await tx.Run(DropLinkHit, _dropped.Select(hit => new { hit.LinkId, hit.At, hit.Seq }));
        await _linkHits.Insert(tx, LoggedHit.InsertLinkHits);
        await _folded.Write(tx);
        await _days.Insert(tx, $"insert into hit_days (dimension, day, part, key, {CountColumns.Names})", CountColumns.Adding("hit_days", "dimension, day, part, key"));
        await _months.Insert(tx, $"insert into hit_months (dimension, month, part, key, {CountColumns.Names})", CountColumns.Adding("hit_months", "dimension, month, part, key"));
    }

    private static void Add(NumberRows rows, long dimension, long slot, long part, long key, HitCounts c) =>
        rows.Add(dimension, slot, part, key, c.Clicks, c.UniqueClicks, c.QrScans, c.Previews, c.Bots, c.Prefetches);
}
