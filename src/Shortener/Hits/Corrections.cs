using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Hits;

/// <summary>
/// What a rebuild found to differ, or hits that have changed make differ. Counts are differences, and are
/// added to what is there by then: right however much was folded and settled in between.
/// </summary>
internal sealed class Corrections
{
    // Settling counts parts from 1.
    private const int Part = 0;

    private const string DropLinkHit =
        "delete from link_hits where link_id = @LinkId and at = @At and seq = @Seq";

    private readonly FoldRows _folded = new();
    private readonly List<LoggedHit> _dropped = [];
    private readonly NumberRows _linkHits = new(LoggedHit.LinkRowLength);
    private readonly NumberRows _days = new(10);
    private readonly NumberRows _months = new(10);

    /// <summary>What was counted of hits that have changed since.</summary>
    /// <param name="marks">How far they were counted, and where.</param>
    /// <param name="closed">The months that are closed, and with which part.</param>
    /// <param name="keys">The numbers of the hits' words; it has learned them.</param>
    public static Corrections Of(
        IEnumerable<Revision> changed, Watermarks marks, IReadOnlyDictionary<int, long> closed,
        WordKeyCache keys)
    {
        var corrections = new Corrections();
        var (quarters, links, shares) = (
            new Dictionary<long, HitCounts>(), new Dictionary<long, HitCounts>(),
            new Dictionary<long, HitCounts>());
        var (was, now) = (new RollUps(), new RollUps());
        foreach (var revision in changed.Where(
            revision => !revision.Was.IsOrphan && revision.Was.Seq <= marks.Folded))
        {
            var (before, after) = (revision.Was, revision.Is);
            var difference = new HitCounts();
            difference.Count(after.Kind, after.Trigger, after.IsUnique);
            difference.Count(before.Kind, before.Trigger, before.IsUnique, -1);
            quarters.At(Slots.Quarter(before.At)) += difference;
            links.At(before.LinkId) += difference;
            if (before.ShareId != 0) shares.At(before.ShareId) += difference;
            if (before.Seq > marks.Settled) continue;
            corrections.Replace(after);
            was.Add(before);
            now.Add(after);
        }
        foreach (var (quarter, counts) in quarters.OrderBy(s => s.Key))
        {
            corrections.AddQuarter(quarter, counts);
        }
        foreach (var (link, counts) in links.OrderBy(s => s.Key)) corrections.AddLink(link, counts);
        foreach (var (share, counts) in shares.OrderBy(s => s.Key)) corrections.AddShare(share, counts);
        var days = Rebuild.Differences(now.Days(keys), was.Days(keys))
            .ToDictionary(day => day.Key, day => day.Counts);
        foreach (var (key, counts) in days.OrderBy(s => s.Key)) corrections.AddDay(key, counts);
        var months = RollUps.Months(days, closed.Keys.ToHashSet());
        foreach (var (key, counts) in months.OrderBy(s => s.Key))
        {
            corrections.AddMonth(key, closed[key.Month], counts);
        }
        return corrections;
    }

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
        await _days.Insert(
            tx, $"insert into hit_days (dimension, day, part, key, {CountColumns.Names})",
            CountColumns.Adding("hit_days", "dimension, day, part, key"));
        await _months.Insert(
            tx, $"insert into hit_months (dimension, month, part, key, {CountColumns.Names})",
            CountColumns.Adding("hit_months", "dimension, month, part, key"));
    }

    private static void Add(NumberRows rows, long dimension, long slot, long part, long key, HitCounts c) =>
        rows.Add(
            dimension, slot, part, key, c.Clicks, c.UniqueClicks, c.QrScans, c.Previews, c.Bots,
            c.Prefetches);
}
