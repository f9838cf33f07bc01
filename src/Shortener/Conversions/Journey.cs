namespace Shortener.Conversions;

/// <summary>What a touch is. The first three have the numbers of <c>hits.trigger</c>.</summary>
public enum TouchKind : byte
{
    /// <summary>A click on a link.</summary>
    Click,

    /// <summary>A scan of a link's QR code.</summary>
    Qr,

    /// <summary>A click through a share.</summary>
    Share,

    /// <summary>An arrival through a share that no redirect made.</summary>
    ShareArrival,

    /// <summary>An advocate's or coupon code, where there is nothing else.</summary>
    Code,
}

/// <summary>Something that may have led to a conversion.</summary>
public sealed record JourneyTouch
{
    public TouchKind Kind { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Id of the hit, for clicks.</summary>
    public long? Hit { get; init; }

    public NamedLink? Link { get; init; }
    public string? Channel { get; init; }
    public string? App { get; init; }

    /// <summary>Token of the share, for arrivals.</summary>
    public string? Share { get; init; }

    public string? Code { get; init; }
}

/// <summary>A conversion, and the touches before it within its lookback, the first first.</summary>
/// <param name="From">The first instant of the lookback.</param>
public sealed record Journey(Conversion Conversion, DateTimeOffset From, IReadOnlyList<JourneyTouch> Touches)
{
    /// <summary>Puts touches in order, and adds the code where there are none.</summary>
    public static Journey Of(
        Conversion conversion, DateTimeOffset from, DateTimeOffset until, IEnumerable<JourneyTouch> touches)
    {
        List<JourneyTouch> ordered = [.. touches.OrderBy(t => t.At).ThenBy(t => t.Hit).ThenBy(
            t => t.Share, StringComparer.Ordinal)];
        if (ordered.Count == 0 && conversion.Code is { } code)
        {
            ordered.Add(new JourneyTouch { Kind = TouchKind.Code, At = until, Code = code });
        }
        return new Journey(conversion, from, ordered);
    }
}
