using Shortener.Values;

namespace Shortener.Tests.Values;

public sealed class PeriodTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly TimeZoneInfo LordHowe =
        TimeZoneInfo.FindSystemTimeZoneById("Australia/Lord_Howe");

    [Test]
    public void A_local_day_begins_at_its_own_midnight()
    {
        var day = Period.OfDays(new(2026, 7, 1), new(2026, 7, 1), Berlin);

        Assert.That((day.Start, day.End), Is.EqualTo((Utc(2026, 6, 30, 22), Utc(2026, 7, 1, 22))));
    }

    [TestCase(2026, 3, 29, 23)]
    [TestCase(2026, 10, 25, 25)]
    [TestCase(2026, 10, 26, 24)]
    public void A_day_has_as_many_hours_as_its_clocks_give_it(int year, int month, int day, int hours)
    {
        var date = new DateOnly(year, month, day);

        var names = Names(Period.OfDays(date, date, Berlin), TimeStep.Hour);

        Assert.That(names, Has.Count.EqualTo(hours));
        Assert.That(names, Is.Unique);
    }

    [Test]
    public void The_hour_that_comes_twice_has_two_rows_with_different_offsets() =>
        Assert.That(Names(new Period(Utc(2026, 10, 25, 0), Utc(2026, 10, 25, 2), Berlin), TimeStep.Hour),
            Is.EqualTo(new[] { "2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00" }));

    [Test]
    public void The_hour_that_never_comes_has_no_row() =>
        Assert.That(Names(new Period(Utc(2026, 3, 29, 0), Utc(2026, 3, 29, 2), Berlin), TimeStep.Hour),
            Is.EqualTo(new[] { "2026-03-29T01:00:00+01:00", "2026-03-29T03:00:00+02:00" }));

    // Lord Howe's clocks go from 02:00 (+10:30) to 02:30 (+11) on 4 October 2026, and from 02:00 (+11) to
    // 01:30 on 5 April.
    [Test]
    public void Where_clocks_move_by_half_an_hour_an_hour_begins_with_the_move()
    {
        var spring = Names(
            new Period(Utc(2026, 10, 3, 14, 30), Utc(2026, 10, 3, 17), LordHowe), TimeStep.Hour);
        var autumn = Names(new Period(Utc(2026, 4, 4, 14), Utc(2026, 4, 4, 16), LordHowe), TimeStep.Hour);

        Assert.That(spring, Is.EqualTo(
            new[] { "2026-10-04T01:00:00+10:30", "2026-10-04T02:30:00+11:00", "2026-10-04T03:00:00+11:00" }));
        Assert.That(autumn, Is.EqualTo(
            new[] { "2026-04-05T01:00:00+11:00", "2026-04-05T01:30:00+10:30", "2026-04-05T02:00:00+10:30" }));
    }

    [Test]
    public void Hours_of_a_zone_with_half_hours_begin_at_half_past_in_UTC()
    {
        var kolkata = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata");

        var first = new Period(Utc(2026, 11, 21, 9, 40), Utc(2026, 11, 21, 10), kolkata).Split(TimeStep.Hour)
            .Single();

        Assert.That(first, Is.EqualTo((Utc(2026, 11, 21, 9, 30), "2026-11-21T15:00:00+05:30")));
    }

    [Test]
    public void A_week_begins_on_Monday_and_is_called_by_it() =>
        Assert.That(Names(Period.OfDays(new(2026, 11, 15), new(2026, 11, 23), Berlin), TimeStep.Week),
            Is.EqualTo(new[] { "2026-11-09", "2026-11-16", "2026-11-23" }));

    [Test]
    public void Months_follow_each_other_without_a_hole() =>
        Assert.That(Names(Period.OfDays(new(2025, 12, 31), new(2026, 2, 1), Berlin), TimeStep.Month),
            Is.EqualTo(new[] { "2025-12", "2026-01", "2026-02" }));

    // Samoa went over the date line and had no 30 December 2011.
    [Test]
    public void A_day_that_a_zone_left_out_has_no_row() =>
        Assert.That(Names(
            Period.OfDays(
                new(2011, 12, 29), new(2011, 12, 31), TimeZoneInfo.FindSystemTimeZoneById("Pacific/Apia")),
            TimeStep.Day),
            Is.EqualTo(new[] { "2011-12-29", "2011-12-31" }));

    // Cairo puts its clocks forward at midnight.
    [Test]
    public void A_day_whose_midnight_does_not_come_begins_at_one() =>
        Assert.That(
            LocalTime.StartOf(new(2026, 4, 24), TimeZoneInfo.FindSystemTimeZoneById("Africa/Cairo")),
            Is.EqualTo(Utc(2026, 4, 23, 22)));

    [FsCheck.NUnit.Property]
    public bool Rows_of_time_meet_and_cover_the_period(int start, ushort minutes, byte zone, byte step)
    {
        string[] zones =
        [
            "UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Australia/Lord_Howe",
            "America/Havana",
        ];
        var from = Utc(2026, 1, 1, 0).AddMinutes(start % 500_000);
        var period = new Period(
            from, from.AddMinutes(minutes + 1),
            TimeZoneInfo.FindSystemTimeZoneById(zones[zone % zones.Length]));

        var starts = period.Split((TimeStep)(step % 4)).Select(row => row.Start).ToList();

        return starts[0] <= period.Start && starts.Skip(1).All(s => s > period.Start && s < period.End)
            && starts.Zip(starts.Skip(1)).All(pair => pair.First < pair.Second);
    }

    private static List<string> Names(Period period, TimeStep step) =>
        [.. period.Split(step).Select(row => row.Name)];

    private static DateTimeOffset Utc(int year, int month, int day, int hour, int minute = 0) =>
        new(year, month, day, hour, minute, 0, TimeSpan.Zero);
}
