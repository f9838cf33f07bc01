using Shortener.Values;

namespace Shortener.Reports;

/// <summary>Puts figures in order: rows over time ascend without holes, all others are sorted by the event's column.</summary>
public static class AnalyticsShape
{
    private const int Limit = 50;
    private const int MostRows = 200;

    /// <summary>One page of the report.</summary>
    /// <param name="earlier">The figures to compare with, or null.</param>
    /// <param name="isWhole">All rows at once, unless fewer are asked for (CSV has no next page).</param>
    public static Analytics Shape(AnalyticsQuery query, Figures now, Figures? earlier, bool isWhole = false)
    {
        var keys = query.By.Step is not null ? now.Times : ByEvent(query, now, earlier);
        var rest = query.After is { } last ? After(query, keys, now, last) : keys;
        var page = rest.Take(PageLength(query, isWhole)).ToList();
        return new Analytics
        {
            Event = query.Event.Name,
            GroupBy = query.By.Name,
            Start = now.Period.Start,
            End = now.Period.End,
            Timezone = now.Period.Zone.Id,
            Since = now.Since,
            Totals = now.Totals,
            Previous = earlier is null ? null : new EarlierTotals(earlier.Period.Start, earlier.Period.End, earlier.Totals),
            Rows = [.. page.Select((key, i) => new AnalyticsRow(
                key, query.By == Grouping.Link, now.Of(key), Earlier(key, keys.Count - rest.Count + i, earlier)))],
            NextCursor = page.Count < rest.Count ? Cursor.Write(query.List, new RowCursor(query.Event.Of(now.Of(page[^1])), page[^1])) : null,
        };
    }

    // A chart wants all of its rows; they are few enough to come at once.
    private static int PageLength(AnalyticsQuery query, bool isWhole) =>
        isWhole || query.By.Step is not null ? query.Limit ?? int.MaxValue : Math.Min(query.Limit ?? Limit, MostRows);

    private static List<string> ByEvent(AnalyticsQuery query, Figures now, Figures? earlier)
    {
        if (query.By == Grouping.None) return [""];
        var keys = now.Rows.Where(row => row.Value.Hits != 0).Select(row => row.Key);
        if (earlier is not null) keys = keys.Union(earlier.Rows.Where(row => row.Value.Hits != 0).Select(row => row.Key));

        var rows = keys.Select(key => (Value: query.Event.Of(now.Of(key)), Key: key)).ToList();
        rows.Sort((a, b) => Compare(query, a, b));
        return [.. rows.Select(row => row.Key)];
    }

    private static List<string> After(AnalyticsQuery query, IReadOnlyList<string> keys, Figures now, RowCursor last) =>
        query.By.Step is not null
            ? [.. keys.SkipWhile(key => key != last.Key).Skip(1)]
            : [.. keys.Where(key => Compare(query, (query.Event.Of(now.Of(key)), key), (last.Value, last.Key)) > 0)];

    // Over time row by row: the first day of this month beside the first of the last.
    private static HitCounts? Earlier(string key, int place, Figures? earlier)
    {
        if (earlier is null) return null;
        if (earlier.Times.Count == 0) return earlier.Of(key);
        return place < earlier.Times.Count ? earlier.Of(earlier.Times[place]) : new HitCounts();
    }

    /// <summary>The larger value first; of equals the lower key, links by their number, and "unknown" last.</summary>
    private static int Compare(AnalyticsQuery query, (long Value, string Key) a, (long Value, string Key) b)
    {
        if (a.Value != b.Value) return b.Value.CompareTo(a.Value);
        // Of two numbers the shorter is the lower; and what is unknown has no letter at all.
        if (query.By == Grouping.Link) return (a.Key.Length, a.Key).CompareTo((b.Key.Length, b.Key));
        if (a.Key.Length == 0 || b.Key.Length == 0) return b.Key.Length.CompareTo(a.Key.Length);
        return string.CompareOrdinal(a.Key, b.Key);
    }
}
