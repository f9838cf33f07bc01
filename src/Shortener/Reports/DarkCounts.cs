using System.Runtime.InteropServices;
using Shortener.Channels.Dark;
using Shortener.Values;

namespace Shortener.Reports;

/// <summary>
/// Adds up what the dark-social report is made of, whether it was read hit by hit or from digests.
/// </summary>
/// <remarks>
/// Clicks through share links wait: whether a link was carried on, and what its clicks then say, is known
/// when all is seen. Natives come last and do not wait: what says it of them is with them, or was seen.
/// </remarks>
/// <param name="counts">Whether what was seen of a link counts.</param>
/// <param name="heads">
/// Where bodies alone are added: what was added before them, which several of these may look at at a time.
/// </param>
internal sealed class DarkCounts(Predicate<long> counts, DarkCounts? heads = null) : IDarkSum
{
    private readonly Dictionary<long, LinkSeen> _links = [];
    // Of share links made for apps, all links' together: two for each app, those carried on second.
    private readonly Sightings?[] _rows = new Sightings?[2 * Visibility.Default.Apps.Count];
    private readonly CarriedShares _carried = new(Sharing.Default);

    // Share links that have something waiting.
    private readonly HashSet<long> _waiting = heads?._waiting ?? [];
    private readonly Sieve _known = heads?._known ?? new();
    private readonly List<ThroughClicks> _through = [];
    private readonly List<FirmShares> _firm = [];
    private readonly List<PreviewSeen> _previews = [];
    private readonly TimedClicks _timed = new();
    private readonly List<TimedShares> _timedShares = [];
    private long[] _stayedClicks = [];
    private long[] _carriedClicks = [];
    private long[] _byCredit = [];
    private long[] _byFetcher = [];
    private readonly List<int> _places = [];
    private (long Link, LinkSeen? Seen) _last = (long.MinValue, null);

    private sealed record LinkSeen
    {
        /// <summary>Null while it has only clicks through share links that were made for an app.</summary>
        public Sightings? Row { get; set; }

        public bool HasUnnamed { get; set; }

        public void Add(LinkSeen more)
        {
            HasUnnamed |= more.HasUnnamed;
            if (Row is null) Row = more.Row;
            else if (more.Row is not null) Row.Add(more.Row);
        }
    }

    /// <inheritdoc/>
    public ClickLooks Looks { get; } = new();

    /// <inheritdoc/>
    public Numbering<string> Credited { get; } = new();

    /// <inheritdoc/>
    public ShareKinds Fetchers { get; } = new();

    /// <inheritdoc/>
    public DaySample Sample => _timed.Sample;

    /// <summary>The share links that were carried on.</summary>
    public CarriedShares Carried => _carried;

    /// <inheritdoc/>
    public bool Counts(long link) => counts(link);

    /// <inheritdoc/>
    public void Add(in LookedClicks clicks)
    {
        if (Find(clicks.Link) is not { } link) return;
        var meaning = Looks[clicks.Look].Stayed;
        link.HasUnnamed |= meaning.IsUnnamed;
        Counting.Add(link.Row ??= NewRow(), meaning.Sight, clicks.Count);
        At(ref _stayedClicks, clicks.Look) += clicks.Count;
    }

    /// <inheritdoc/>
    public void AddOrdinary(long link, int credit, long count)
    {
        if (Counts(link)) At(ref _byCredit, credit) += count;
    }

    /// <inheritdoc/>
    public void Add(in ThroughShare share)
    {
        if (!Counts(share.Link)) return;
        Await(share.Share);
        if (share.IsCarried) _carried.Add(share.Share);
    }

    /// <inheritdoc/>
    public void Add(in ThroughClicks clicks)
    {
        if (!Counts(clicks.Link)) return;
        Await(clicks.Share);
        _through.Add(clicks);
        var look = Looks[clicks.Look];
        if (look.TellsOfCarrying) _carried.AddClick(clicks.Share, look.SharedTo, look.Stayed.Hit);
    }

    /// <inheritdoc/>
    public void Add(in FirmShares shares)
    {
        if (!Counts(shares.Link)) return;
        if (shares.Share == 0) AddNative(shares, isCarried: false);
        else _firm.Add(shares);
    }

    /// <inheritdoc/>
    public bool AddNative(in ThroughShare share)
    {
        if (!_known.MayHold(share.Share) || !_waiting.Contains(share.Share)) return share.IsCarried;
        if (share.IsCarried) _carried.Add(share.Share);
        return share.IsCarried || (heads ?? this)._carried.Contains(share.Share);
    }

    /// <inheritdoc/>
    public void AddNative(in ThroughClicks clicks, bool isCarried)
    {
        var look = Looks[clicks.Look];
        var meaning = isCarried ? look.Carried : look.Stayed;
        if (meaning.IsUnnamed) Find(clicks.Link)!.HasUnnamed = true;
        if (look.To < 0) Counting.Add(Find(clicks.Link)!.Row ??= NewRow(), meaning.Sight, clicks.Count);
        At(ref (isCarried ? ref _carriedClicks : ref _stayedClicks), clicks.Look) += clicks.Count;
    }

    /// <inheritdoc/>
    public void AddNative(in FirmShares shares, bool isCarried)
    {
        At(ref _byFetcher, shares.Fetcher) += shares.Count;
        var app = PlaceOf(shares.Fetcher);
        if (app < 0) return;
        var to = Visibility.Default.IndexOf(Looks.Apps[shares.To]);
        var row = to >= 0 ? RowOf(to, isCarried) : Find(shares.Link)!.Row ??= NewRow();
        row.Shares[app] += shares.Count;
    }

    /// <inheritdoc/>
    public void Add(PreviewSeen preview)
    {
        if (!Counts(preview.Link)) return;
        _previews.Add(preview);
        if (preview.Share == 0) return;
        Await(preview.Share);
        _carried.AddPreview(preview.Share, preview.SharedTo, preview.App);
    }

    /// <inheritdoc/>
    public void Narrow(DaySample sample) => _timed.Narrow(sample);

    /// <inheritdoc/>
    public void Add(in TimedClick click)
    {
        if (Counts(click.Link)) _timed.Add(click);
    }

    /// <inheritdoc/>
    public void Add(in TimedShares shares)
    {
        if (Counts(shares.Link)) _timedShares.Add(shares);
    }

    /// <summary>Adds what bodies said, of other links than any that were added so before.</summary>
    public void Add(DarkCounts bodies)
    {
        foreach (var (link, more) in bodies._links)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_links, link, out _);
            if (known is null) known = more;
            else known.Add(more);
        }
        foreach (var row in bodies._rows.OfType<Sightings>()) RowOf(row.SharedTo!.Value, row.IsCarried).Add(row);
        _carried.Add(bodies._carried);
        var looks = Looks.NumbersOf(bodies.Looks);
        AddEach(ref _stayedClicks, looks, bodies._stayedClicks);
        AddEach(ref _carriedClicks, looks, bodies._carriedClicks);
        AddEach(ref _byCredit, Credited.NumbersOf(bodies.Credited), bodies._byCredit);
        AddEach(ref _byFetcher, Fetchers.NumbersOf(bodies.Fetchers), bodies._byFetcher);
    }

    /// <summary>All of it together, once everything was added.</summary>
    /// <param name="since">
    /// Single hits before this instant are no longer kept; null where none is missing.
    /// </param>
    public DarkSeen Finish(Period period, DateTimeOffset? since)
    {
        foreach (var clicks in _through) AddNative(clicks, _carried.Contains(clicks.Share));
        foreach (var shares in _firm) AddNative(shares, _carried.Contains(shares.Share));
        foreach (var share in PreviewSeen.Shares(_previews)) AddSeen(share);
        for (var number = 0; number < Looks.Count; number++)
        {
            AddToRow(Looks[number].To, isCarried: false, Looks[number].Stayed.Sight, At(ref _stayedClicks, number));
            AddToRow(Looks[number].To, isCarried: true, Looks[number].Carried.Sight, At(ref _carriedClicks, number));
        }
        return new DarkSeen
        {
            Period = period,
            Since = since,
            Clicks =
            [
                .. _stayedClicks.Index().Where(look => look.Item > 0).Select(
                    look => new DarkClicks(Looks[look.Index].Stayed.Hit, look.Item)),
                .. _carriedClicks.Index().Where(look => look.Item > 0).Select(
                    look => new DarkClicks(Looks[look.Index].Carried.Hit, look.Item)),
            ],
            Ordinary = [.. _byCredit.Index().Where(credit => credit.Item > 0).Select(
                credit => (Credited[credit.Index], credit.Item))],
            Shares = [.. _byFetcher.Index().Where(fetcher => fetcher.Item > 0).Select(fetcher => (
                Fetchers[fetcher.Index].App, NullIfEmpty(Fetchers[fetcher.Index].Channel), fetcher.Item))],
            // In an order that does not depend on that of the hits: the estimate draws numbers row by row.
            Rows =
            [
                .. _links.Where(link => link.Value.Row is not null).OrderBy(link => link.Key)
                .Select(link => link.Value.Row!),
                .. _rows.OfType<Sightings>(),
            ],
            UnnamedLinks = _links.Values.Count(link => link.HasUnnamed),
            Sights = [.. Sights()],
        };
    }

    private void Await(long share)
    {
        _known.Add(share);
        _waiting.Add(share);
    }

    private void AddSeen(PreviewSeen share)
    {
        var fetcher = Fetchers.Of(share.Channel ?? "", share.App);
        AddNative(
            new FirmShares(share.Link, share.Share, Looks.Apps.Of(share.SharedTo ?? ""), fetcher, 1),
            _carried.Contains(share.Share));
        if (share.Share == 0)
        {
            _timedShares.Add(new TimedShares(share.Link, share.At.ToUnixTimeSeconds(), fetcher, 1));
        }
    }

    private IEnumerable<TimedSight> Sights()
    {
        foreach (var (link, at, look, count) in _timed.Clicks)
        {
            if (Looks[look].Stayed.Sight is not { } sight) continue;
            for (var n = 0; n < count; n++) yield return new TimedSight(link, at, sight);
        }
        foreach (var (link, at, fetcher, count) in _timedShares)
        {
            if (!Sample.Holds(link, at) || PlaceOf(fetcher) is not (>= 0 and var app)) continue;
            for (var n = 0; n < count; n++) yield return new TimedSight(link, at, new Sight(SightKind.Share, app));
        }
    }

    // The app's, in Visibility.Apps, whose clicks the fetcher's previews tell of; −1 for none there.
    private int PlaceOf(int fetcher)
    {
        while (_places.Count <= fetcher)
        {
            _places.Add(Visibility.Default.IndexOf(Sharing.Default.Of(Fetchers[_places.Count].App).App));
        }
        return _places[fetcher];
    }

    private void AddToRow(int to, bool isCarried, Sight? sight, long count)
    {
        if (to >= 0 && count > 0) Counting.Add(RowOf(to, isCarried), sight, count);
    }

    private Sightings RowOf(int to, bool isCarried) => _rows[2 * to + (isCarried ? 1 : 0)] ??=
        new Sightings(Visibility.Default.Apps.Count) { SharedTo = to, IsCarried = isCarried };

    // What comes together is mostly of one link.
    private LinkSeen? Find(long link)
    {
        if (link == _last.Link) return _last.Seen;
        LinkSeen? seen = null;
        if (Counts(link))
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_links, link, out _);
            seen = known ??= new LinkSeen();
        }
        _last = (link, seen);
        return seen;
    }

    private static void AddEach(ref long[] counts, int[] numbers, long[] others)
    {
        for (var i = 0; i < numbers.Length && i < others.Length; i++) At(ref counts, numbers[i]) += others[i];
    }

    private static Sightings NewRow() => new(Visibility.Default.Apps.Count);

    private static ref long At(ref long[] counts, int number)
    {
        if (number >= counts.Length) Array.Resize(ref counts, Math.Max(2 * counts.Length, number + 1));
        return ref counts[number];
    }

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}
