using System.Runtime.InteropServices;

namespace Shortener.Reports;

/// <summary>
/// Adds up what the sharing report is made of, whether it was read hit by hit and share by share or from
/// digests.
/// </summary>
/// <remarks>
/// Natives come when all else was added: of a million shares most are natives that have no other clicks, and
/// these are counted without being remembered.
/// </remarks>
/// <param name="links">Only these; all where null.</param>
/// <param name="young">Links whose window is open.</param>
internal sealed class SharingCounts(IReadOnlySet<long>? links, IReadOnlySet<long> young) : ISharingSum
{
    private readonly Dictionary<long, ShareTotal> _shares = [];
    private readonly Dictionary<long, long> _trees = [];
    private readonly Dictionary<long, int> _largeTrees = [];
    private readonly int[] _smallTrees = new int[64];

    // The shares and roots that are remembered.
    private readonly Sieve _known = new();
    private readonly TopShares _natives = new();
    private readonly Dictionary<(int Kind, long Generation), long> _minted = [];
    private readonly Dictionary<long, LinkSeen> _links = [];
    private readonly List<PreviewSeen> _previews = [];
    private long[] _unique = [];
    private long[] _clicks = [];
    private long _firmShares;

    private (long Link, LinkSeen? Seen) _last = (long.MinValue, null);

    /// <summary>A link that had clicks.</summary>
    private sealed record LinkSeen(bool IsClosed)
    {
        public FirstWeek Week { get; } = new();
    }

    /// <inheritdoc/>
    public ShareKinds Kinds { get; } = new();

    /// <summary>How many shares were minted.</summary>
    public IReadOnlyDictionary<(int Kind, long Generation), long> Minted => _minted;

    /// <summary>The highest generation that was clicked; 0 is the bare link.</summary>
    public long LastClicked { get; private set; }

    /// <summary>Unique clicks of the bare links that are closed.</summary>
    public long ClosedBare { get; private set; }

    /// <summary>How many links had clicks, and have been there for as long as the window.</summary>
    public int ClosedLinks => _links.Values.Count(link => link.IsClosed);

    /// <summary>How many cycles took so many seconds.</summary>
    public IReadOnlyList<int> Cycles { get; private set; } = [];

    /// <summary>When the unique clicks of links came, through shares or not; may be empty.</summary>
    public IEnumerable<FirstWeek> Weeks => _links.Values.Select(link => link.Week);

    /// <summary>How many shares were seen.</summary>
    public long SharesSeen() => _firmShares + PreviewSeen.Shares(_previews).Count;

    /// <summary>Clicks through shares that were minted for this.</summary>
    public long ClicksOf(int kind) => kind < _clicks.Length ? _clicks[kind] : 0;

    /// <summary>Unique clicks of a generation.</summary>
    public long UniqueOf(int generation) => generation < _unique.Length ? _unique[generation] : 0;

    /// <summary>How many trees of closed links have so many unique clicks.</summary>
    public Dictionary<long, int> TreeSizes()
    {
        var sizes = new Dictionary<long, int>(_largeTrees);
        for (var unique = 0; unique < _smallTrees.Length; unique++)
        {
            if (_smallTrees[unique] > 0) sizes[unique] = _smallTrees[unique];
        }
        foreach (var unique in _trees.Values) CollectionsMarshal.GetValueRefOrAddDefault(sizes, unique, out _)++;
        return sizes;
    }

    /// <summary>The shares with most clicks, the first first.</summary>
    public List<(long Share, ShareTotal Total)> TopShares()
    {
        var top = new TopShares();
        foreach (var (share, total) in _natives.List()) top.Offer(share, total);
        foreach (var (share, total) in _shares) top.Offer(share, total);
        return top.List();
    }

    /// <inheritdoc/>
    public bool Counts(long link) => links?.Contains(link) ?? true;

    /// <inheritdoc/>
    public void AddBare(long link, long unique)
    {
        if (Find(link) is not { } seen) return;
        At(ref _unique, 0) += unique;
        if (seen.IsClosed) ClosedBare += unique;
    }

    /// <inheritdoc/>
    public void Add(in ShareClicks clicks)
    {
        if (Find(clicks.Link) is not { } seen) return;
        AddSums(clicks);
        _known.Add(clicks.Share);
        _known.Add(clicks.Root);
        AddTo(ref CollectionsMarshal.GetValueRefOrAddDefault(_shares, clicks.Share, out _), clicks);
        if (seen.IsClosed)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_trees, clicks.Root, out _) += clicks.Unique;
        }
    }

    /// <inheritdoc/>
    public void AddNative(in ShareClicks clicks)
    {
        AddSums(clicks);
        if (_known.MayHold(clicks.Share) && _shares.ContainsKey(clicks.Share))
        {
            AddTo(ref CollectionsMarshal.GetValueRefOrAddDefault(_shares, clicks.Share, out _), clicks);
        }
        else if (clicks.Clicks >= _natives.Least)
        {
            var total = new ShareTotal();
            AddTo(ref total, clicks);
            _natives.Offer(clicks.Share, total);
        }
    }

    /// <inheritdoc/>
    public void AddTree(long link, long root, long unique)
    {
        if (Find(link) is not { IsClosed: true }) return;
        if (_known.MayHold(root) && _trees.ContainsKey(root))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_trees, root, out _) += unique;
        }
        else if (unique < _smallTrees.Length)
        {
            _smallTrees[unique]++;
        }
        else
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_largeTrees, unique, out _)++;
        }
    }

    /// <inheritdoc/>
    public void AddTimes(long link, long watch, long unique)
    {
        if (unique > 0) Find(link)?.Week.Add((int)watch, (int)unique);
    }

    /// <inheritdoc/>
    public void AddFirmShares(long link, long count)
    {
        if (Counts(link)) _firmShares += count;
    }

    /// <inheritdoc/>
    public void Add(PreviewSeen preview)
    {
        if (Counts(preview.Link)) _previews.Add(preview);
    }

    /// <summary>Takes over what was minted, once: shares of links that count.</summary>
    public void Take(MintCounts minted)
    {
        foreach (var ((kind, generation), count) in minted.Minted)
        {
            var (channel, app) = minted.Kinds[kind];
            _minted[(Kinds.Of(channel, app), generation)] = count;
        }
        Cycles = minted.Cycles;
    }

    private void AddSums(in ShareClicks clicks)
    {
        LastClicked = Math.Max(LastClicked, clicks.Generation);
        At(ref _unique, (int)clicks.Generation) += clicks.Unique;
        At(ref _clicks, clicks.Kind) += clicks.Clicks;
    }

    private static void AddTo(ref ShareTotal total, in ShareClicks clicks)
    {
        (total.Link, total.Generation, total.Kind) = (clicks.Link, clicks.Generation, clicks.Kind);
        total.Clicks += clicks.Clicks;
        total.Unique += clicks.Unique;
    }

    // What comes together is mostly of one link.
    private LinkSeen? Find(long link)
    {
        if (link == _last.Link) return _last.Seen;
        LinkSeen? seen = null;
        if (Counts(link))
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_links, link, out _);
            seen = known ??= new LinkSeen(!young.Contains(link));
        }
        _last = (link, seen);
        return seen;
    }

    private static ref long At(ref long[] counts, int number)
    {
        if (number >= counts.Length) Array.Resize(ref counts, Math.Max(2 * counts.Length, number + 1));
        return ref counts[number];
    }
}
