namespace Shortener.Attribution;

/// <summary>
/// What each key adds to any set of the others, on average over every order in which they could come
/// together: the Shapley value of the game in which a set of keys is worth the conversions whose journeys it
/// could have made alone.
/// </summary>
/// <remarks>
/// φ(i) = Σ over sets S without i of |S|! (n−|S|−1)! / n! × (v(S+i) − v(S)), where v(S) counts the
/// conversions all of whose touches lie in S. Written out, that is 2ⁿ terms; but every conversion is a game
/// of its own, worth 1 to each set that has all its keys, and its keys are alike in that game: each earns 1/k
/// of k. Values of a sum of games add up, so the sum over conversions is exact for any number of keys, with
/// nothing sampled. Source: Zhao, Mahboobi, Bagheri, "Shapley Value Methods for Attribution Modeling in
/// Online Advertising" (arXiv 1804.05327), whose simplified formula this is.
/// </remarks>
public static class Shapley
{
    /// <summary>Each key's part of the conversions that had a touch.</summary>
    /// <param name="converted">How often each of the paths ended in a conversion.</param>
    /// <returns>One for each key: none negative, 1 together; all 0 where nothing converted.</returns>
    public static double[] Shares(Paths paths, ReadOnlySpan<long> converted)
    {
        var shares = new double[paths.Keys];
        var weights = new double[Timeline.MostTouches];
        long conversions = 0;
        for (var path = 0; path < paths.Count; path++)
        {
            var steps = paths.Steps(path);
            if (converted[path] == 0 || steps.IsEmpty) continue;
            if (steps.Length > weights.Length) weights = new double[steps.Length];
            Weigh(steps, weights.AsSpan(0, steps.Length));
            for (var i = 0; i < steps.Length; i++) shares[steps[i].Key] += converted[path] * weights[i];
            conversions += converted[path];
        }
        if (conversions > 0) for (var key = 0; key < shares.Length; key++) shares[key] /= conversions;
        return shares;
    }

    /// <summary>
    /// What one conversion gives to the steps of its path: to each key the same, at the first step that has
    /// it.
    /// </summary>
    public static void Weigh(ReadOnlySpan<Step> steps, Span<double> weights)
    {
        var distinct = 0;
        for (var i = 0; i < steps.Length; i++)
        {
            var isFirst = true;
            for (var before = 0; before < i && isFirst; before++) isFirst = steps[before].Key != steps[i].Key;
            weights[i] = isFirst ? 1 : 0;
            if (isFirst) distinct++;
        }
        for (var i = 0; i < weights.Length; i++) weights[i] /= distinct;
    }
}
