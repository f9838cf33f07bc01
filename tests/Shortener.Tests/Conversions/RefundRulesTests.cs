using FsCheck;
using FsCheck.Fluent;
using Shortener.Conversions;

namespace Shortener.Tests.Conversions;

public sealed class RefundRulesTests
{
    [TestCase(new long[] { 30, 20 }, new long[] { 30, 20 })]
    [TestCase(new long[] { 100 }, new long[] { 100 })]
    [TestCase(new long[] { 150 }, new long[] { 100 })]
    [TestCase(new long[] { 80, 80, 1 }, new long[] { 80, 20, 0 })]
    [TestCase(new long[] { Told.TheRest }, new long[] { 100 })]
    [TestCase(new long[] { 30, Told.TheRest, 5 }, new long[] { 30, 70, 0 })]
    [TestCase(new long[] { }, new long[] { })]
    public void Refunds_of_a_sale_of_100_count(long[] asked, long[] counted) =>
        Assert.That(RefundRules.Settle(100, asked), Is.EqualTo(counted));

    [FsCheck.NUnit.Property]
    public Property Refunds_never_exceed_their_sale_and_none_is_negative(
        NonNegativeInt sale, NonNegativeInt[] asked)
    {
        var settled = RefundRules.Settle(sale.Get, asked.Select(a => (long)a.Get));
        return (settled.Sum() <= sale.Get && settled.All(a => a >= 0) && settled.Count == asked.Length).ToProperty();
    }
}
