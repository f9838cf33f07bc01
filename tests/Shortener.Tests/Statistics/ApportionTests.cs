using FsCheck;
using FsCheck.Fluent;
using Shortener.Statistics;

namespace Shortener.Tests.Statistics;

public sealed class ApportionTests
{
    // 100 in thirds: 33⅓ each, and the one that is left goes to the first of three that lost the same.
    [TestCase(100, new[] { 1.0, 1, 1 }, new long[] { 34, 33, 33 })]
    // 10 by 5 : 3 : 1 is 5.56, 3.33, 1.11: the one that is left goes to the first.
    [TestCase(10, new[] { 5.0, 3, 1 }, new long[] { 6, 3, 1 })]
    [TestCase(-100, new[] { 1.0, 1, 2 }, new long[] { -25, -25, -50 })]
    // −10 in thirds is −3⅓ each, rounded down to −4: two of three get one back.
    [TestCase(-10, new[] { 1.0, 1, 1 }, new long[] { -3, -3, -4 })]
    [TestCase(7, new[] { 0.0, 0 }, new long[] { 4, 3 })]
    [TestCase(0, new double[0], new long[0])]
    public void What_is_left_goes_to_those_who_lost_most(long whole, double[] weights, long[] parts) =>
        Assert.That(Apportion.ByWeight(whole, weights), Is.EqualTo(parts));

    [Test]
    public void Parts_of_either_sign_add_up_too() =>
        Assert.That(Apportion.Round([-0.5, 2.75, -1.25], 1), Is.EqualTo(new long[] { -1, 3, -1 }));

    [Test]
    public void A_weight_below_zero_is_refused() =>
        Assert.That(() => Apportion.ByWeight(1, [1, -1]), Throws.ArgumentException);

    [Test]
    public void Nobody_cannot_share_something() =>
        Assert.That(() => Apportion.ByWeight(1, []), Throws.ArgumentException);

    [FsCheck.NUnit.Property]
    public Property Parts_add_up_and_none_is_further_than_one_from_its_exact_value(
        NonEmptyArray<ushort> weights, long whole)
    {
        whole %= 1_000_000_000_000;
        var parts = Apportion.ByWeight(whole, [.. weights.Get.Select(w => (double)w)]);
        var sum = weights.Get.Sum(w => (double)w);
        var isNear = sum == 0
            || parts.Zip(weights.Get, (part, w) => Math.Abs(part - whole * (w / sum)) < 1.001)
                .All(near => near);
        return (parts.Sum() == whole && isNear).ToProperty();
    }
}
