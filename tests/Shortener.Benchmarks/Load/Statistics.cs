namespace Shortener.Benchmarks.Load;

/// <summary>The few figures that the runs report.</summary>
internal static class Statistics
{
    /// <param name="values">At least one.</param>
    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>
    /// Nearest rank: the smallest value that at least <paramref name="percent"/> of them do not exceed.
    /// </summary>
    /// <param name="values">At least one.</param>
    public static double Percentile(this IEnumerable<double> values, double percent)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Max(0, (int)Math.Ceiling(percent / 100 * sorted.Length) - 1)];
    }
}
