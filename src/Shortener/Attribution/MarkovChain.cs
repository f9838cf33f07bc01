namespace Shortener.Attribution;

/// <summary>
/// How many conversions would be lost without a key: journeys are a walk from key to key, each step depending
/// on the one before alone, until conversion or nothing. Taken out, a key sends whoever would have come to it
/// to nothing.
/// </summary>
/// <remarks>
/// Removal effect = (P − P without i) / P; credit = removal effect / Σ removal effects. Source: Anderl,
/// Becker, von Wangenheim, Schumann, "Mapping the customer journey" (2016), order 1, as in R's
/// ChannelAttribution. P without i is the chance to convert without ever coming to i, so P − P without i =
/// chance to come to i × chance to convert from there: one inverse of the matrix gives all of them, where
/// solving the chain once for every removal would take n times as long.
/// </remarks>
public static class MarkovChain
{
    /// <summary>The inverse takes the cube of the keys: 200 some 10 ms.</summary>
    public const int MostKeys = 200;

    /// <summary>Each key's part of the conversions that had a touch.</summary>
    /// <param name="converted">How often each of the paths ended in a conversion.</param>
    /// <param name="lost">How often it ended in nothing.</param>
    /// <returns>One for each key: none negative, 1 together; all 0 where nothing converted.</returns>
    public static double[] Shares(Paths paths, ReadOnlySpan<long> converted, ReadOnlySpan<long> lost)
    {
        var walk = new Walk(paths.Keys);
        return Shares(walk, walk.Count(paths, converted, lost));
    }

    /// <summary>The same, of steps that are counted already.</summary>
    public static double[] Shares(Walk walk, ReadOnlySpan<double> counts)
    {
        var n = walk.Keys;
        var converts = new double[n];
        var steps = Chances(walk, counts, converts);
        var visits = Inverse(steps, n);
        var effects = new double[n];
        var sum = 0.0;
        for (var key = 0; key < n; key++)
        {
            // How often a walk is at the key on average, over how often one is that has come there: the
            // chance to come there.
            var (reached, conversions) = (0.0, 0.0);
            for (var other = 0; other < n; other++)
            {
                reached += counts[Walk.Start(other)] * visits[other * n + key];
                conversions += visits[key * n + other] * converts[other];
            }
            effects[key] = reached / visits[key * n + key] * conversions;
            sum += effects[key];
        }
        if (sum > 0) for (var key = 0; key < n; key++) effects[key] /= sum;
        return effects;
    }

    /// <summary>
    /// The chances of each step between keys, row by row; and into <paramref name="converts"/>, of converting
    /// at once.
    /// </summary>
    private static double[] Chances(Walk walk, ReadOnlySpan<double> counts, double[] converts)
    {
        var n = walk.Keys;
        var chances = new double[n * n];
        for (var from = 0; from < n; from++)
        {
            var leaves = counts[walk.End(from, converted: true)] + counts[walk.End(from, converted: false)];
            for (var to = 0; to < n; to++) leaves += counts[walk.Between(from, to)];
            if (leaves == 0) continue;
            converts[from] = counts[walk.End(from, converted: true)] / leaves;
            for (var to = 0; to < n; to++) chances[from * n + to] = counts[walk.Between(from, to)] / leaves;
        }
        return chances;
    }

    /// <summary>(1 − steps)⁻¹: how often a walk that begins at a row's key is at a column's key.</summary>
    /// <remarks>
    /// Gauss and Jordan without pivoting: no row adds up to more than 1, and every key leads out in the end.
    /// </remarks>
    private static double[] Inverse(double[] steps, int n)
    {
        var left = new double[n * n];
        var right = new double[n * n];
        for (var i = 0; i < left.Length; i++) left[i] = -steps[i];
        for (var key = 0; key < n; key++) (left[key * n + key], right[key * n + key]) = (1, 1);

        for (var pivot = 0; pivot < n; pivot++)
        {
            var row = left.AsSpan(pivot * n, n);
            var inverseRow = right.AsSpan(pivot * n, n);
            var divisor = row[pivot];
            for (var i = pivot; i < n; i++) row[i] /= divisor;
            for (var i = 0; i <= pivot; i++) inverseRow[i] /= divisor;
            for (var other = 0; other < n; other++)
            {
                var factor = left[other * n + pivot];
                if (other == pivot || factor == 0) continue;
                var otherRow = left.AsSpan(other * n, n);
                var otherInverse = right.AsSpan(other * n, n);
                for (var i = pivot; i < n; i++) otherRow[i] -= factor * row[i];
                for (var i = 0; i <= pivot; i++) otherInverse[i] -= factor * inverseRow[i];
            }
        }
        return right;
    }
}
