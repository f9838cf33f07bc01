using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Hits;

/// <summary>
/// Recomputes the roll-ups from the log and corrects what differs. Reports stay exact while it runs where they were
/// before, and the follower may go on: what is corrected is a difference over hits that were folded already.
/// </summary>
/// <remarks>
/// Days whose single hits retention has removed are left as they are: nothing could be recomputed. Months and totals are
/// sums of days, and so are right for those too.
/// </remarks>
public sealed class Rebuild(Db db)
{
    private const int KeysInMemory = 50_000;

    // As many rows as a slice of the follower writes.
    private const int RowsAtOnce = 500;

    private readonly RebuildStore _store = new(db);
    private readonly WordKeyCache _keys = new(db, KeysInMemory);

    private FoldRows _rows = new();
    private List<LoggedHit> _dropped = [];
    private long _repaired;
    private long _removed;

    /// <summary>Compares everything; how many rows were corrected.</summary>
    /// <param name="tell">Told of each month when it is done.</param>
    /// <exception cref="InvalidOperationException">Another rebuild, or retention, was at work; run it again.</exception>
    public async Task<long> Run(Action<string>? tell = null, CancellationToken ct = default)
    {
        var marks = await _store.Marks(ct);
        (_repaired, _removed, var corrected) = (marks.Repaired, marks.Removed, 0L);

        var (missing, days) = await _store.ReadSpans(ct);
        foreach (var span in missing)
        {
            _rows.AddSpan(span);
            corrected += await CorrectWhenFull(ct);
        }
        foreach (var month in (await AllDays(days.Keys, ct)).GroupBy(Slots.Month))
        {
            var links = await _store.ReadLinks(ct);
            foreach (var day in month.Where(day => day * Slots.DayMillis >= _removed))
            {
                corrected += await CompareDay(await _store.ReadDay(day, days.GetValueOrDefault(day, []), links, ct), ct);
            }
            corrected += await Correct(ct) + await CompareMonth(month.Key, ct);
            tell?.Invoke($"{month.Key / 12}-{month.Key % 12 + 1:00}: {corrected} rows corrected so far");
        }
        return corrected + await CompareTotals(ct);
    }

    private async Task<IEnumerable<int>> AllDays(IEnumerable<int> logged, CancellationToken ct)
    {
        var folded = await _store.FoldedDays(ct) is var (first, last) ? Enumerable.Range(first, last - first + 1) : [];
        return logged.Union(folded).Order();
    }

    private async Task<long> CompareDay(RebuiltDay day, CancellationToken ct)
    {
        await _keys.Learn(day.Logged, ct);
        var sums = new RollUps();
        foreach (var hit in day.Logged) sums.Add(hit, _keys);

        var corrected = 0L;
        foreach (var (quarter, counts) in Differences(sums.Quarters, day.Quarters))
        {
            _rows.AddQuarter(quarter, counts);
            corrected += await CorrectWhenFull(ct);
        }
        foreach (var (key, counts) in Differences(sums.Days, day.Days))
        {
            _rows.AddDay(key, counts);
            corrected += await CorrectWhenFull(ct);
        }
        var settled = day.Settled.ToDictionary(hit => (hit.LinkId, hit.At, hit.Seq));
        foreach (var hit in day.Logged)
        {
            if (settled.Remove((hit.LinkId, hit.At, hit.Seq), out var there) && there == hit) continue;
            // What is there and says something else is dropped and put in anew, in one transaction.
            _dropped.Add(hit);
            _rows.AddHit(hit);
            corrected += await CorrectWhenFull(ct);
        }
        foreach (var hit in settled.Values)
        {
            _dropped.Add(hit);
            corrected += await CorrectWhenFull(ct);
        }
        return corrected;
    }

    private async Task<long> CompareMonth(int month, CancellationToken ct)
    {
        var corrected = 0L;
        var (summed, there) = await _store.ReadMonth(month, ct);
        foreach (var (key, counts) in Differences(summed, there))
        {
            _rows.AddMonth(key, counts);
            corrected += await CorrectWhenFull(ct);
        }
        return corrected + await Correct(ct);
    }

    private async Task<long> CompareTotals(CancellationToken ct)
    {
        var corrected = 0L;
        var (summed, there) = await _store.ReadTotals(ct);
        foreach (var (link, counts) in Differences(summed, there))
        {
            _rows.AddLink(link, counts);
            corrected += await CorrectWhenFull(ct);
        }
        return corrected + await Correct(ct);
    }

    private static IEnumerable<(TKey Key, HitCounts Counts)> Differences<TKey>(
        IReadOnlyDictionary<TKey, HitCounts> right, Dictionary<TKey, HitCounts> there) where TKey : notnull =>
        right.Keys.Union(there.Keys)
            .Select(key => (key, right.GetValueOrDefault(key) - there.GetValueOrDefault(key)))
            .Where(difference => difference.Item2 != default);

    private Task<long> CorrectWhenFull(CancellationToken ct) =>
        _rows.Count + _dropped.Count < RowsAtOnce ? Task.FromResult(0L) : Correct(ct);

    private async Task<long> Correct(CancellationToken ct)
    {
        var (rows, dropped) = (_rows, _dropped);
        if (rows.Count + dropped.Count == 0) return 0;
        (_rows, _dropped) = (new FoldRows(), []);
        if (!await _store.Correct(rows, dropped, _repaired, _removed, ct))
        {
            throw new InvalidOperationException("Another rebuild, or the removal of old hits, was at work at the same time. Run it again.");
        }
        _repaired++;
        return rows.Count + dropped.Count;
    }
}
