namespace Shortener.Attribution;

/// <summary>The ways to conversion.</summary>
public sealed record PathsFound
{
    /// <summary>How many conversions there are.</summary>
    public required long Conversions { get; init; }

    /// <summary>How many different ways led there.</summary>
    public required int DistinctPaths { get; init; }

    /// <summary>The commonest.</summary>
    public required IReadOnlyList<CommonPath> Paths { get; init; }

    /// <summary>How many conversions had how many touches.</summary>
    public required IReadOnlyList<TouchesToConvert> Touches { get; init; }

    /// <summary>From the first touch to the conversion; null where no conversion had one.</summary>
    public required TimeToConvert? TimeToConvert { get; init; }

    /// <summary>Who helped, and who began and ended.</summary>
    public required IReadOnlyList<Assist> Assists { get; init; }
}

/// <summary>A way that customers went.</summary>
/// <param name="Path">
/// The earliest first; one entry where somebody came back the same way. Empty for conversions without a
/// touch.
/// </param>
/// <param name="Share">Of all conversions.</param>
public sealed record CommonPath(IReadOnlyList<string?> Path, long Conversions, decimal Share);

/// <summary>So many conversions had so many touches.</summary>
public sealed record TouchesToConvert(int Touches, long Conversions);

/// <summary>How long it takes.</summary>
/// <param name="N">Conversions with a touch.</param>
public sealed record TimeToConvert(
    int N, long P25Seconds, long MedianSeconds, long P75Seconds, long P90Seconds);

/// <summary>What part a row had.</summary>
/// <param name="Conversions">Those in whose journey it was.</param>
/// <param name="First">Those that it began.</param>
/// <param name="Last">Those that it ended.</param>
/// <param name="Assisted">Those that it was part of and did not end.</param>
public sealed record Assist(string? Key, long Conversions, long First, long Last, long Assisted);
