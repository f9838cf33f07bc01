using System.Runtime.InteropServices;
using Shortener.Channels;
using Shortener.Storage;

namespace Shortener.Reports;

/// <summary>Clicks on a link that look the same.</summary>
/// <param name="Share">0 for the link itself.</param>
/// <param name="What">Their pair of origin and client, by its number in <see cref="DarkScan.Pairs"/>.</param>
internal readonly record struct AlikeClicks(long Link, long Share, int What);

/// <summary>What an ordinary tool sees of clicks on a link.</summary>
internal readonly record struct OrdinaryFacts(long Link, long Referrer, long Utm);

/// <summary>A fetch that draws a card.</summary>
internal readonly record struct SeenPreview(long At, long Seq, long Link, long Share, long Origin);

/// <summary>
/// Gathers what the dark-social report needs of single hits, as numbers of the log's dictionaries.
/// </summary>
internal sealed class DarkScan : IScan
{
    private const int FilterColumn = 9;

    private readonly LogFilter _filter;
    private readonly LinkPortion? _portion;
    private readonly Dictionary<AlikeClicks, int> _clicks = [];
    private readonly Dictionary<OrdinaryFacts, int> _ordinary = [];

    /// <param name="portion">Only of these links; of all where null.</param>
    public DarkScan(LogFilter filter, LinkPortion? portion = null)
    {
        (_filter, _portion) = (filter, portion);
        portion?.Watch(_clicks, (key, _) => key.Link);
        portion?.Watch(_ordinary, (key, _) => key.Link);
        portion?.Watch(Previews, preview => preview.Link);
        portion?.Once(Timed.Clear);
    }

    /// <inheritdoc/>
    public string Columns =>
        "link_id, at, seq, kind, origin_id, client_id, referrer_id, utm_id, share_id" + _filter.Columns;

    public Numbering<(long Origin, long Client)> Pairs { get; } = new();

    public IReadOnlyDictionary<AlikeClicks, int> Clicks => _clicks;

    public IReadOnlyDictionary<OrdinaryFacts, int> Ordinary => _ordinary;

    public List<SeenPreview> Previews { get; } = [];

    /// <summary>Clicks on links themselves, by pairs.</summary>
    public TimedClicks Timed { get; } = new();

    /// <inheritdoc/>
    /// <remarks>Nothing is ever taken away: this report reads no roll-ups.</remarks>
    public async Task Add(NumberScan rows, int sign = 1)
    {
        while (await rows.Next())
        {
            if (!_filter.Passes(rows, FilterColumn)) continue;
            switch ((HitKind)rows[3])
            {
                case HitKind.Click:
                    var what = Pairs.Of((rows[4], rows[5]));
                    if (rows[8] == 0 && (_portion?.IsFirst ?? true))
                    {
                        Timed.Add(new TimedClick(rows[0], rows[1] / 1_000, what));
                    }
                    if (!Takes(rows[0])) break;
                    CollectionsMarshal.GetValueRefOrAddDefault(_clicks, new(rows[0], rows[8], what), out _) += sign;
                    CollectionsMarshal.GetValueRefOrAddDefault(_ordinary, new(rows[0], rows[6], rows[7]), out _) += sign;
                    break;
                case HitKind.Preview when Takes(rows[0]):
                    Previews.Add(new SeenPreview(rows[1], rows[2], rows[0], rows[8], rows[4]));
                    break;
            }
        }
    }

    private bool Takes(long link) => _portion?.Takes(link) ?? true;
}
