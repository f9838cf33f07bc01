using Shortener.Statistics;

namespace Shortener.Shares;

/// <summary>K, with the interval that holds it in 95 of 100 cases.</summary>
public readonly record struct KFactor(double Value, double Low, double High);

/// <summary>How many unique clicks one unique click brings by sharing.</summary>
/// <remarks>
/// K = unique clicks through shares of generation g+1 ÷ unique clicks of generation g (0 is the bare link),
/// all generations together: what came through shares, by what there was at all. The interval is a bootstrap
/// over roots: the clicks of the bare link one by one, and the trees of shares below it as wholes, because
/// what one share brings comes or stays away together.
/// </remarks>
public static class Contagion
{
    private const double Left = 0.025;
    private const int Resamples = 400;

    // So many trees of one size are drawn together: the sum of their draws is nearly normal.
    private const int Many = 50;
    private const ulong Seed = 20261121;

    /// <param name="bare">Unique clicks of the bare links.</param>
    /// <param name="trees">
    /// Unique clicks of each share made from a bare link and of all that grew from it.
    /// </param>
    /// <returns>Null where there are no clicks.</returns>
    public static KFactor? Of(long bare, IEnumerable<long> trees) =>
        OfSizes(bare, trees.CountBy(unique => unique));

    /// <param name="bare">Unique clicks of the bare links.</param>
    /// <param name="trees">How many trees have so many unique clicks.</param>
    /// <returns>Null where there are no clicks.</returns>
    public static KFactor? OfSizes(long bare, IEnumerable<KeyValuePair<long, int>> trees)
    {
        var sizes = trees.OrderBy(size => size.Key).ToList();
        var shared = sizes.Sum(size => size.Key * size.Value);
        if (bare + shared == 0) return null;
        var (dice, drawn) = (new Dice(Seed), new double[Resamples]);
        for (var i = 0; i < Resamples; i++)
        {
            var (again, own) = (0.0, Math.Max(0, bare + Math.Sqrt(bare) * dice.Normal()));
            foreach (var (unique, count) in sizes) again += unique * Times(count, dice);
            drawn[i] = again + own > 0 ? again / (again + own) : 0;
        }
        Array.Sort(drawn);
        return new KFactor(
            (double)shared / (bare + shared), drawn[(int)(Left * Resamples)],
            drawn[(int)((1 - Left) * Resamples)]);
    }

    private static double Times(int cases, Dice dice)
    {
        if (cases >= Many) return Math.Max(0, cases + Math.Sqrt(cases) * dice.Normal());
        var times = 0;
        for (var i = 0; i < cases; i++) times += Times(dice);
        return times;
    }

    /// <summary>
    /// How often a case is drawn when as many are drawn as there are: once in the mean, by Poisson.
    /// </summary>
    private static int Times(Dice dice)
    {
        var (times, left) = (0, dice.Next() - Math.Exp(-1));
        for (var chance = Math.Exp(-1); left > 0; left -= chance) chance /= ++times;
        return times;
    }
}
