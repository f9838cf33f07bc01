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
        var rows = query.By.Step is { } step ? InTime(step, now, earlier) : ByEvent(query, now, earlier);
        var rest = query.After is { } last ? After(query, rows, last) : rows;
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
            Rows = page,
            NextCursor = page.Count < rest.Count
                ? Cursor.Write(query.List, new RowCursor(query.Event.Of(page[^1].Counts), page[^1].Name))
                : null,
        };
    }

    // A chart wants all of its rows; they are few enough to come at once.
    private static int PageLength(AnalyticsQuery query, bool isWhole) =>
        isWhole || query.By.Step is not null ? query.Limit ?? int.MaxValue : Math.Min(query.Limit ?? Limit, MostRows);

    private static List<AnalyticsRow> InTime(TimeStep step, Figures now, Figures? earlier)
    {
        // Row by row: the first day of this month beside the first of the last.
        var before = earlier?.Period.Split(step).Select(row => CountsOf(earlier, row.Name)).ToList();
        return [.. now.Period.Split(step).Select((row, i) =>
            new AnalyticsRow(row.Name, isLink: false, CountsOf(now, row.Name), before is null ? null : before.ElementAtOrDefault(i)))];
    }

    private static List<AnalyticsRow> ByEvent(AnalyticsQuery query, Figures now, Figures? earlier)
    {
        var isLink = query.By == Grouping.Link;
        var keys = query.By == Grouping.None ? [""] : now.Rows.Keys.Union(earlier?.Rows.Keys ?? []);
        return [.. keys
            .Select(key => new AnalyticsRow(key, isLink, CountsOf(now, key), earlier is null ? null : CountsOf(earlier, key)))
            .Where(row => query.By == Grouping.None || row.Hits != 0 || row.Previous is { Hits: not 0 })
            .Order(InOrder(query))];
    }

    private static List<AnalyticsRow> After(AnalyticsQuery query, List<AnalyticsRow> rows, RowCursor last)
    {
        if (query.By.Step is not null) return [.. rows.SkipWhile(row => row.Name != last.Key).Skip(1)];
        return [.. rows.Where(row => Compare(query, (query.Event.Of(row.Counts), row.Name), (last.Value, last.Key)) > 0)];
    }

    private static Comparer<AnalyticsRow> InOrder(AnalyticsQuery query) => Comparer<AnalyticsRow>.Create(
        (a, b) => Compare(query, (query.Event.Of(a.Counts), a.Name), (query.Event.Of(b.Counts), b.Name)));

    /// <summary>The larger value first; of equals the lower key, links by their number, and "unknown" last.</summary>
    private static int Compare(AnalyticsQuery query, (long Value, string Key) a, (long Value, string Key) b)
    {
        if (a.Value != b.Value) return b.Value.CompareTo(a.Value);
        // Of two numbers the shorter is the lower; and what is unknown has no letter at all.
        if (query.By == Grouping.Link) return (a.Key.Length, a.Key).CompareTo((b.Key.Length, b.Key));
        if (a.Key.Length == 0 || b.Key.Length == 0) return b.Key.Length.CompareTo(a.Key.Length);
        return string.CompareOrdinal(a.Key, b.Key);
    }

    private static HitCounts CountsOf(Figures figures, string key) => figures.Rows.GetValueOrDefault(key);
}
