using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>How far the background work on the log has come.</summary>
/// <remarks>
/// Whoever writes hits holds a lock over the whole batch, so that <c>seq</c> is the order of commits on both
/// engines (see <see cref="HitStore"/>). This is what lets a watermark over <c>seq</c> stand for "all hits up
/// to here": no row can appear below one that was read.
/// </remarks>
public sealed record Watermarks
{
    /// <summary>Quarters, spans and totals hold the hits up to this seq.</summary>
    public required long Folded { get; init; }

    /// <summary>
    /// A link's own hits and the roll-ups by day and month do; never above <see cref="Folded"/>.
    /// </summary>
    public required long Settled { get; init; }

    /// <summary>Where the part ends that is being settled; <see cref="Settled"/> where none is.</summary>
    public required long Settling { get; init; }

    /// <summary>The last part of the roll-ups that counts.</summary>
    public required long Part { get; init; }

    /// <summary>How many months are closed.</summary>
    public required long Closed { get; init; }

    /// <summary>
    /// Single hits before this UTC midnight (in milliseconds since 1970) are no longer kept.
    /// </summary>
    public required long Removed { get; init; }

    /// <summary>How often hits or counts were corrected.</summary>
    public required long Repaired { get; init; }
}

/// <summary>Reads the watermarks.</summary>
public static class WatermarkStore
{
    private const string All = "select name, value from watermarks";

    private sealed record Row
    {
        public string Name { get; init; } = "";
        public long Value { get; init; }
    }

    /// <summary>The watermarks of the transaction's moment.</summary>
    public static async Task<Watermarks> Read(Tx tx)
    {
        var rows = (await tx.List<Row>(All)).ToDictionary(row => row.Name, row => row.Value);
        return new Watermarks
        {
            Folded = rows["folded"],
            Settled = rows["settled"],
            Settling = rows["settling"],
            Part = rows["part"],
            Closed = rows["closed"],
            Removed = rows["removed"],
            Repaired = rows["repaired"],
        };
    }
}
