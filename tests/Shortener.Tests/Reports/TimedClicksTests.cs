using Shortener.Reports;

namespace Shortener.Tests.Reports;

public sealed class TimedClicksTests
{
    [Test]
    public void However_many_clicks_there_are_a_bounded_sample_of_whole_days_is_kept()
    {
        var timed = new TimedClicks();
        var all = Enumerable.Range(0, 3 * TimedClicks.Most).Select(n => new TimedClick(Link: n % 500, At: n * 60L, 1, 1)).ToList();

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
}
