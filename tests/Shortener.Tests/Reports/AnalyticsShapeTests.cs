using Shortener.Reports;
using Shortener.Values;
using Shortener.Web;

namespace Shortener.Tests.Reports;

public sealed class AnalyticsShapeTests
{
    private static readonly Period Day = Period.OfDays(
        new(2026, 11, 21), new(2026, 11, 21), TimeZoneInfo.Utc);

    [Test]
    public void Nothing_at_all_is_one_row_of_zeros_for_none_and_no_row_for_words()
    {
        Assert.That(
            AnalyticsShape.Shape(Query("none"), Of([]), null).Rows.Select(row => (row.Key, row.Hits)),
            Is.EqualTo(new[] { ((object?)null, 0L) }));
        Assert.That(AnalyticsShape.Shape(Query("country"), Of([]), null).Rows, Is.Empty);
    }

    [Test]
    public void Rows_over_time_ascend_and_have_no_holes()
    {
        var figures = Of([("b", Clicks(2))]) with { Times = ["a", "b", "c"] };

        var rows = AnalyticsShape.Shape(Query("day"), figures, null).Rows;

        Assert.That(
            rows.Select(row => (row.Key, row.Clicks)),
            Is.EqualTo(new[] { ((object?)"a", 0L), ("b", 2L), ("c", 0L) }));
    }

    [Test]
    public void Other_rows_are_sorted_by_the_event_and_equals_by_key_with_unknown_last() =>
        Assert.That(
            Keys(Query("country"), ("DE", Clicks(1)), ("", Clicks(1)), ("AT", Clicks(1)), ("CH", Clicks(2))),
            Is.EqualTo(new object?[] { "CH", "AT", "DE", null }));

    [Test]
    public void Links_with_equal_clicks_are_sorted_by_their_number() =>
        Assert.That(
            Keys(Query("link"), ("10", Clicks(1)), ("9", Clicks(1))), Is.EqualTo(new object[] { 9L, 10L }));

    [Test]
    public void Only_bots_is_a_row_without_a_click() =>
        Assert.That(Keys(Query("country"), ("DE", new HitCounts { Bots = 3 })), Is.EqualTo(new[] { "DE" }));

    [Test]
    public void A_row_from_which_everything_was_taken_away_again_is_none() =>
        Assert.That(
            Keys(Query("country"), ("DE", new HitCounts()), ("AT", Clicks(1))), Is.EqualTo(new[] { "AT" }));

    [Test]
    public void Pages_follow_each_other_without_a_gap_or_a_repetition()
    {
        var figures = Of([.. Enumerable.Range(0, 25).Select(i => ($"k{i:00}", Clicks(i / 10)))]);
        var query = Query("country") with { Limit = 7 };
        var seen = new List<object?>();

        for (var pages = 0; pages < 4; pages++)
        {
            var page = AnalyticsShape.Shape(query, figures, null);
            seen.AddRange(page.Rows.Select(row => row.Key));
            if (page.NextCursor is null) break;
            Assert.That(Cursor.TryRead<RowCursor>(query.List, page.NextCursor, out var after));
            query = query with { After = after };
        }

        // Ten rows have no click, and none else: they are no rows.
        Assert.That(
            seen,
            Is.EqualTo(Enumerable.Range(20, 5).Concat(Enumerable.Range(10, 10)).Select(i => $"k{i:00}")));
    }

    [Test]
    public void Fifty_rows_come_unless_others_are_asked_for_and_never_more_than_200()
    {
        var figures = Of([.. Enumerable.Range(1, 300).Select(i => ($"k{i}", Clicks(i)))]);

        Assert.That(AnalyticsShape.Shape(Query("country"), figures, null).Rows, Has.Count.EqualTo(50));
        Assert.That(
            AnalyticsShape.Shape(Query("country") with { Limit = 1000 }, figures, null).Rows,
            Has.Count.EqualTo(200));
        Assert.That(
            AnalyticsShape.Shape(Query("country"), figures, null, isWhole: true).Rows,
            Has.Count.EqualTo(300));
    }

    [Test]
    public void Compared_rows_stand_beside_each_other_by_key_and_those_that_ended_come_last()
    {
        var rows = AnalyticsShape.Shape(Query("country"), Of([("DE", Clicks(5))]), Of([("DE", Clicks(2)), ("AT", Clicks(9))])).Rows;

        Assert.That(
            rows.Select(row => (row.Key, row.Clicks, row.Previous!.Clicks)),
            Is.EqualTo(new[] { ((object?)"DE", 5L, 2L), ("AT", 0L, 9L) }));
    }

    [Test]
    public void Compared_days_stand_beside_each_other_in_their_order()
    {
        var now = Of([("22", Clicks(5))]) with { Times = ["21", "22", "23"] };
        var before = Of([("19", Clicks(7))]) with { Times = ["18", "19"] };

        var rows = AnalyticsShape.Shape(Query("day"), now, before).Rows;

        Assert.That(rows.Select(row => row.Previous!.Clicks), Is.EqualTo(new[] { 0, 7, 0 }));
    }

    private static object?[] Keys(AnalyticsQuery query, params (string, HitCounts)[] rows) =>
        [.. AnalyticsShape.Shape(query, Of(rows), null).Rows.Select(row => row.Key)];

    private static Figures Of((string Key, HitCounts Counts)[] rows) =>
        new(
            Day, rows.ToDictionary(row => row.Key, row => row.Counts),
            rows.Aggregate(new HitCounts(), (sum, row) => sum + row.Counts), null);

    private static HitCounts Clicks(int clicks) => new() { Clicks = clicks };

    private static AnalyticsQuery Query(string by) => new()
    {
        Event = CountColumn.Clicks,
        By = Grouping.Find(by)!,
        Period = new ReportPeriod(TimeZoneInfo.Utc, Day, default),
        Conditions = [],
    };
}
