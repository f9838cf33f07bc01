using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>How far the background work on the log has come.</summary>
/// <param name="Folded">Roll-ups and <c>link_hits</c> hold the hits up to this seq; the rest is the tail.</param>
/// <param name="Removed">Single hits before this UTC midnight (in milliseconds since 1970) are no longer kept.</param>
/// <param name="Repaired">How often a rebuild has corrected something.</param>
public sealed record Watermarks(long Folded, long Removed, long Repaired);

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
        return new Watermarks(rows["folded"], rows["removed"], rows["repaired"]);
    }
}
