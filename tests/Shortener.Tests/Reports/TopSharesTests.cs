using Shortener.Reports;

namespace Shortener.Tests.Reports;

public sealed class TopSharesTests
{
    [Test]
    public void The_ten_with_most_clicks_stay_and_of_equals_the_lowest_numbers()
    {
        var top = new TopShares();
        foreach (var share in Enumerable.Range(1, 30).Reverse())
        {
            top.Offer(share, new ShareTotal { Clicks = share > 27 ? 5 : 1 });
        }

        Assert.That(
            top.List().Select(best => best.Share), Is.EqualTo(new long[] { 28, 29, 30, 1, 2, 3, 4, 5, 6, 7 }));
    }
}
