using Shortener.Statistics;

namespace Shortener.Channels.Dark;

/// <summary>
/// A day of a link, hour by hour: what was seen within a few hours of another, less what the rest of the day
/// lets expect there.
/// </summary>
/// <remarks>
/// Seen from the hour h, a sight in the hour g counts c(h, g): 1 in the same hour, ½, ⅕ and ⅒ one, two and
/// three hours apart; further apart −e, with e such that the sum over the day is nothing for whoever comes
/// as all clicks do in the course of a day. Nights, and the hours before a link was made, are so no sign of
/// anything. Pairs of different days are not looked at: of a sample, whole days are known.
/// </remarks>
/// <param name="columns">How many things are counted.</param>
/// <param name="rhythm">How many clicks there are in each hour of the day, on all links.</param>
internal sealed class BurstDay(int columns, double[] rhythm)
{
    public const int Hours = 24;

    /// <summary>What a sight in the same hour counts.</summary>
    public const double Together = 1;

    // What is expected from less than so many of the day's clicks is no expectation.
    private const double LeastPart = 0.3 / Hours;

    // An hour in which there never is anybody, nearly.
    private const double LeastHour = 0.02 / Hours;

    // Half of the taps on a message come within the hour, nine tenths within four.
    private static readonly double[] Near = [Together, 0.5, 0.2, 0.1];

    private readonly double[] _counts = new double[Hours * columns];
    private readonly bool[] _isSeen = new bool[Hours];
    private readonly double[] _by = new double[Hours];
    private readonly double[] _rhythm = Parts(rhythm);
    private long _first;
    private long _last;

    /// <summary>Forgets what was counted, and begins another day.</summary>
    /// <param name="first">The link's first hour of all, from the beginning of this day.</param>
    /// <param name="last">The last hour that was looked at at all.</param>
    public void Begin(long first, long last)
    {
        for (var hour = 0; hour < Hours; hour++)
        {
            if (_isSeen[hour]) At(hour).Clear();
            _isSeen[hour] = false;
        }
        (_first, _last) = (first, last);
    }

    public void Count(int hour, int column)
    {
        _counts[hour * columns + column]++;
        _isSeen[hour] = true;
    }

    /// <summary>Something was counted in an hour.</summary>
    public bool IsSeen(int hour) => _isSeen[hour];

    /// <summary>What was counted in an hour.</summary>
    public Span<double> At(int hour) => _counts.AsSpan(hour * columns, columns);

    /// <summary>
    /// What each column has around an hour, beyond chance. False where the day does not say what chance is.
    /// </summary>
    /// <param name="onlyAfter">Nothing before that hour is near it.</param>
    public bool Excess(int hour, bool onlyAfter, Span<double> excess)
    {
        var (near, far) = (0.0, 0.0);
        var (from, until) = ((int)Math.Max(0, _first), (int)Math.Min(Hours - 1, _last));
        for (var h = from; h <= until; h++)
        {
            var apart = Math.Abs(h - hour);
            if (apart < Near.Length) near += (_by[h] = onlyAfter && h < hour ? 0 : Near[apart]) * _rhythm[h];
            // In its first hour something was seen of the link by definition.
            else if (h != _first) far += _rhythm[h];
        }
        if (far < LeastPart) return false;
        excess.Clear();
        for (var h = from; h <= until; h++)
        {
            if (!_isSeen[h]) continue;
            if (Math.Abs(h - hour) >= Near.Length) _by[h] = h == _first ? 0 : -near / far;
            Vectors.Add(excess, At(h), _by[h]);
        }
        return true;
    }

    private static double[] Parts(double[] clicks)
    {
        var sum = Math.Max(1, clicks.Sum());
        return [.. clicks.Select(part => Math.Max(part / sum, LeastHour))];
    }
}
