namespace Shortener.Conversions;

/// <summary>How much of each refund counts: together they never exceed their sale.</summary>
/// <remarks>
/// A refund over the amount is kept and capped rather than refused: it may arrive before its sale, when
/// nobody can tell, and the order of arrival must not change the totals.
/// </remarks>
public static class RefundRules
{
    /// <summary>What counts of each, in the order given.</summary>
    /// <param name="sale">Minor units, 0 or more.</param>
    /// <param name="asked">
    /// In the order of the refunds' own times: minor units, or <see cref="Told.TheRest"/>.
    /// </param>
    public static IReadOnlyList<long> Settle(long sale, IEnumerable<long> asked)
    {
        var left = sale;
        var settled = new List<long>();
        foreach (var amount in asked)
        {
            var counts = amount == Told.TheRest ? left : Math.Min(amount, left);
            left -= counts;
            settled.Add(counts);
        }
        return settled;
    }
}
