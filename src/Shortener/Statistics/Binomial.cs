namespace Shortener.Statistics;

/// <summary>How often something with a fixed chance happens in so many tries.</summary>
public static class Binomial
{
    // From here on the normal distribution is off by less than a hundredth of the deviation.
    private const double LargeMean = 30;

    /// <summary>One draw.</summary>
    /// <param name="tries">0 or more.</param>
    /// <param name="chance">0 to 1.</param>
    /// <remarks>
    /// By inversion where few are expected, exact; else the nearest whole number to a normal draw.
    /// </remarks>
    public static long Draw(long tries, double chance, Dice dice)
    {
        if (chance > 0.5) return tries - Draw(tries, 1 - chance, dice);
        if (tries == 0 || chance <= 0) return 0;
        var mean = tries * chance;
        if (mean > LargeMean)
        {
            return Math.Clamp(
                (long)Math.Round(mean + Math.Sqrt(mean * (1 - chance)) * dice.Normal()), 0, tries);
        }
        // P(k+1) = P(k) × (n−k)/(k+1) × p/(1−p)
        var odds = chance / (1 - chance);
        var left = dice.Next();
        var probability = Math.Exp(tries * double.LogP1(-chance));
        long drawn = 0;
        while (left >= probability && drawn < tries)
        {
            left -= probability;
            probability *= odds * (tries - drawn) / (drawn + 1);
            drawn++;
        }
        return drawn;
    }
}
