using Shortener.Statistics;

namespace Shortener.Tests.Statistics;

public sealed class BootstrapTests
{
    [Test]
    public void Every_resample_has_as_many_cases_as_there_are()
    {
        var bootstrap = new Bootstrap(1_000_107, 50, seed: 1);
        var sums = new double[50];
        foreach (var count in new long[] { 1, 100, 5, 1_000_000, 1, 0 })
        {
            var drawn = new double[50];
            bootstrap.Next(count, drawn);
            for (var i = 0; i < sums.Length; i++) sums[i] += drawn[i];
        }

        Assert.That(sums, Is.All.EqualTo(1_000_107));
    }

    // Of 100 cases 20: mean 20, variance 100 × 0.2 × 0.8 = 16. Of 10,000 draws the mean lies within 0.2 and
    // the variance within 1.2 but once in a million times.
    [Test]
    public void A_kind_is_drawn_as_often_as_the_binomial_says([Values(1UL, 2UL)] ulong seed)
    {
        var drawn = new double[10_000];
        new Bootstrap(100, drawn.Length, seed).Next(20, drawn);

        var mean = drawn.Average();
        Assert.That(mean, Is.EqualTo(20).Within(0.2));
        Assert.That(drawn.Average(d => (d - mean) * (d - mean)), Is.EqualTo(16).Within(1.2));
    }

    // Mean 3,000, variance 2,100: by the normal distribution.
    [Test]
    public void So_is_one_of_which_there_are_many()
    {
        var drawn = new double[10_000];
        new Bootstrap(10_000, drawn.Length, seed: 3).Next(3_000, drawn);

        var mean = drawn.Average();
        Assert.That(mean, Is.EqualTo(3_000).Within(2.3));
        Assert.That(drawn.Average(d => (d - mean) * (d - mean)), Is.EqualTo(2_100).Within(150));
    }

    [Test]
    public void One_seed_draws_the_same_again()
    {
        var (first, second) = (new double[20], new double[20]);
        new Bootstrap(1_000, 20, seed: 9).Next(300, first);
        new Bootstrap(1_000, 20, seed: 9).Next(300, second);

        Assert.That(second, Is.EqualTo(first));
    }

    // 0 to 10: a tenth below 1, a tenth above 9.
    [Test]
    public void An_interval_leaves_out_as_much_at_either_end()
    {
        var (low, high) = Bootstrap.Interval([3, 1, 0, 2, 10, 9, 8, 7, 4, 5, 6], 0.8);

        Assert.That(new[] { low, high }, Is.EqualTo(new[] { 1.0, 9.0 }).Within(1e-12));
    }

    [TestCase(0, 0.5, 0)]
    [TestCase(7, 0, 0)]
    [TestCase(7, 1, 7)]
    public void What_is_certain_is_not_left_to_chance(long tries, double chance, long drawn) =>
        Assert.That(Binomial.Draw(tries, chance, new Dice(1)), Is.EqualTo(drawn));
}
