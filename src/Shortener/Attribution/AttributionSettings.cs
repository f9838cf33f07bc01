using Shortener.Values;

namespace Shortener.Attribution;

/// <summary>What the models may be told. Section <c>Shortener:Attribution</c>.</summary>
public sealed record AttributionSettings : ISettings
{
    /// <summary>The first touch's part of a conversion in the model <c>position</c>.</summary>
    public double PositionFirst { get; init; } = 0.4;

    /// <summary>The last touch's part; those between share what is left.</summary>
    public double PositionLast { get; init; } = 0.4;

    /// <summary>After so many days a touch counts half, in the model <c>time-decay</c>.</summary>
    public double HalfLifeDays { get; init; } = 7;

    /// <summary>
    /// What the sharers get of a conversion that a click through their share led to, in <c>shareCredit</c>.
    /// </summary>
    public double SharePart { get; init; } = 0.5;

    /// <summary>What each sharer hands up of it to the one whose share had brought him.</summary>
    public double ShareFactor { get; init; } = 0.5;

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        foreach (var (name, part) in new[]
        {
            (nameof(PositionFirst), PositionFirst), (nameof(PositionLast), PositionLast),
            (nameof(SharePart), SharePart), (nameof(ShareFactor), ShareFactor),
        })
        {
            if (part is not (>= 0 and <= 1))
            {
                yield return $"Shortener:Attribution:{name} is {part}; it may be 0 to 1.";
            }
        }
        if (PositionFirst + PositionLast > 1)
        {
            yield return "Shortener:Attribution:PositionFirst and PositionLast are more than 1 together.";
        }
        if (HalfLifeDays is not (>= 0.01 and <= 3650))
        {
            yield return $"Shortener:Attribution:HalfLifeDays is {HalfLifeDays}; it may be 0.01 to 3650.";
        }
    }
}
