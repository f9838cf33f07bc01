using System.Runtime.InteropServices;
using Shortener.Channels.Dark;
using Shortener.Values;

namespace Shortener.Reports;

/// <summary>
/// Adds up what the dark-social report is made of, whether it was read hit by hit or from digests.
/// </summary>
/// <remarks>
/// Clicks through share links wait: whether a link was carried on, and what its clicks then say, is known
/// when all is seen.
/// </remarks>
/// <param name="links">Only these; all where null.</param>
internal sealed class DarkCounts(IReadOnlySet<long>? links)
{
    private readonly Dictionary<long, LinkSeen> _links = [];
    private readonly List<ThroughClicks> _through = [];
    private readonly List<PreviewSeen> _previews = [];
    private readonly TimedClicks _timed = new();
    private long[] _stayed = [];
    private long[] _carried = [];
    private long[] _byCredit = [];

    private (long Link, LinkSeen? Seen) _last = (long.MinValue, null);

    private sealed record LinkSeen
    {
        /// <summary>Null while it has only clicks through share links that were made for an app.</summary>
        public Sightings? Row { get; set; }

        public bool HasUnnamed { get; set; }
    }

    public ClickLooks Looks { get; } = new();

    /// <summary>The apps that an ordinary tool credits, as <see cref="OrdinaryClicks"/> names them.</summary>
    public Numbering<string> Credited { get; } = new();

    /// <summary>
    /// How small the sample of <see cref="Add(in TimedClick)"/> is by now: what it no longer holds need not
    /// be added.
    /// </summary>
    public DaySample Sample => _timed.Sample;

    /// <summary>Whether what was seen of a link counts.</summary>
    public bool Counts(long link) => links?.Contains(link) ?? true;

    public void Add(in LookedClicks clicks)
    {
        if (Find(clicks.Link) is not { } link) return;
        var meaning = Looks[clicks.Look].Stayed;
        link.HasUnnamed |= meaning.IsUnnamed;
        Counting.Add(link.Row ??= NewRow(), meaning.Sight, clicks.Count);
        At(ref _stayed, clicks.Look) += clicks.Count;
    }

    public void Add(in ThroughClicks clicks)
    {
        if (Counts(clicks.Link)) _through.Add(clicks);
    }

    /// <param name="credit">A number of <see cref="Credited"/>.</param>
    public void AddOrdinary(long link, int credit, long count)
    {
        if (Counts(link)) At(ref _byCredit, credit) += count;
    }

    public void Add(PreviewSeen preview)
    {
        if (Counts(preview.Link)) _previews.Add(preview);
    }

    /// <summary>A click on a link itself, once more: for when it was.</summary>
    public void Add(in TimedClick click)
    {
        if (Counts(click.Link)) _timed.Add(click);
    }

    /// <summary>What is added hereafter is a sample.</summary>
    public void Narrow(DaySample sample) => _timed.Narrow(sample);

    /// <summary>All of it together, once everything was added.</summary>
    /// <param name="since">
    /// Single hits before this instant are no longer kept; null where none is missing.
    /// </param>
    public DarkSeen Finish(Period period, DateTimeOffset? since)
    {
        var shares = PreviewSeen.Shares(_previews);
        var carried = Carried();
        var rows = ThroughRows(shares, carried);
        return new DarkSeen
        {
            Period = period,
            Since = since,
            Clicks =
            [
                .. _stayed.Index().Where(look => look.Item > 0).Select(
                    look => new DarkClicks(Looks[look.Index].Stayed.Hit, look.Item)),
                .. _carried.Index().Where(look => look.Item > 0).Select(
                    look => new DarkClicks(Looks[look.Index].Carried.Hit, look.Item)),
            ],
            Ordinary = [.. _byCredit.Index().Where(credit => credit.Item > 0).Select(
                credit => (Credited[credit.Index], credit.Item))],
            Shares = shares,
            Carried = carried,
            // In an order that does not depend on that of the hits: the estimate draws numbers row by row.
            Rows =
            [
                .. _links.Where(link => link.Value.Row is not null).OrderBy(link => link.Key)
                .Select(link => link.Value.Row!),
                .. rows,
            ],
            UnnamedLinks = _links.Values.Count(link => link.HasUnnamed),
            Sights = [.. Sights(shares)],
        };
    }

    private CarriedShares Carried()
    {
        var carried = new CarriedShares(Sharing.Default);
        foreach (var preview in _previews)
        {
            if (preview.Share != 0) carried.AddPreview(preview.Share, preview.SharedTo, preview.App);
        }
        foreach (var clicks in _through)
        {
            if (Looks[clicks.Look].TellsOfCarrying)
            {
                carried.AddClick(clicks.Share, Looks[clicks.Look].SharedTo, Looks[clicks.Look].Stayed.Hit);
            }
        }
        return carried;
    }

    /// <summary>
    /// Brings clicks through share links, and shares, where they belong; the rows of share links that were
    /// made for apps, all links' together.
    /// </summary>
    private IEnumerable<Sightings> ThroughRows(List<PreviewSeen> shares, CarriedShares carried)
    {
        var (stayed, gone) = (new long[Looks.Count], new long[Looks.Count]);
        foreach (var (link, share, number, count) in _through)
        {
            var (look, isCarried) = (Looks[number], carried.Contains(share));
            var meaning = isCarried ? look.Carried : look.Stayed;
            if (meaning.IsUnnamed) Find(link)!.HasUnnamed = true;
            if (look.To < 0) Counting.Add(Find(link)!.Row ??= NewRow(), meaning.Sight, count);
            (isCarried ? gone : stayed)[number] += count;
        }
        var rows = new SortedDictionary<(int To, bool IsCarried), Sightings>();
        for (var number = 0; number < Looks.Count; number++)
        {
            AddToRow(number, isCarried: false, stayed[number]);
            AddToRow(number, isCarried: true, gone[number]);
        }
        foreach (var share in shares)
        {
            var app = Visibility.Default.IndexOf(Sharing.Default.Of(share.App).App);
            if (app >= 0)
            {
                Row(share.Link, Visibility.Default.IndexOf(share.SharedTo), carried.Contains(share.Share)).Shares[app]++;
            }
        }
        return rows.Values;

        void AddToRow(int number, bool isCarried, long count)
        {
            if (count == 0) return;
            At(ref (isCarried ? ref _carried : ref _stayed), number) += count;
            var look = Looks[number];
            if (look.To >= 0)
            {
                Counting.Add(
                    Row(0, look.To, isCarried), (isCarried ? look.Carried : look.Stayed).Sight, count);
            }
        }

        Sightings Row(long link, int to, bool isCarried)
        {
            if (to < 0) return Find(link)!.Row ??= NewRow();
            if (rows.TryGetValue((to, isCarried), out var row)) return row;
            return rows[(to, isCarried)] =
                new Sightings(Visibility.Default.Apps.Count) { SharedTo = to, IsCarried = isCarried };
        }
    }

    private IEnumerable<TimedSight> Sights(List<PreviewSeen> shares)
    {
        foreach (var (link, at, look, count) in _timed.Clicks)
        {
            if (Looks[look].Stayed.Sight is not { } sight) continue;
            for (var n = 0; n < count; n++) yield return new TimedSight(link, at, sight);
        }
        foreach (var share in shares.Where(share => share.Share == 0))
        {
            var at = share.At.ToUnixTimeSeconds();
            if (!Sample.Holds(share.Link, at)) continue;
            var app = Visibility.Default.IndexOf(Sharing.Default.Of(share.App).App);
            if (app >= 0) yield return new TimedSight(share.Link, at, new Sight(SightKind.Share, app));
        }
    }

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

    private static Sightings NewRow() => new(Visibility.Default.Apps.Count);

    private static ref long At(ref long[] counts, int number)
    {
        if (number >= counts.Length) Array.Resize(ref counts, Math.Max(2 * counts.Length, number + 1));
        return ref counts[number];
    }
}
