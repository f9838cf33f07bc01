using FsCheck;
using FsCheck.Fluent;
using Shortener.Statistics;

namespace Shortener.Tests.Statistics;

public sealed class ApportionTests
{
    // 100 in thirds: 33⅓ each, and the one that is left goes to the first of three that lost the same.
    [TestCase(100, new[] { 100.0 / 3, 100.0 / 3, 100.0 / 3 }, new long[] { 34, 33, 33 })]
    // 10 by 5 : 3 : 1: the one that is left goes to the first.
    [TestCase(10, new[] { 50.0 / 9, 30.0 / 9, 10.0 / 9 }, new long[] { 6, 3, 1 })]
    // −10 in thirds is −3⅓ each, rounded down to −4: two of three get one back.
    [TestCase(-10, new[] { -10.0 / 3, -10.0 / 3, -10.0 / 3 }, new long[] { -3, -3, -4 })]
    [TestCase(1, new[] { -0.5, 2.75, -1.25 }, new long[] { -1, 3, -1 })]
    [TestCase(0, new double[0], new long[0])]
    public void What_is_left_goes_to_those_who_lost_most(long whole, double[] exact, long[] parts) =>
        Assert.That(Apportion.Round(exact, whole), Is.EqualTo(parts));

    [Test]
    public void What_is_no_number_is_refused() =>
        Assert.That(() => Apportion.Round([1, double.NaN], 1), Throws.ArgumentException);

    [Test]
    public void Nobody_cannot_share_something() =>
        Assert.That(() => Apportion.Round([], 1), Throws.ArgumentException);

    [FsCheck.NUnit.Property]
    public Property Parts_add_up_and_none_is_further_than_one_from_its_exact_value(
        NonEmptyArray<PositiveInt> weights, long whole)
    {
        whole %= 1_000_000_000_000;
        var sum = weights.Get.Sum(w => (double)w.Get);
        var exact = weights.Get.Select(w => whole * (w.Get / sum)).ToArray();

        var parts = Apportion.Round(exact, whole);

        var isNear = parts.Zip(exact, (part, e) => Math.Abs(part - e) < 1.001).All(near => near);
        return (parts.Sum() == whole && isNear).ToProperty();
    }
}
