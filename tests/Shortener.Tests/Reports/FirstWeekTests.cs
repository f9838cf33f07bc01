using Shortener.Reports;

namespace Shortener.Tests.Reports;

/// <summary>What a link keeps of its clicks: 42 watches from the first, whatever comes when.</summary>
public sealed class FirstWeekTests
{
    [Test]
    public void The_week_ends_seven_days_after_its_first_watch_began()
    {
        var week = Of((100, 1), (141, 2), (142, 3));

        Assert.That(week.Clicks, Is.EqualTo(new[] { (100, 1), (141, 2) }));
    }

    [Test]
    public void A_first_watch_that_comes_late_ends_the_week_earlier()
    {
        var week = Of((100, 1), (141, 2), (98, 3));

        Assert.That(week.Clicks, Is.EqualTo(new[] { (98, 3), (100, 1) }));
    }

    /// <summary>Law: what is kept does not depend on the order, nor on how a watch was divided.</summary>
    [FsCheck.NUnit.Property]
    public bool The_order_does_not_matter(byte[] watches)
    {
        var first = watches.DefaultIfEmpty().Min();
        var expected = watches.Where(watch => watch < first + 42).GroupBy(watch => watch)
            .OrderBy(same => same.Key)
            .Select(same => ((int)same.Key, same.Count()));

        return Of([.. watches.Select(watch => ((int)watch, 1))]).Clicks.SequenceEqual(expected);
    }

    private static FirstWeek Of(params (int Watch, int Clicks)[] clicks)
    {
        var week = new FirstWeek();
        foreach (var (watch, count) in clicks) week.Add(watch, count);
        return week;
    }
}
