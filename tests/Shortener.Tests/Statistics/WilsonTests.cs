using FsCheck;
using FsCheck.Fluent;
using Shortener.Statistics;

namespace Shortener.Tests.Statistics;

public sealed class WilsonTests
{
    // Newcombe, "Two-sided confidence intervals for the single proportion" (Statistics in Medicine 17, 1998),
    // table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    [TestCase(81, 263, 0.2553, 0.3662)]
    [TestCase(15, 148, 0.0624, 0.1605)]
    [TestCase(0, 20, 0, 0.1611)]
    [TestCase(1, 29, 0.0061, 0.1718)]
    public void Intervals_are_those_of_the_literature(long hits, long cases, double low, double high)
    {
        var interval = Wilson.Interval95(hits, cases);

        Assert.That(new[] { interval.Low, interval.High }, Is.EqualTo(new[] { low, high }).Within(0.00006));
    }

    [Test]
    public void More_hits_than_cases_are_no_rate() =>
        Assert.That(() => Wilson.Interval95(3, 2), Throws.TypeOf<ArgumentOutOfRangeException>());

    [FsCheck.NUnit.Property]
    public Property The_rate_lies_inside_and_both_ends_between_nothing_and_all(
        PositiveInt cases, NonNegativeInt drawn)
    {
        var hits = drawn.Get % (cases.Get + 1);
        var (low, high) = Wilson.Interval95(hits, cases.Get);
        var rate = (double)hits / cases.Get;
        return (low >= 0 && low <= rate && rate <= high && high <= 1).ToProperty();
    }
}
