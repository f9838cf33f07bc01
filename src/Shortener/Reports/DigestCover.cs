namespace Shortener.Reports;

/// <summary>A period as blocks that have digests, and the rest of it.</summary>
/// <param name="Blocks">In the order of time; the largest that there are.</param>
/// <param name="Rest">
/// To be read as it is, in the order of time: UTC milliseconds since 1970, the end not inside.
/// </param>
internal sealed record DigestCover(
    IReadOnlyList<Block> Blocks, IReadOnlyList<(long From, long Until)> Rest)
{
    /// <param name="blocks">In any order, none over another, all within the period.</param>
    public static DigestCover Of(long from, long until, List<Block> blocks)
    {
        var rest = new List<(long From, long Until)>();
        var read = from;
        blocks.Sort((a, b) => a.First.CompareTo(b.First));
        foreach (var block in blocks)
        {
            if (read < block.From) rest.Add((read, block.From));
            read = block.Until;
        }
        if (read < until) rest.Add((read, until));
        return new DigestCover(blocks, rest);
    }
}
