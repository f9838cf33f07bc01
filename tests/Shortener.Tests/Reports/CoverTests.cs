using Shortener.Hits;
using Shortener.Reports;

namespace Shortener.Tests.Reports;

public sealed class CoverTests
{
    private static readonly long Never = Millis(2100, 1, 1);

    [Test]
    public void Closed_months_are_read_as_months_and_open_ones_as_days() =>
        Assert.That(
            Cover.Of(Millis(2026, 3, 1), Millis(2026, 6, 1), Never, month => month != Month(2026, 4)),
            Is.EqualTo(new[]
        {
            new Part(Grain.Month, Month(2026, 3), Month(2026, 4), 1),
            new Part(Grain.Day, Day(2026, 4, 1), Day(2026, 5, 1), 1),
            new Part(Grain.Month, Month(2026, 5), Month(2026, 6), 1),
        }));

    [Test]
    public void A_month_that_is_nearly_filled_is_read_whole_and_the_rest_taken_away() =>
        Assert.That(Cover.Of(Millis(2026, 3, 3), Millis(2026, 3, 31), Never, _ => true), Is.EqualTo(new[]
        {
            new Part(Grain.Day, Day(2026, 3, 1), Day(2026, 3, 3), -1),
            new Part(Grain.Month, Month(2026, 3), Month(2026, 4), 1),
            new Part(Grain.Day, Day(2026, 3, 31), Day(2026, 4, 1), -1),
        }));

    [Test]
    public void Of_two_months_half_filled_the_days_are_read() =>
        Assert.That(Cover.Of(Millis(2026, 3, 25), Millis(2026, 4, 10), Never, _ => true),
            Is.EqualTo(new[] { new Part(Grain.Day, Day(2026, 3, 25), Day(2026, 4, 10), 1) }));

    // Berlin's days begin an hour or two before those of UTC: that hour is read hit by hit.
    [Test]
    public void The_edge_of_a_zone_s_day_is_read_from_the_log() =>
        Assert.That(
            Cover.Of(Millis(2026, 3, 9, 23), Millis(2026, 3, 11, 23), Never, _ => false), Is.EqualTo(new[]
        {
            new Part(Grain.Hit, Millis(2026, 3, 9, 23), Millis(2026, 3, 10), 1),
            new Part(Grain.Day, Day(2026, 3, 10), Day(2026, 3, 12), 1),
            new Part(Grain.Hit, Millis(2026, 3, 11, 23), Millis(2026, 3, 12), -1),
        }));

    [Test]
    public void What_lies_in_the_future_costs_nothing_and_so_today_is_read_whole() =>
        Assert.That(
            Cover.Of(Millis(2026, 3, 1), Millis(2026, 3, 6, 23), now: Millis(2026, 3, 6, 22), _ => false),
            Is.EqualTo(new[]
        {
            new Part(Grain.Day, Day(2026, 3, 1), Day(2026, 3, 7), 1),
            new Part(Grain.Hit, Millis(2026, 3, 6, 23), Millis(2026, 3, 7), -1),
        }));

    [Test]
    public void An_hour_within_a_day_is_read_from_the_log() =>
        Assert.That(Cover.Of(Millis(2026, 3, 10, 4), Millis(2026, 3, 10, 5), Never, _ => true),
            Is.EqualTo(new[] { new Part(Grain.Hit, Millis(2026, 3, 10, 4), Millis(2026, 3, 10, 5), 1) }));

    // Every hour is a hit; the parts must count each hour of the period once and no other.
    [FsCheck.NUnit.Property]
    public bool The_parts_add_up_to_the_period(ushort start, ushort length, ushort today, int closed)
    {
        var (from, until, now) = (Hour(start), Hour(start + length), Hour(today));

        var sum = Cover.Of(from, until, now, IsClosed).Sum(part => part.Sign * Hours(part));

        return sum == length && Enumerable.Range(0, 5).All(
            i => CountsAt(start + length * i / 5) == (length > 0 ? 1 : 0))
            && CountsAt(start - 1) == 0 && CountsAt(start + length) == 0;

        bool IsClosed(int month) => (closed >> month % 32 & 1) == 1;
        long CountsAt(int hour) => Cover.Of(from, until, now, IsClosed).Where(part => Holds(part, Hour(hour)))
            .Sum(part => (long)part.Sign);
    }

    private static bool Holds(Part part, long at) =>
        at >= Start(part.Grain, part.From) && at < Start(part.Grain, part.Until);

    private static long Hours(Part part) =>
        (Start(part.Grain, part.Until) - Start(part.Grain, part.From)) / 3_600_000;

    private static long Start(Grain grain, long bound) => grain switch
    {
        Grain.Month => Slots.FirstDay((int)bound) * Slots.DayMillis,
        Grain.Day => bound * Slots.DayMillis,
        _ => bound,
    };

    private static long Hour(int hours) => Millis(2024, 1, 1) + hours * 3_600_000L;

    private static long Millis(int year, int month, int day, int hour = 0) =>
        new DateTimeOffset(year, month, day, hour, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private static long Day(int year, int month, int day) => Millis(year, month, day) / Slots.DayMillis;

    private static long Month(int year, int month) => year * 12 + month - 1;
}
