namespace Shortener.Links;

/// <summary>What happened to a link so far. <c>hits = clicks + previews + bots + prefetches</c>.</summary>
public sealed record LinkCounts
{
    /// <summary>Nothing yet.</summary>
    public static readonly LinkCounts None = new();

    public long Hits => Clicks + Previews + Bots + Prefetches;
    public long Clicks { get; init; }
    public long UniqueClicks { get; init; }
    public long QrScans { get; init; }
    public long Previews { get; init; }
    public long Bots { get; init; }
    public long Prefetches { get; init; }
}
