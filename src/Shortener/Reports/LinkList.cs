namespace Shortener.Reports;

/// <summary>
/// Things by link, as digests have them: behind its link's distance from that of the one before.
/// </summary>
internal sealed class LinkList
{
    private long _link;
    private int _count;

    public PackedWriter Bytes { get; } = new();

    /// <summary>Begins the next thing.</summary>
    /// <param name="link">Not below the one before.</param>
    /// <returns>Where the thing is to be written.</returns>
    public PackedWriter Next(long link)
    {
        Bytes.Put(link - _link);
        _link = link;
        _count++;
        return Bytes;
    }

    /// <summary>Writes all of them, behind their number.</summary>
    public void WriteTo(PackedWriter bytes)
    {
        bytes.Put(_count);
        bytes.Append(Bytes);
    }
}
