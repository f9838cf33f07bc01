using Shortener.Shares;

namespace Shortener.Tests.Shares;

public sealed class ContagionTests
{
    /// <summary>
    /// A hundred came by the bare link, and fifty through what those shared: each brought a third of another.
    /// </summary>
    [Test]
    public void K_is_what_came_through_shares_by_what_there_was()
    {
        Assert.That(Contagion.Of(100, [30, 20])!.Value.Value, Is.EqualTo(1 / 3.0).Within(1e-9));
    }

    [Test]
    public void Without_clicks_there_is_no_K() => Assert.That(Contagion.Of(0, []), Is.Null);

    [Test]
    public void Without_shares_it_is_nought_and_certain() =>
        Assert.That(Contagion.Of(100, []), Is.EqualTo(new KFactor(0, 0, 0)));

    /// <summary>
    /// Fifty clicks through one share may as well not have come; through fifty shares, most of them would
    /// have.
    /// </summary>
    [Test]
    public void Many_small_trees_tell_more_than_one_large_one()
    {
        var one = Contagion.Of(100, [50])!.Value;
        var many = Contagion.Of(100, [.. Enumerable.Repeat(1L, 50)])!.Value;

        Assert.That(many.High - many.Low, Is.LessThan((one.High - one.Low) / 2));
        Assert.That(many.Low, Is.LessThan(many.Value).And.GreaterThan(0));
    }
}
