using Shortener.Hits;

namespace Shortener.Tests.Hits;

public sealed class VisitorDaysTests
{
    private const long Hour = 3_600_000;

    [TestCase("UTC", "2026-03-29", 24)]
    [TestCase("Europe/Berlin", "2026-03-29", 23)]
    [TestCase("Europe/Berlin", "2026-10-25", 25)]
    [TestCase("Australia/Lord_Howe", "2026-04-05", 24.5)]
    // In Santiago the clocks go forward at midnight: 6 September 2026 begins at 01:00.
    [TestCase("America/Santiago", "2026-09-06", 23)]
    public void A_day_is_as_long_as_its_clocks_say(string zone, string date, double hours)
    {
        var days = new VisitorDays(TimeZoneInfo.FindSystemTimeZoneById(zone));
        var day = DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture).DayNumber - DateOnly
            .FromDateTime(DateTime.UnixEpoch).DayNumber;

        Assert.That((days.Start(day + 1) - days.Start(day)) / (double)Hour, Is.EqualTo(hours));
    }

    [TestCase("UTC")]
    [TestCase("Europe/Berlin")]
    [TestCase("America/Santiago")]
    [TestCase("Asia/Kolkata")]
    public void Every_quarter_of_a_year_lies_in_the_day_that_has_begun_last(string zone)
    {
        var days = new VisitorDays(TimeZoneInfo.FindSystemTimeZoneById(zone));
        var first = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

        for (var at = first; at < first + 365 * 24 * Hour; at += Hour / 4)
        {
            var day = days.Of(at);
            Assert.That(at, Is.GreaterThanOrEqualTo(days.Start(day)).And.LessThan(days.Start(day + 1)));
        }
    }
}
