using Shortener.Values;

namespace Shortener.Reports;

/// <summary>
/// Puts figures in order: rows over time ascend without holes, all others are sorted by the event's column.
/// </summary>
public static class AnalyticsShape
{
    private const int Limit = 50;
    private const int MostRows = 200;

    // No row is called so: times have names, and the unknown has the empty one.
    private const string NoRow = "\n";

    /// <summary>One page of the report.</summary>
    /// <param name="earlier">The figures to compare with, or null.</param>
    /// <param name="isWhole">All rows at once, unless fewer are asked for (CSV has no next page).</param>
    public static Analytics Shape(AnalyticsQuery query, Figures now, Figures? earlier, bool isWhole = false)
    {
        var rest = query.By.Step is not null ? InTime(query, now) : ByEvent(query, now, earlier);
        // A page of a long list is found without sorting all of it.
        var page = rest.Order(InOrder(query)).Take(PageLength(query, isWhole)).ToList();
        return new Analytics
        {
            Event = query.Event.Name,
            GroupBy = query.By.Name,
            Start = now.Period.Start,
            End = now.Period.End,
            Timezone = now.Period.Zone.Id,
            Since = now.Since,
            Currency = now.Conversions?.Currency,
            Totals = now.ShowTotals(),
            Previous = earlier is null
                ? null
                : new EarlierTotals(earlier.Period.Start, earlier.Period.End, earlier.ShowTotals()),
            Rows = [.. page.Select(row => new AnalyticsRow(
                row.Key, query.By.HasNumbers, now.Show(row.Key), Earlier(row, earlier)))],
            NextCursor = page.Count < rest.Count
                ? Cursor.Write(query.List, new RowCursor(page[^1].Value, page[^1].Key))
                : null,
        };
    }

    /// <param name="Value">What rows are sorted by.</param>
    /// <param name="Key">Empty for "unknown".</param>
    /// <param name="Place">Of rows over time, the place among them.</param>
    private readonly record struct Row(long Value, string Key, int Place);

    // A chart wants all of its rows; they are few enough to come at once.
    private static int PageLength(AnalyticsQuery query, bool isWhole) =>
        isWhole || query.By.Step is not null ? query.Limit
            ?? int.MaxValue : Math.Min(query.Limit ?? Limit, MostRows);

    private static List<Row> InTime(AnalyticsQuery query, Figures now)
    {
        var rows = now.Times.Select((name, place) => new Row(0, name, place));
        return [.. query.After is { } last ? rows.SkipWhile(row => row.Key != last.Key).Skip(1) : rows];
    }

    private static List<Row> ByEvent(AnalyticsQuery query, Figures now, Figures? earlier)
    {
        if (query.By == Grouping.None) return [new Row(0, "", 0)];
        var keys = earlier is null ? now.Keys : now.Keys.Union(earlier.Keys);
        var rows = keys.Select(key => new Row(now.Show(key).Of(query.Event), key, 0));
        if (query.After is not { } last) return [.. rows];

        var (order, seen) = (InOrder(query), new Row(last.Value, last.Key, 0));
        return [.. rows.Where(row => order.Compare(row, seen) > 0)];
    }

    // Over time row by row: the first day of this month beside the first of the last.
    private static ReportCounts? Earlier(Row row, Figures? earlier)
    {
        if (earlier is null) return null;
        if (earlier.Times.Count == 0) return earlier.Show(row.Key);
        return earlier.Show(row.Place < earlier.Times.Count ? earlier.Times[row.Place] : NoRow);
    }

    /// <summary>
    /// Over time as it goes; else the larger value first; of equals the lower key, numbers by their size, and
    /// "unknown" last.
    /// </summary>
    private static Comparer<Row> InOrder(AnalyticsQuery query) => Comparer<Row>.Create((a, b) =>
    {
        if (a.Place != b.Place) return a.Place.CompareTo(b.Place);
        if (a.Value != b.Value) return b.Value.CompareTo(a.Value);
        // Of two numbers the shorter is the lower; and what is unknown has no letter at all.
        if (query.By.HasNumbers && a.Key.Length > 0 && b.Key.Length > 0 && a.Key.Length != b.Key.Length)
        {
            return a.Key.Length.CompareTo(b.Key.Length);
        }
        if (a.Key.Length == 0 || b.Key.Length == 0) return b.Key.Length.CompareTo(a.Key.Length);
        return string.CompareOrdinal(a.Key, b.Key);
    });
}
