using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Hits;

/// <summary>
/// Recomputes the roll-ups from the log and corrects what differs. Reports stay exact while it runs where
/// they were before, and the follower goes on.
/// </summary>
/// <remarks>
/// Days whose single hits retention has removed are left as they are: nothing could be recomputed. Months and
/// totals are sums of days, and so are right for those too.
/// </remarks>
public sealed class Rebuild(Db db)
{
    private const int KeysInMemory = 50_000;

    // As many rows as the follower writes at a time.
    private const int RowsAtOnce = 500;

    private readonly RebuildStore _store = new(db);
    private readonly WordKeyCache _keys = new(db, KeysInMemory);

    private Watermarks _marks = null!;
    private Corrections _corrections = new();
    private long _corrected;

    /// <summary>Compares everything; how many rows were corrected.</summary>
    /// <param name="tell">Told of each month when it is done.</param>
    /// <exception cref="InvalidOperationException">
    /// Another rebuild, or retention, was at work; run it again.
    /// </exception>
    public async Task<long> Run(Action<string>? tell = null, CancellationToken ct = default)
    {
        (_marks, _corrected) = (await _store.Marks(ct), 0);
        var (missing, days) = await _store.ReadSpans(ct);
        foreach (var span in missing) await Note(c => c.Add(span), ct);

        foreach (var month in (await AllDays(days.Keys, ct)).GroupBy(Slots.Month))
        {
            var hitLinks = await _store.ReadLinks(ct);
            foreach (var day in month.Where(day => day * Slots.DayMillis >= _marks.Removed))
            {
                await CompareDay(
                    await _store.ReadDay(day, days.GetValueOrDefault(day, []), hitLinks, ct), ct);
            }
            await Correct(ct);
            await CompareMonth(month.Key, ct);
            tell?.Invoke($"{month.Key / 12}-{month.Key % 12 + 1:00}: {_corrected} rows corrected so far");
        }
        var links = await _store.ReadLinkTotals(ct);
        foreach (var (link, counts) in Differences(links.Summed, links.There))
        {
            await Note(c => c.AddLink(link, counts), ct);
        }
        var shares = await _store.ReadShareTotals(ct);
        foreach (var (share, counts) in Differences(shares.Summed, shares.There))
        {
            await Note(c => c.AddShare(share, counts), ct);
        }
        await Correct(ct);
        return _corrected;
    }

    private async Task<IEnumerable<int>> AllDays(IEnumerable<int> logged, CancellationToken ct)
    {
        var settled = await _store.SettledDays(ct) is var (first, last)
            ? Enumerable.Range(first, last - first + 1)
            : [];
        return logged.Union(settled).Order();
    }

    private async Task CompareDay(RebuiltDay day, CancellationToken ct)
    {
        var settled = day.Logged.Where(hit => hit.Seq <= day.Settled).ToList();
        await CompareQuarters(day, ct);
        await CompareLinkHits(settled, day.LinkHits, ct);

        await _keys.Learn(settled, ct);
        var sums = new RollUps();
        foreach (var hit in settled) sums.Add(hit);
        foreach (var (key, counts) in Differences(sums.Days(_keys), day.Days))
        {
            await Note(c => c.AddDay(key, counts), ct);
        }
    }

    private async Task CompareQuarters(RebuiltDay day, CancellationToken ct)
    {
        var quarters = new Dictionary<long, HitCounts>();
        foreach (var hit in day.Logged)
        {
            quarters.At(Slots.Quarter(hit.At)).Count(hit.Kind, hit.Trigger, hit.IsUnique);
        }
        foreach (var (quarter, counts) in Differences(quarters, day.Quarters))
        {
            await Note(c => c.AddQuarter(quarter, counts), ct);
        }
    }

    private async Task CompareLinkHits(
        IEnumerable<LoggedHit> right, IEnumerable<LoggedHit> there, CancellationToken ct)
    {
        var left = there.ToDictionary(hit => (hit.LinkId, hit.At, hit.Seq));
        foreach (var hit in right)
        {
            if (!left.Remove((hit.LinkId, hit.At, hit.Seq), out var same) || same != hit)
            {
                await Note(c => c.Replace(hit), ct);
            }
        }
        foreach (var hit in left.Values) await Note(c => c.Drop(hit), ct);
    }

    private async Task CompareMonth(int month, CancellationToken ct)
    {
        if (await _store.ReadMonth(month, ct) is not { } read) return;
        foreach (var (key, counts) in Differences(read.Summed, read.There))
        {
            await Note(c => c.AddMonth(key, read.Closed, counts), ct);
        }
        await Correct(ct);
    }

    /// <summary>What has to be added to the counts that are there.</summary>
    internal static IEnumerable<(TKey Key, HitCounts Counts)> Differences<TKey>(
        IReadOnlyDictionary<TKey, HitCounts> right, Dictionary<TKey, HitCounts> there) where TKey : notnull =>
        right.Keys.Union(there.Keys)
            .Select(key => (key, right.GetValueOrDefault(key) - there.GetValueOrDefault(key)))
            .Where(difference => difference.Item2 != default);

    private Task Note(Action<Corrections> note, CancellationToken ct)
    {
        note(_corrections);
        return _corrections.Count < RowsAtOnce ? Task.CompletedTask : Correct(ct);
    }

    private async Task Correct(CancellationToken ct)
    {
        if (_corrections.Count == 0) return;
        var corrections = _corrections;
        _corrections = new Corrections();
        if (!await _store.Correct(corrections, _marks, ct))
        {
            throw new InvalidOperationException(
                "Another rebuild, or the removal of old hits, was at work at the same time. Run it again.");
        }
        _marks = _marks with { Repaired = _marks.Repaired + 1 };
        _corrected += corrections.Count;
    }
}
