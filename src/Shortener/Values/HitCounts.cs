namespace Shortener.Values;

/// <summary>The columns of every report: how many hits of which kind.</summary>
public record struct HitCounts
{
    /// <summary>All of them.</summary>
    public readonly long Hits => Clicks + Previews + Bots + Prefetches;

    /// <summary>Hits by a person's browser.</summary>
    public long Clicks { get; set; }

    /// <summary>Clicks that are the first of their visitor on their link on their visitor day.</summary>
    public long UniqueClicks { get; set; }

    /// <summary>Clicks that came from the QR code.</summary>
    public long QrScans { get; set; }

    /// <summary>Fetches by something that draws a link card.</summary>
    public long Previews { get; set; }

    /// <summary>Crawlers, monitors, scanners, HEAD requests, our own networks.</summary>
    public long Bots { get; set; }

    /// <summary>Speculative loads.</summary>
    public long Prefetches { get; set; }

    public static HitCounts operator +(HitCounts left, HitCounts right) => left.Plus(right, 1);

    public static HitCounts operator -(HitCounts left, HitCounts right) => left.Plus(right, -1);

    private readonly HitCounts Plus(HitCounts other, int sign) => new()
    {
        Clicks = Clicks + sign * other.Clicks,
        UniqueClicks = UniqueClicks + sign * other.UniqueClicks,
        QrScans = QrScans + sign * other.QrScans,
        Previews = Previews + sign * other.Previews,
        Bots = Bots + sign * other.Bots,
        Prefetches = Prefetches + sign * other.Prefetches,
    };
}
