using FsCheck;
using FsCheck.Fluent;
using Shortener.Attribution;

namespace Shortener.Tests.Attribution;

public sealed class ShareCreditTests
{
    [TestCase(0, new[] { 1.0 })]
    [TestCase(1, new[] { 0.5, 0.5 })]
    [TestCase(2, new[] { 0.5, 0.25, 0.25 })]
    [TestCase(3, new[] { 0.5, 0.25, 0.125, 0.125 })]
    public void Half_for_the_link_and_half_of_the_rest_handed_up(int sharers, double[] weights) =>
        Assert.That(ShareCredit.Split(sharers, part: 0.5, factor: 0.5), Is.EqualTo(weights));

    [Test]
    public void Without_handing_up_the_sharer_keeps_the_part() =>
        Assert.That(ShareCredit.Split(3, part: 0.3, factor: 0), Is.EqualTo(new[] { 0.7, 0.3, 0, 0 }));

    [Test]
    public void Handed_up_whole_all_goes_to_the_first_of_the_chain() =>
        Assert.That(ShareCredit.Split(3, part: 0.3, factor: 1), Is.EqualTo(new[] { 0.7, 0, 0, 0.3 }));

    [FsCheck.NUnit.Property]
    public Property Nothing_is_lost_and_nobody_pays(byte sharers, byte part, byte factor)
    {
        var weights = ShareCredit.Split(sharers, part / 255.0, factor / 255.0);
        return (Math.Abs(weights.Sum() - 1) < 1e-12 && weights.All(weight => weight >= 0)).ToProperty();
    }
}
