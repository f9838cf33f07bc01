using Shortener.Channels;
using Shortener.Hits;
using Shortener.Storage;

namespace Shortener.Reports;

/// <summary>
/// Reads what the dark-social report is made of: from digests, and where there are none from single hits.
/// Filters that name anything but links are about single hits: then all of them are read.
/// </summary>
internal sealed class DarkStore(
    Db db, LongScans scans, TagSpelling spelling, Classifier classifier, TimeProvider clock)
{
    /// <summary>Links with so many hits are quicker read as they are than from all links' digests.</summary>
    internal int FewHits { get; init; } = LinkHits.Few;

    /// <summary>What was seen in the period.</summary>
    public Task<DarkSeen> Read(DarkQuery query, CancellationToken ct) =>
        query.Conditions.Any(c => c.NamesLinks)
        ? ReadAll(query, ct)
        : scans.Run(() => ReadAll(query, ct), ct);

    private Task<DarkSeen> ReadAll(DarkQuery query, CancellationToken ct) => db.Snapshot(async tx =>
    {
        var (marks, now) = (await WatermarkStore.Read(tx), clock.GetUtcNow());
        var period = query.Period.Period ?? await AllTimeStore.Read(tx, marks, query.Period.Zone, now);
        var filters = new FilterStore(tx, spelling, query.DefaultDomain);
        var links = await filters.Links(query.Conditions);
        var (about, counts) = (DigestOf.Dark(classifier), new DarkHalves(links));
        var scan = new DarkScan(await filters.InLog(query.Conditions));
        var (hits, cover) = (new DarkHits(), new DigestCover([], []));
        var log = new CountStore(tx, marks, now.ToUnixTimeMilliseconds());
        if (query.Conditions.Any(c => !c.NamesLinks) || links is not null
            && await LinkHits.Count(tx, links) <= FewHits)
        {
            await log.OfHits(period, links?.Count <= LinkHits.MostLinks ? links : null, scan);
        }
        else
        {
            cover = await log.OfRest(period, about, scan, scan.Previews);
        }
        await DarkRawStore.Add(tx, scan, classifier, hits);
        counts.Add(hits);
        await DigestStore.ReadHeads(tx, about, cover.Blocks, counts.AddHead);
        await DigestStore.ReadBodies(tx, about, cover.Blocks, counts.AddBody);
        return counts.Finish(
            period,
            period.From < marks.Removed ? DateTimeOffset.FromUnixTimeMilliseconds(marks.Removed) : null);
    }, ct);
}
