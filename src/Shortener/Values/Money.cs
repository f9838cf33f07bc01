namespace Shortener.Values;

/// <summary>An amount in minor units: <c>new Money(1999, EUR)</c> is €19.99.</summary>
public readonly record struct Money(long Minor, Currency Currency)
{
    /// <summary>
    /// The most that one conversion may be worth, in minor units: sums of a thousand of them stay below 2⁵³.
    /// </summary>
    public const long Most = 1_000_000_000_000;

    /// <summary>The amount in another currency, to the nearest minor unit, halves away from zero.</summary>
    /// <param name="rate">
    /// How many major units of <paramref name="other"/> one major unit of this currency is worth; above 0.
    /// </param>
    /// <exception cref="OverflowException">The result is no number of minor units below 2⁶³.</exception>
    public Money In(Currency other, decimal rate)
    {
        var exact = Minor * rate * PowerOfTen(other.Digits) / PowerOfTen(Currency.Digits);
        return new Money(checked((long)Math.Round(exact, MidpointRounding.AwayFromZero)), other);
    }

    private static decimal PowerOfTen(int digits)
    {
        var power = 1m;
        for (; digits > 0; digits--) power *= 10;
        return power;
    }
}
