using System.Runtime.InteropServices;
using Shortener.Channels.Dark;

namespace Shortener.Reports;

/// <summary>
/// What the dark-social report needs of the hits of some time: as single hits tell it, as digests keep it, or
/// both together.
/// </summary>
internal sealed class DarkHits : IDarkSum
{
    private readonly LinkPortion? _portion;
    private readonly Dictionary<(long Link, int Look), long> _clicks = [];
    private readonly Dictionary<(long Link, int Credit), long> _ordinary = [];
    private readonly Dictionary<long, ThroughShare> _shares = [];
    private readonly Dictionary<(long Link, long Share, int Look), long> _through = [];
    private readonly Dictionary<(long Link, long Share, int To, int Fetcher), long> _firm = [];

    /// <param name="portion">Only of these links; of all where null.</param>
    public DarkHits(LinkPortion? portion = null)
    {
        _portion = portion;
        portion?.Watch(_clicks, (key, _) => key.Link);
        portion?.Watch(_ordinary, (key, _) => key.Link);
        portion?.Watch(_shares, (_, share) => share.Link);
        portion?.Watch(_through, (key, _) => key.Link);
        portion?.Watch(_firm, (key, _) => key.Link);
        portion?.Watch(Previews, preview => preview.Link);
    }

    /// <inheritdoc/>
    public ClickLooks Looks { get; } = new();

    /// <inheritdoc/>
    public Numbering<string> Credited { get; } = new();

    /// <inheritdoc/>
    public ShareKinds Fetchers { get; } = new();

    /// <inheritdoc/>
    public DaySample Sample => Timed.Sample;

    /// <summary>Of links themselves, or through share links that were made for no app.</summary>
    public IEnumerable<LookedClicks> Clicks =>
        _clicks.Select(same => new LookedClicks(same.Key.Link, same.Key.Look, same.Value));

    public IEnumerable<(long Link, int Credit, long Count)> Ordinary =>
        _ordinary.Select(same => (same.Key.Link, same.Key.Credit, same.Value));

    /// <summary>Share links that were made for an app.</summary>
    public IReadOnlyCollection<ThroughShare> Shares => _shares.Values;

    public IEnumerable<ThroughClicks> Through => _through.Select(
        same => new ThroughClicks(same.Key.Link, same.Key.Share, same.Key.Look, same.Value));

    public IEnumerable<FirmShares> Firm => _firm.Select(same => new FirmShares(
        same.Key.Link, same.Key.Share, same.Key.To, same.Key.Fetcher, same.Value));

    /// <summary>Previews of which shares are not told apart yet.</summary>
    public List<PreviewSeen> Previews { get; } = [];

    /// <summary>Clicks on links themselves, by looks and hours.</summary>
    public TimedClicks Timed { get; } = new();

    /// <summary>Firm shares of links themselves, by hours.</summary>
    public List<TimedShares> TimedShares { get; } = [];

    /// <inheritdoc/>
    public bool Counts(long link) => _portion?.Holds(link) ?? true;

    /// <inheritdoc/>
    public void Add(in LookedClicks clicks)
    {
        if (!Takes(clicks.Link)) return;
        CollectionsMarshal.GetValueRefOrAddDefault(_clicks, (clicks.Link, clicks.Look), out _) += clicks.Count;
    }

    /// <inheritdoc/>
    public void AddOrdinary(long link, int credit, long count)
    {
        if (Takes(link)) CollectionsMarshal.GetValueRefOrAddDefault(_ordinary, (link, credit), out _) += count;
    }

    /// <inheritdoc/>
    public void Add(in ThroughShare share)
    {
        if (!Takes(share.Link)) return;
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_shares, share.Share, out _);
        known = share with { IsCarried = share.IsCarried || known.IsCarried };
    }

    /// <inheritdoc/>
    public void Add(in ThroughClicks clicks)
    {
        if (!Takes(clicks.Link)) return;
        CollectionsMarshal.GetValueRefOrAddDefault(
            _through, (clicks.Link, clicks.Share, clicks.Look), out _) += clicks.Count;
    }

    /// <inheritdoc/>
    public void Add(in FirmShares shares)
    {
        if (!Takes(shares.Link)) return;
        CollectionsMarshal.GetValueRefOrAddDefault(
            _firm, (shares.Link, shares.Share, shares.To, shares.Fetcher), out _) += shares.Count;
    }

    /// <inheritdoc/>
    public bool AddNative(in ThroughShare share)
    {
        Add(share);
        return share.IsCarried;
    }

    /// <inheritdoc/>
    public void AddNative(in ThroughClicks clicks, bool isCarried) => Add(clicks);

    /// <inheritdoc/>
    public void AddNative(in FirmShares shares, bool isCarried) => Add(shares);

    /// <inheritdoc/>
    public void Add(PreviewSeen preview)
    {
        if (Takes(preview.Link)) Previews.Add(preview);
    }

    /// <inheritdoc/>
    public void Narrow(DaySample sample) => Timed.Narrow(sample);

    /// <inheritdoc/>
    /// <remarks>A sample of bounded size: gathered once, of all links.</remarks>
    public void Add(in TimedClick click)
    {
        if (_portion?.IsFirst ?? true) Timed.Add(click);
    }

    /// <inheritdoc/>
    /// <remarks>As the clicks.</remarks>
    public void Add(in TimedShares shares)
    {
        if (_portion?.IsFirst ?? true) TimedShares.Add(shares);
    }

    /// <summary>These share links are known to have been carried on.</summary>
    public void MarkCarried(IEnumerable<long> shares)
    {
        foreach (var share in shares)
        {
            if (_shares.TryGetValue(share, out var known)) _shares[share] = known with { IsCarried = true };
        }
    }

    /// <summary>Adds them to what a report counts.</summary>
    public void AddTo(DarkCounts counts)
    {
        var looks = counts.Looks.NumbersOf(Looks);
        foreach (var clicks in Clicks) counts.Add(clicks with { Look = looks[clicks.Look] });
        foreach (var clicks in Through) counts.Add(clicks with { Look = looks[clicks.Look] });
        foreach (var (link, credit, count) in Ordinary)
        {
            counts.AddOrdinary(link, counts.Credited.Of(Credited[credit]), count);
        }
        foreach (var preview in Previews) counts.Add(preview);
        counts.Narrow(Timed.Sample);
        foreach (var click in Timed.Clicks) counts.Add(click with { What = looks[click.What] });
    }

    private bool Takes(long link) => _portion?.Takes(link) ?? true;
}
