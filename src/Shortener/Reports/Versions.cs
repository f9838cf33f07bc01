namespace Shortener.Reports;

/// <summary>
/// What blocks are known by: the last row of the log that has a hit of theirs, or how many shares they have.
/// </summary>
/// <param name="isOfHits">By rows of the log.</param>
internal sealed class Versions(bool isOfHits)
{
    private readonly List<long> _watches = [];
    private readonly List<long> _versions = [];

    /// <summary>How many watches have anything.</summary>
    public int Count => _watches.Count;

    /// <param name="watch">Behind those that were added before.</param>
    public void Add(long watch, long version)
    {
        _watches.Add(watch);
        _versions.Add(version);
    }

    /// <summary>The blocks of a level that have anything, in the order of time.</summary>
    public IEnumerable<Block> Blocks(int level) =>
        _watches.Select(watch => Block.Of(level, watch)).Distinct();

    /// <summary>What a block is known by; 0 where it has nothing.</summary>
    public long Of(Block block)
    {
        var version = 0L;
        var place = _watches.BinarySearch(block.First);
        for (var i = place < 0 ? ~place : place; i < _watches.Count && _watches[i] < block.End; i++)
        {
            version = isOfHits ? Math.Max(version, _versions[i]) : version + _versions[i];
        }
        return version;
    }
}
