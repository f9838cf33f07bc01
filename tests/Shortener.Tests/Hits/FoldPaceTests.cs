using Shortener.Hits;

namespace Shortener.Tests.Hits;

public sealed class FoldPaceTests
{
    [TestCase(150, 6.0, 75)]
    [TestCase(150, 100.0, 75)]
    [TestCase(150, 2.0, 225)]
    [TestCase(150, 0.5, 225)]
    [TestCase(150, 3.0, 150)]
    public void A_slice_becomes_as_long_as_it_may_hold_the_lock_by_half_at_most(
        int rows, double held, int next)
    {
        var pace = new FoldPace(new FollowerSettings { SliceMillis = 3 });

        pace.Learn(rows, TimeSpan.FromMilliseconds(held));

        Assert.That(pace.Rows, Is.EqualTo(next));
    }

    [Test]
    public void A_slice_that_was_short_for_want_of_hits_makes_no_longer_one()
    {
        var pace = new FoldPace(new FollowerSettings());

        pace.Learn(3, TimeSpan.FromMilliseconds(0.001));

        Assert.That(pace.Rows, Is.EqualTo(150));
    }

    [Test]
    public void Lengths_stay_within_bounds()
    {
        var (slow, quick) = (new FoldPace(new FollowerSettings()), new FoldPace(new FollowerSettings()));

        for (var i = 0; i < 50; i++)
        {
            slow.Learn(slow.Rows, TimeSpan.FromSeconds(1));
            quick.Learn(quick.Rows, TimeSpan.Zero);
        }

        Assert.That((slow.Rows, quick.Rows), Is.EqualTo((50, 20_000)));
    }

    // A fifth of the time: 4 ms of work, 16 ms of pause. With four million hits in the tail twice that share.
    [TestCase(199, 0, 0)]
    [TestCase(200, 0, 16)]
    [TestCase(200, 4_000_000, 6)]
    [TestCase(200, 400_000_000, 4)]
    public void It_gives_way_to_redirects_the_less_the_longer_the_tail(
        double hitsPerSecond, long tail, double pause) =>
        Assert.That(
            new FoldPace(new FollowerSettings { BusyHitsPerSecond = 200, BusyPercent = 20 }).PauseAfter(TimeSpan.FromMilliseconds(4), hitsPerSecond, tail).TotalMilliseconds,
            Is.EqualTo(pause).Within(0.001));

    [Test]
    public void Given_all_the_time_it_never_pauses() =>
        Assert.That(
            new FoldPace(new FollowerSettings { BusyPercent = 100 }).PauseAfter(
                TimeSpan.FromMilliseconds(4), 50_000, 0),
            Is.EqualTo(TimeSpan.Zero));

    [Test]
    public void A_thousand_hits_a_second_are_folded_as_they_come() =>
        Assert.That(
            new FoldPace(new FollowerSettings()).PauseAfter(TimeSpan.FromMilliseconds(4), 1_000, 0),
            Is.EqualTo(TimeSpan.Zero));
}
