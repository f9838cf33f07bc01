namespace Shortener.Attribution;

/// <summary>
/// How many conversions would be lost without a key: journeys are a walk from key to key, each step depending on the one
/// before alone, until conversion or nothing. Taken out, a key sends whoever would have come to it to nothing.
/// </summary>
/// <remarks>
/// Removal effect = (P − P without i) / P; credit = removal effect / Σ removal effects. Source: Anderl, Becker, von
/// Wangenheim, Schumann, "Mapping the customer journey" (2016), order 1, as in R's ChannelAttribution. P without i is the
/// chance to convert without ever coming to i, so P − P without i = chance to come to i × chance to convert from there: one
/// inverse of the matrix gives all of them, where solving the chain once for every removal would take n times as long.
/// </remarks>
public static class MarkovChain
{
    /// <summary>Each key's part of the conversions that had a touch.</summary>
    /// <param name="converted">How often each of the paths ended in a conversion.</param>
    /// <param name="lost">How often it ended in nothing.</param>
    /// <returns>One for each key: none negative, 1 together; all 0 where nothing converted.</returns>
    public static double[] Shares(Paths paths, ReadOnlySpan<long> converted, ReadOnlySpan<long> lost)
    {
        var walk = Walk.Of(paths, converted, lost);
        var n = paths.Keys;
        var visits = Inverse(walk.Steps, n);
        var effects = new double[n];
        var sum = 0.0;
        for (var key = 0; key < n; key++)
        {
            // How often a walk is at the key on average, over how often one is that has come there: the chance to come there.
            var (reached, converts) = (0.0, 0.0);
            for (var other = 0; other < n; other++)
            {
                reached += walk.Starts[other] * visits[other * n + key];
                converts += visits[key * n + other] * walk.Converts[other];
            }
            effects[key] = reached / visits[key * n + key] * converts;
            sum += effects[key];
        }
        if (sum > 0) for (var key = 0; key < n; key++) effects[key] /= sum;
        return effects;
    }

    /// <summary>(1 − steps)⁻¹: how often a walk that begins at a row's key is at a column's key.</summary>
    /// <remarks>Gauss and Jordan without pivoting: no row adds up to more than 1, and every key leads out in the end.</remarks>
    private static double[] Inverse(double[] steps, int n)
    {
        var (left, right) = (new double[n * n], new double[n * n]);
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

    /// <summary>The chances of each step.</summary>
    /// <param name="Starts">That a journey begins at the key.</param>
    /// <param name="Steps">From the row's key to the column's.</param>
    /// <param name="Converts">From the key straight to conversion.</param>
    private sealed record Walk(double[] Starts, double[] Steps, double[] Converts)
    {
        public static Walk Of(Paths paths, ReadOnlySpan<long> converted, ReadOnlySpan<long> lost)
        {
            var n = paths.Keys;
            var walk = new Walk(new double[n], new double[n * n], new double[n]);
            var leaves = new double[n];
            var begun = 0.0;
            for (var path = 0; path < paths.Count; path++)
            {
                var steps = paths.Steps(path);
                double times = converted[path] + lost[path];
                if (times == 0 || steps.IsEmpty) continue;
                begun += times;
                walk.Starts[steps[0].Key] += times;
                for (var i = 1; i < steps.Length; i++)
                {
                    var (from, to) = (steps[i - 1].Key, steps[i].Key);
                    // Coming back to the same key changes nothing but how long the walk takes.
                    if (from == to) continue;
                    walk.Steps[from * n + to] += times;
                    leaves[from] += times;
                }
                walk.Converts[steps[^1].Key] += converted[path];
                leaves[steps[^1].Key] += times;
            }
            for (var from = 0; from < n; from++)
            {
                walk.Starts[from] /= Math.Max(1, begun);
                if (leaves[from] == 0) continue;
                walk.Converts[from] /= leaves[from];
                for (var to = 0; to < n; to++) walk.Steps[from * n + to] /= leaves[from];
            }
            return walk;
        }
    }
}
