using System.Runtime.InteropServices;
using Shortener.Channels;
using Shortener.Hits;
using Shortener.Storage;

namespace Shortener.Reports;

/// <summary>A link's clicks through one share; share and generation 0 for the bare link.</summary>
internal readonly record struct ShareOfLink(long Link, long Share, long Generation);

/// <summary>Gathers what the sharing report needs of single hits.</summary>
internal sealed class SharingScan : IScan
{
    private const int FilterColumn = 8;

    // In numbers that are counted, about: what is known of a share is read as well.
    private const int ShareSize = 3;

    private readonly LogFilter _filter;
    private readonly LinkPortion? _portion;
    private readonly Dictionary<ShareOfLink, (int Clicks, int Unique)> _clicks = [];
    private readonly Dictionary<long, FirstWeek> _weeks = [];

    /// <param name="portion">Only of these links; of all where null.</param>
    public SharingScan(LogFilter filter, LinkPortion? portion = null)
    {
        (_filter, _portion) = (filter, portion);
        portion?.Watch(_clicks, (key, _) => key.Link, _ => ShareSize);
        portion?.Watch(_weeks, (link, _) => link);
        portion?.Watch(Previews, preview => preview.Link);
    }

    /// <inheritdoc/>
    public string Columns =>
        "link_id, at, seq, kind, origin_id, share_id, generation, is_unique" + _filter.Columns;

    public IReadOnlyDictionary<ShareOfLink, (int Clicks, int Unique)> Clicks => _clicks;

    /// <summary>When unique clicks came, by link.</summary>
    public IReadOnlyDictionary<long, FirstWeek> Weeks => _weeks;

    public List<SeenPreview> Previews { get; } = [];

    /// <inheritdoc/>
    /// <remarks>Nothing is ever taken away: this report reads no roll-ups.</remarks>
    public async Task Add(NumberScan rows, int sign = 1)
    {
        while (await rows.Next())
        {
            if (!_filter.Passes(rows, FilterColumn) || !Takes(rows[0])) continue;
            switch ((HitKind)rows[3])
            {
                case HitKind.Click:
                    ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(
                        _clicks, new(rows[0], rows[5], rows[6]), out _);
                    counts = (counts.Clicks + sign, counts.Unique + sign * (int)rows[7]);
                    if (rows[7] != 0) WeekOf(rows[0]).Add((int)Slots.Watch(rows[1]), 1);
                    break;
                case HitKind.Preview:
                    Previews.Add(new SeenPreview(rows[1], rows[2], rows[0], rows[5], rows[4]));
                    break;
            }
        }
    }

    private FirstWeek WeekOf(long link)
    {
        ref var week = ref CollectionsMarshal.GetValueRefOrAddDefault(_weeks, link, out _);
        return week ??= new FirstWeek();
    }

    private bool Takes(long link) => _portion?.Takes(link) ?? true;
}
