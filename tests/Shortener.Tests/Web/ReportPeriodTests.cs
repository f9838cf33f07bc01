using Shortener.Values;
using Shortener.Web;

namespace Shortener.Tests.Web;

public sealed class ReportPeriodTests
{
    private static readonly DateTimeOffset Now = Utc("2026-11-21T17:16:39Z");
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [TestCase("interval=24h", "2026-11-20T18:00:00Z", "2026-11-21T18:00:00Z", TestName = "The last 24 whole hours with this one")]
    [TestCase("interval=7d", "2026-11-15T00:00:00Z", "2026-11-22T00:00:00Z", TestName = "The last seven days with today")]
    [TestCase("interval=30d", "2026-10-23T00:00:00Z", "2026-11-22T00:00:00Z", TestName = "The last thirty days with today")]
    [TestCase("interval=12mo", "2025-12-01T00:00:00Z", "2026-12-01T00:00:00Z", TestName = "The last twelve months with this one")]
    [TestCase("", "2026-10-23T00:00:00Z", "2026-11-22T00:00:00Z", TestName = "Thirty days where nothing is said")]
    [TestCase("interval=7d&timezone=Europe/Berlin", "2026-11-14T23:00:00Z", "2026-11-21T23:00:00Z", TestName = "Days of the zone asked for")]
    [TestCase("interval=24h&timezone=Asia/Kolkata", "2026-11-20T17:30:00Z", "2026-11-21T17:30:00Z", TestName = "Hours of the zone asked for")]
    [TestCase("start=2026-11-01&end=2026-11-03", "2026-11-01T00:00:00Z", "2026-11-03T00:00:00Z", TestName = "The end is not inside")]
    [TestCase("start=2026-11-01", "2026-11-01T00:00:00Z", "2026-11-22T00:00:00Z", TestName = "Without an end, until the end of today")]
    [TestCase("start=2026-10-25&end=2026-10-26&timezone=Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", TestName = "A day of 25 hours")]
    [TestCase("start=2026-11-01T10:00:00%2B02:00&end=2026-11-01T10:00:00Z", "2026-11-01T08:00:00Z", "2026-11-01T10:00:00Z", TestName = "Instants with an offset")]
    [TestCase("start=2026-11-01T10:00:00+02:00&end=2026-11-01T10:00:00Z", "2026-11-01T08:00:00Z", "2026-11-01T10:00:00Z", TestName = "A plus that was not encoded")]
    public void A_period_is(string query, string start, string end)
    {
        var period = Read(query, out _)!.Period!;

        Assert.That((period.Start, period.End), Is.EqualTo((Utc(start), Utc(end))));
    }

    [TestCase("interval=8d", "interval")]
    [TestCase("interval=7d&start=2026-11-01", "interval")]
    [TestCase("end=2026-11-01", "start")]
    [TestCase("start=2026-11-03&end=2026-11-01", "start")]
    [TestCase("start=2026-11-01&end=2026-11-01", "start")]
    [TestCase("start=2026-11-01T10:00:00&end=2026-11-02", "start")]
    [TestCase("start=2026-02-30&end=2026-11-02", "start")]
    [TestCase("start=0001-01-01&end=2026-11-02", "start")]
    [TestCase("start=2026-01-01&end=9999-12-31", "end")]
    [TestCase("timezone=Mars/Olympus", "timezone")]
    [TestCase("timezone=../../etc/passwd", "timezone")]
    [TestCase("timezone=W. Europe Standard Time", "timezone")]
    public void What_is_no_period_is_refused(string query, string name)
    {
        Read(query, out var parameters);

        Assert.That(parameters.Problems.Keys, Is.EqualTo(new[] { name }));
    }

    [TestCase("interval=7d", "2026-11-08T00:00:00Z", "2026-11-15T00:00:00Z", TestName = "Before seven days lie seven days")]
    [TestCase("interval=24h", "2026-11-19T18:00:00Z", "2026-11-20T18:00:00Z", TestName = "Before 24 hours lie 24 hours")]
    [TestCase("interval=12mo", "2024-12-01T00:00:00Z", "2025-12-01T00:00:00Z", TestName = "Before twelve months lie twelve months")]
    [TestCase("start=2026-10-01&end=2026-11-01", "2026-09-01T00:00:00Z", "2026-10-01T00:00:00Z", TestName = "Before a whole month lies the month before")]
    [TestCase("start=2026-10-25&end=2026-10-27&timezone=Europe/Berlin", "2026-10-22T22:00:00Z", "2026-10-24T22:00:00Z", TestName = "Before two days lie two days, of whatever hours")]
    [TestCase("start=2026-11-01T10:00:00Z&end=2026-11-01T12:30:00Z", "2026-11-01T07:30:00Z", "2026-11-01T10:00:00Z", TestName = "Before a span lies one as long")]
    public void The_previous_period_is(string query, string start, string end)
    {
        var period = Read(query, out _)!;

        var before = ReportPeriod.Earlier(period.Period!, period.Before);

        Assert.That((before.Start, before.End), Is.EqualTo((Utc(start), Utc(end))));
    }

    [Test]
    public void A_year_before_are_the_same_local_days()
    {
        var day = Period.OfDays(new(2024, 2, 29), new(2024, 2, 29), Berlin);

        var before = ReportPeriod.Earlier(day, CalendarStep.Year);

        Assert.That(
            (before.Start, before.End),
            Is.EqualTo((Utc("2023-02-27T23:00:00Z"), Utc("2023-02-28T23:00:00Z"))));
    }

    private static ReportPeriod? Read(string query, out Parameters parameters)
    {
        // As ASP.NET reads it: a plus is a blank.
        parameters = new Parameters(
            query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
            .Select(pair => KeyValuePair.Create(pair[0], Uri.UnescapeDataString(pair[1].Replace('+', ' ')))));
        return ReportPeriod.Read(parameters, TimeZoneInfo.Utc, Now, "30d");
    }

    private static DateTimeOffset Utc(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
