namespace Shortener.Attribution;

/// <summary>What a journey led to.</summary>
public enum OutcomeKind
{
    Lead,
    Sale,

    /// <summary>Money given back. It is of its sale's journey, and no conversion of its own.</summary>
    Refund,
}

/// <summary>A lead, a sale or a refund in a timeline.</summary>
/// <param name="At">When it happened, in UTC milliseconds since 1970.</param>
/// <param name="JourneyAt">Where its journey ends: when it happened, of a refund when its sale did.</param>
/// <param name="EventId">The number of its word in <c>conversion_words</c>; a refund has its sale's.</param>
/// <param name="CodeId">The number of the advocate's or coupon code; 0 for none.</param>
/// <param name="Amount">Minor units, never negative, of a refund too.</param>
/// <param name="Currency">Its number in ISO 4217; 0 for none.</param>
/// <param name="LookbackDays">How long before it touches count, unless a report asks otherwise.</param>
public readonly record struct Outcome(
    long At, long JourneyAt, OutcomeKind Kind, long EventId, long CodeId, long Amount, short Currency,
    int LookbackDays)
{
    /// <summary>What it adds to revenue.</summary>
    public long Revenue => Kind is OutcomeKind.Refund ? -Amount : Amount;
}
