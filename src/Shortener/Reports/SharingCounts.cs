using System.Runtime.InteropServices;

namespace Shortener.Reports;

/// <summary>A link's clicks through one share.</summary>
/// <param name="Root">The share made from the bare link that it grew from; itself where that is it.</param>
/// <param name="Kind">What it was minted for, by its number in <see cref="ShareKinds"/>.</param>
internal readonly record struct ShareClicks(
    long Link, long Share, long Root, int Kind, long Generation, long Clicks, long Unique);

/// <summary>What all the clicks through one share add up to.</summary>
internal struct ShareTotal
{
    public long Link;
    public long Generation;
    public int Kind;
    public long Clicks;
    public long Unique;
}

/// <summary>
/// Adds up what the sharing report is made of, whether it was read hit by hit and share by share or from
/// digests.
/// </summary>
/// <param name="links">Only these; all where null.</param>
/// <param name="young">Links whose window is open.</param>
internal sealed class SharingCounts(IReadOnlySet<long>? links, IReadOnlySet<long> young)
{
    /// <summary>
    /// Cycles are counted by whole seconds; those that take longer than the window are not.
    /// </summary>
    private readonly int[] _cycles = new int[(int)SharingStore.Window.TotalSeconds + 1];

    private readonly Dictionary<long, ShareTotal> _shares = [];
    private readonly Dictionary<long, long> _trees = [];
    private readonly Dictionary<(int Kind, long Generation), long> _minted = [];
    private readonly Dictionary<long, long> _unique = [];
    private readonly Dictionary<long, LinkSeen> _links = [];
    private readonly List<PreviewSeen> _previews = [];

    private (long Link, LinkSeen? Seen) _last = (long.MinValue, null);

    /// <summary>A link that had clicks.</summary>
    private sealed record LinkSeen(bool IsClosed)
    {
        public FirstWeek Week { get; } = new();
    }

    public ShareKinds Kinds { get; } = new();

    /// <summary>By share.</summary>
    public IReadOnlyDictionary<long, ShareTotal> Shares => _shares;

    /// <summary>Unique clicks by root, of closed links.</summary>
    public IReadOnlyDictionary<long, long> Trees => _trees;

    /// <summary>How many shares were minted.</summary>
    public IReadOnlyDictionary<(int Kind, long Generation), long> Minted => _minted;

    /// <summary>Unique clicks by generation; 0 is the bare link.</summary>
    public IReadOnlyDictionary<long, long> UniqueByGeneration => _unique;

    /// <summary>Unique clicks of the bare links that are closed.</summary>
    public long ClosedBare { get; private set; }

    /// <summary>How many links had clicks, and have been there for as long as the window.</summary>
    public int ClosedLinks => _links.Values.Count(link => link.IsClosed);

    /// <summary>How many cycles took so many seconds.</summary>
    public IReadOnlyList<int> Cycles => _cycles;

    public IReadOnlyList<PreviewSeen> Previews => _previews;

    /// <summary>When the unique clicks of links came, through shares or not; may be empty.</summary>
    public IEnumerable<FirstWeek> Weeks => _links.Values.Select(link => link.Week);

    /// <summary>Clicks on a bare link, of which <paramref name="unique"/> are unique.</summary>
    public void AddBare(long link, long unique)
    {
        if (Find(link) is not { } seen) return;
        CollectionsMarshal.GetValueRefOrAddDefault(_unique, 0, out _) += unique;
        if (seen.IsClosed) ClosedBare += unique;
    }

    public void Add(in ShareClicks clicks)
    {
        if (Find(clicks.Link) is not { } seen) return;
        CollectionsMarshal.GetValueRefOrAddDefault(_unique, clicks.Generation, out _) += clicks.Unique;
        ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(_shares, clicks.Share, out _);
        (total.Link, total.Generation, total.Kind) = (clicks.Link, clicks.Generation, clicks.Kind);
        total.Clicks += clicks.Clicks;
        total.Unique += clicks.Unique;
        if (seen.IsClosed)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_trees, clicks.Root, out _) += clicks.Unique;
        }
    }

    /// <summary>
    /// When a link's unique clicks came, whether counted as of the bare link or through a share.
    /// </summary>
    public void AddTimes(long link, long watch, long unique)
    {
        if (unique > 0) Find(link)?.Week.Add((int)watch, (int)unique);
    }

    public void Add(PreviewSeen preview)
    {
        if (links?.Contains(preview.Link) ?? true) _previews.Add(preview);
    }

    public void AddMinted(long link, int kind, long generation, long count)
    {
        if (links?.Contains(link) ?? true) AddMinted(kind, generation, count);
    }

    /// <summary>Of all links, where they all count.</summary>
    public void AddMinted(int kind, long generation, long count) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_minted, (kind, generation), out _) += count;

    /// <param name="seconds">From the minting of the parent to that of the child; at most the window.</param>
    public void AddCycle(long link, long seconds)
    {
        if (links?.Contains(link) ?? true) _cycles[seconds]++;
    }

    // What comes together is mostly of one link.
    private LinkSeen? Find(long link)
    {
        if (link == _last.Link) return _last.Seen;
        LinkSeen? seen = null;
        if (links?.Contains(link) ?? true)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_links, link, out _);
            seen = known ??= new LinkSeen(!young.Contains(link));
        }
        _last = (link, seen);
        return seen;
    }
}
