namespace Shortener.Attribution;

/// <summary>A visit that may have led to a conversion, as the models see it.</summary>
/// <param name="At">When it was, in UTC milliseconds since 1970.</param>
/// <param name="Key">
/// Which row of the report it belongs to: the number of its channel, its link, and so on.
/// </param>
/// <param name="IsDirect">Its channel is <c>direct</c> or not known.</param>
public readonly record struct Touch(long At, int Key, bool IsDirect);

/// <summary>How much of a conversion each touch of its journey earned.</summary>
/// <param name="touches">
/// At least one, the earliest first, none later than <paramref name="convertedAt"/>.
/// </param>
/// <param name="convertedAt">In UTC milliseconds since 1970.</param>
/// <param name="weights">Filled, one for each touch: none negative, 1 together.</param>
public delegate void Weigh(ReadOnlySpan<Touch> touches, long convertedAt, Span<double> weights);
