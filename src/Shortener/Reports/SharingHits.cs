using System.Runtime.InteropServices;

namespace Shortener.Reports;

/// <summary>A link's clicks through one share.</summary>
/// <param name="Root">The share made from the bare link that it grew from; itself where that is it.</param>
/// <param name="Kind">What it was minted for, by its number in <see cref="ShareKinds"/>.</param>
internal readonly record struct ShareClicks(
    long Link, long Share, long Root, int Kind, long Generation, long Clicks, long Unique)
{
    /// <summary>The watch in which the share was minted; 0 where nobody knows.</summary>
    public long Born { get; init; }

    /// <summary>The watch in which the root was.</summary>
    public long RootBorn { get; init; }

    /// <summary>
    /// Minted in the block, and so was its root: it has hardly any clicks in other blocks.
    /// </summary>
    public bool IsNative(Block block) => block.Holds(Born) && block.Holds(RootBorn);
}

/// <summary>
/// What the sharing report needs of the hits of some time: as single hits tell it, as digests keep it, or
/// both together.
/// </summary>
internal sealed class SharingHits : ISharingSum
{
    // In numbers that are counted, about.
    private const int WeekSize = 5;
    private const int ShareSize = 2;

    private readonly LinkPortion? _portion;
    private readonly Dictionary<long, long> _bare = [];
    private readonly Dictionary<long, FirstWeek> _weeks = [];
    private readonly Dictionary<ShareOfLink, ShareClicks> _through = [];
    private readonly Dictionary<long, long> _firmShares = [];

    /// <param name="portion">Only of these links; of all where null.</param>
    public SharingHits(LinkPortion? portion = null)
    {
        _portion = portion;
        portion?.Watch(_bare, (link, _) => link);
        portion?.Watch(_weeks, (link, _) => link, _ => WeekSize);
        portion?.Watch(_through, (key, _) => key.Link, _ => ShareSize);
        portion?.Watch(_firmShares, (link, _) => link);
        portion?.Watch(Previews, preview => preview.Link);
    }

    public ShareKinds Kinds { get; } = new();

    /// <summary>Unique clicks of the bare link, of every link that had clicks.</summary>
    public IReadOnlyDictionary<long, long> Bare => _bare;

    /// <summary>When unique clicks came, by link.</summary>
    public IReadOnlyDictionary<long, FirstWeek> Weeks => _weeks;

    public IReadOnlyCollection<ShareClicks> Through => _through.Values;

    /// <summary>
    /// How many shares were seen of a link in previews that nothing before or after them can change.
    /// </summary>
    public IReadOnlyDictionary<long, long> FirmShares => _firmShares;

    /// <summary>The other previews.</summary>
    public List<PreviewSeen> Previews { get; } = [];

    /// <inheritdoc/>
    public bool Counts(long link) => _portion?.Holds(link) ?? true;

    /// <inheritdoc/>
    public void AddBare(long link, long unique)
    {
        if (Takes(link)) CollectionsMarshal.GetValueRefOrAddDefault(_bare, link, out _) += unique;
    }

    /// <inheritdoc/>
    public void AddTimes(long link, long watch, long unique)
    {
        if (unique == 0 || !Takes(link)) return;
        ref var week = ref CollectionsMarshal.GetValueRefOrAddDefault(_weeks, link, out _);
        (week ??= new FirstWeek()).Add((int)watch, (int)unique);
    }

    /// <inheritdoc/>
    public void AddFirmShares(long link, long count)
    {
        if (Takes(link)) CollectionsMarshal.GetValueRefOrAddDefault(_firmShares, link, out _) += count;
    }

    /// <inheritdoc/>
    public void Add(in ShareClicks clicks)
    {
        if (!Takes(clicks.Link)) return;
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _through, new(clicks.Link, clicks.Share, clicks.Generation), out _);
        known = clicks with { Clicks = known.Clicks + clicks.Clicks, Unique = known.Unique + clicks.Unique };
    }

    /// <inheritdoc/>
    public void AddNative(in ShareClicks clicks) => Add(clicks);

    /// <inheritdoc/>
    /// <remarks>Its clicks were added one by one.</remarks>
    public void AddTree(long link, long root, long unique)
    {
    }

    /// <inheritdoc/>
    public void Add(PreviewSeen preview)
    {
        if (Takes(preview.Link)) Previews.Add(preview);
    }

    /// <summary>Adds them to what a report counts.</summary>
    public void AddTo(SharingCounts counts)
    {
        foreach (var (link, unique) in _bare) counts.AddBare(link, unique);
        foreach (var (link, week) in _weeks)
        {
            foreach (var (watch, clicks) in week.Clicks) counts.AddTimes(link, watch, clicks);
        }
        foreach (var clicks in _through.Values)
        {
            var (channel, app) = Kinds[clicks.Kind];
            counts.Add(clicks with { Kind = counts.Kinds.Of(channel, app) });
        }
        foreach (var (link, count) in _firmShares) counts.AddFirmShares(link, count);
        foreach (var preview in Previews) counts.Add(preview);
    }

    private bool Takes(long link) => _portion?.Takes(link) ?? true;
}
