using Shortener.Hits;
using Shortener.Reports;

namespace Shortener.Tests.Reports;

/// <summary>Half-lives worked by hand; a watch has four hours.</summary>
public sealed class HalfLivesTests
{
    [Test]
    public void Clicks_of_a_single_watch_are_half_there_in_its_middle() =>
        Assert.That(HalfLives.Hours([(1000, 30)]), Is.EqualTo(2));

    [Test]
    public void A_half_that_is_reached_with_a_watchs_last_click_ends_with_the_watch() =>
        Assert.That(HalfLives.Hours([(1000, 10), (1001, 10), (1003, 20)]), Is.EqualTo(8));

    /// <summary>
    /// Twenty of forty: ten at once, then 24 hours of silence, then ten of the thirty of four hours: 80
    /// minutes.
    /// </summary>
    [Test]
    public void Watches_without_clicks_take_their_time() =>
        Assert.That(HalfLives.Hours([(1000, 10), (1006, 30)]), Is.EqualTo(24 + 4 / 3.0).Within(1e-9));

    [Test]
    public void An_odd_number_is_halved_between_two_clicks() =>
        Assert.That(HalfLives.Hours([(1000, 15), (1001, 16)]), Is.EqualTo(4 + 4 * 0.5 / 16).Within(1e-9));

    [Test]
    public void Fewer_than_thirty_clicks_have_no_half_life() =>
        Assert.That(HalfLives.Hours([(1000, 20), (1001, 9)]), Is.Null);

    [Test]
    public void Median_and_quartiles_are_those_of_the_links()
    {
        // Ten of a hundred at once, and after some silent watches eighty, forty of them before the half: its
        // middle.
        var weeks = new[] { 4, 1, 5, 2, 3 }.Select(
            later => Week((1000, 10), (1000 + later, 80), (1001 + later, 10)));

        // 6, 10, 14, 18 and 22 hours.
        Assert.That(HalfLives.Of(weeks, Begin(1000)), Is.EqualTo(new HalfLife(14, 10, 18, 5)));
    }

    [Test]
    public void A_link_whose_week_is_not_over_is_left_out() =>
        Assert.That(
            HalfLives.Of([Week((1000, 30)), Week((1001, 300))], Begin(1001).AddMilliseconds(-1)),
            Is.EqualTo(new HalfLife(2, 2, 2, 1)));

    [Test]
    public void Without_links_nothing_is_said() =>
        Assert.That(
            HalfLives.Of([Week((1000, 29))], Begin(2000)), Is.EqualTo(new HalfLife(null, null, null, 0)));

    private static FirstWeek Week(params (int Watch, int Clicks)[] clicks)
    {
        var week = new FirstWeek();
        foreach (var (watch, count) in clicks) week.Add(watch, count);
        return week;
    }

    private static DateTimeOffset Begin(int watch) =>
        DateTimeOffset.FromUnixTimeMilliseconds(watch * Slots.WatchMillis);
}
