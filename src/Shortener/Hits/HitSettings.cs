using Shortener.Values;

namespace Shortener.Hits;

/// <summary>How hits are kept. Section <c>Shortener:Hits</c>.</summary>
public sealed record HitSettings : ISettings
{
    /// <summary>
    /// A redirect whose hit is not in the log by then is answered once its hit is in the spill file.
    /// </summary>
    public int DeadlineMillis { get; init; } = 250;

    /// <summary>
    /// How many hits may wait for the log in memory; the next one goes to the spill file at once.
    /// </summary>
    public int QueueLength { get; init; } = 50_000;

    /// <summary>The most hits one commit takes, so that others get their turn at the database.</summary>
    public int BatchLength { get; init; } = 1_000;

    /// <summary>
    /// Size of the spill file, allocated at the start. A spilled hit takes about 500 bytes.
    /// </summary>
    public int SpillMegabytes { get; init; } = 64;

    /// <summary>Where the spill file lies; empty: beside the SQLite file, or in <c>data/</c>.</summary>
    public string SpillFile { get; init; } = "";

    /// <summary>
    /// How many texts never seen before (user agents, referrers, utm values …) are taken a minute; what comes
    /// on top is kept as <c>(other)</c>, so that nobody can grow the database at will. 0 is off.
    /// </summary>
    public int NewTextsPerMinute { get; init; } = 1_000;

    /// <summary>Entries in each cache of texts, clients and answers of the classifier.</summary>
    public int CacheEntries { get; init; } = 65_536;

    /// <summary>
    /// The operator's own databases of places in MaxMind's format, instead of the one inside the product.
    /// </summary>
    public IReadOnlyList<string> PlaceFiles { get; init; } = [];

    /// <summary>A file of the operator's own patterns, read before the product's; empty for none.</summary>
    public string RulesFile { get; init; } = "";

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        if (DeadlineMillis is < 1 or > 10_000)
        {
            yield return $"Shortener:Hits:DeadlineMillis is {DeadlineMillis}; it may be 1 to 10000.";
        }
        if (QueueLength is < 1 or > 10_000_000)
        {
            yield return $"Shortener:Hits:QueueLength is {QueueLength}; it may be 1 to 10000000.";
        }
        if (BatchLength is < 1 or > 100_000)
        {
            yield return $"Shortener:Hits:BatchLength is {BatchLength}; it may be 1 to 100000.";
        }
        if (SpillMegabytes is < 1 or > 10_240)
        {
            yield return $"Shortener:Hits:SpillMegabytes is {SpillMegabytes}; it may be 1 to 10240.";
        }
        if (NewTextsPerMinute < 0)
        {
            yield return $"Shortener:Hits:NewTextsPerMinute is {NewTextsPerMinute}; it may be 0 (off) or more.";
        }
        if (CacheEntries is < 16 or > 10_000_000)
        {
            yield return $"Shortener:Hits:CacheEntries is {CacheEntries}; it may be 16 to 10000000.";
        }
    }
}
