namespace Shortener.Statistics;

/// <summary>
/// Splits a whole number into whole parts that add up to it exactly, by largest remainder: every part is
/// rounded down, and what is left goes, one by one, to the parts that lost most.
/// </summary>
/// <remarks>Hamilton's method. No part is further than 1 from its exact value.</remarks>
public static class Apportion
{
    /// <summary>
    /// Rounds parts of any sign that add up to <paramref name="whole"/> but for the rounding of their making.
    /// </summary>
    /// <param name="exact">Finite.</param>
    /// <param name="whole">What is split; minor units of money, say. Negative for what is taken back.</param>
    /// <returns>In the order given; of equal remainders the first is served first.</returns>
    /// <exception cref="ArgumentException">
    /// A part is not a number; or there is none, and something to split.
    /// </exception>
    public static long[] Round(ReadOnlySpan<double> exact, long whole)
    {
        if (exact.Length == 0 && whole != 0)
        {
            throw new ArgumentException("There is nobody to split it among.", nameof(exact));
        }
        var parts = new long[exact.Length];
        var remainders = new double[exact.Length];
        var order = new int[exact.Length];
        var left = whole;
        for (var i = 0; i < parts.Length; i++)
        {
            if (!double.IsFinite(exact[i]))
            {
                throw new ArgumentException("A part is not a number.", nameof(exact));
            }
            var floor = Math.Floor(exact[i]);
            parts[i] = (long)floor;
            // From the largest down; of equals, the first first.
            (remainders[i], order[i]) = (floor - exact[i], i);
            left -= parts[i];
        }
        Array.Sort(
            order,
            (a, b) =>
                remainders[a] != remainders[b] ? remainders[a].CompareTo(remainders[b]) : a.CompareTo(b));
        // Mostly once around; sums of many numbers may be off by more.
        for (var i = 0; left != 0; i = (i + 1) % parts.Length)
        {
            var step = Math.Sign(left);
            parts[step > 0 ? order[i] : order[^(i + 1)]] += step;
            left -= step;
        }
        return parts;
    }
}
