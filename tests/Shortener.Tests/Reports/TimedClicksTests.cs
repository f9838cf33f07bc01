using FsCheck;
using Shortener.Channels.Dark;
using Shortener.Reports;

namespace Shortener.Tests.Reports;

public sealed class TimedClicksTests
{
    [Test]
    public void However_many_clicks_there_are_a_bounded_sample_of_whole_days_is_kept()
    {
        var timed = new TimedClicks();
        var all = Enumerable.Range(0, 3 * TimedClicks.Most)
            .Select(n => new TimedClick(Link: n % 500, At: n * 60L, 1)).ToList();

        foreach (var click in all) timed.Add(click);

        Assert.That(timed.Clicks, Has.Count.InRange(TimedClicks.Most / 4, TimedClicks.Most));
        Assert.That(timed.Clicks, Is.EqualTo(all.Where(click => timed.Sample.Holds(click.Link, click.At))));
    }

    [Test]
    public void Few_clicks_are_kept_whole()
    {
        var timed = new TimedClicks();

        timed.Add(new TimedClick(1, 2, 3, 4));

        Assert.That(timed.Clicks, Is.EqualTo(new[] { new TimedClick(1, 2, 3, 4) }));
        Assert.That(timed.Sample.Holds(5, 6));
    }

    /// <summary>As digests keep samples of their own, each as large as may be.</summary>
    [Test]
    public void Samples_of_portions_make_the_same_sample_as_all_at_once()
    {
        var all = Enumerable.Range(0, 3 * TimedClicks.Most)
            .Select(n => new TimedClick(Link: n % 700, At: n * 60L, 1)).ToList();
        var (whole, portions, together) =
            (new TimedClicks(), new[] { new TimedClicks(), new TimedClicks() }, new TimedClicks());
        foreach (var click in all) whole.Add(click);
        for (var n = 0; n < all.Count; n++) portions[n < all.Count / 4 ? 0 : 1].Add(all[n]);

        foreach (var portion in portions)
        {
            together.Narrow(portion.Sample);
            foreach (var click in portion.Clicks) together.Add(click);
        }

        Assert.That(together.Sample, Is.EqualTo(whole.Sample));
        Assert.That(together.Clicks, Is.EqualTo(whole.Clicks));
    }

    [FsCheck.NUnit.Property]
    public bool A_day_is_held_until_the_sample_was_halved_more_often_than_it_is_deep(
        int link, PositiveInt at, byte halvings) =>
        DaySample.OfDepth(halvings % 20)
            .Holds(link, at.Get) == (DaySample.DepthOf(link, at.Get) >= halvings % 20);
}
