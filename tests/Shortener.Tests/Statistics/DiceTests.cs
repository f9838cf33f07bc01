using Shortener.Statistics;

namespace Shortener.Tests.Statistics;

public sealed class DiceTests
{
    /// <summary>
    /// The first outputs of SplitMix64 for the seed 1234567, as its authors' reference gives them, over 2⁶⁴.
    /// </summary>
    [Test]
    public void Numbers_are_those_of_SplitMix64()
    {
        var dice = new Dice(1234567);

        Assert.That(new[] { dice.Next(), dice.Next() }, Is.EqualTo(new[]
        {
            6457827717110365317UL / Math.Pow(2, 64), 3203168211198807973UL / Math.Pow(2, 64),
        }).Within(1e-12));
    }

    [Test]
    public void Normal_numbers_have_mean_0_and_variance_1()
    {
        var dice = new Dice(7);
        var drawn = Enumerable.Range(0, 100_000).Select(_ => dice.Normal()).ToList();

        Assert.That(drawn.Average(), Is.Zero.Within(0.02));
        Assert.That(drawn.Average(x => x * x), Is.EqualTo(1).Within(0.02));
    }
}
