using Shortener.Channels.Dark;

namespace Shortener.Reports;

/// <summary>Writes a <see cref="DarkDigest"/>, some links at a time.</summary>
/// <param name="hits">Of these links; all of them have the same looks, fetchers and credited apps.</param>
internal sealed class DarkDigestWriter(DarkHits hits, Block block)
{
    private const long HourSeconds = 3_600;

    private readonly LinkList _foreign = new();
    private readonly LinkList _body = new();
    private readonly List<PreviewSeen> _previews = [];
    private readonly PackedWriter _ofLink = new();

    /// <summary>Adds the hits as they are now.</summary>
    /// <remarks>Links come in their order.</remarks>
    public void Add()
    {
        MarkCarried();
        AddPreviews();
        var shares = new DarkShare(hits);
        foreach (var share in hits.Shares.Where(share => !block.Holds(share.Born)).OrderBy(share => share.Link)
            .ThenBy(share => share.Share))
        {
            var bytes = _foreign.Next(share.Link);
            bytes.Put(block.End - share.Born);
            shares.Write(share, bytes);
        }
        AddBody(shares);
    }

    public Digest ToDigest()
    {
        var (head, tables) = (new PackedWriter(), new PackedWriter());
        hits.Looks.Write(tables);
        hits.Fetchers.Write(tables);
        head.Append(tables);
        _foreign.WriteTo(head);
        PackedPreviews.Write(_previews, hits.Fetchers, hits.Looks.Apps, block, head);
        DarkTimes.Write(hits, block, head);
        tables.Put(hits.Credited);
        return new Digest(head.ToArray(), tables.ToArray(_body.Bytes));
    }

    private void MarkCarried()
    {
        var carried = new CarriedShares(Sharing.Default);
        foreach (var preview in hits.Previews.Where(preview => preview.Share != 0))
        {
            carried.AddPreview(preview.Share, preview.SharedTo, preview.App);
        }
        hits.MarkCarried(hits.Through.Where(clicks => hits.Looks[clicks.Look].TellsOfCarrying)
            .Select(clicks => clicks.Share)
            .Concat(hits.Shares.Select(share => share.Share).Where(carried.Contains)).ToHashSet());
    }

    // Tells shares apart, as far as the block alone says so.
    private void AddPreviews()
    {
        var fold = new PreviewFold(block);
        foreach (var preview in hits.Previews.OrderBy(preview => preview.At))
        {
            if (fold.Take(preview) is not { } seen) continue;
            var to = hits.Looks.Apps.Of(seen.SharedTo ?? "");
            var fetcher = hits.Fetchers.Of(seen.Channel ?? "", seen.App);
            if (!fold.IsFirm(seen))
            {
                _previews.Add(seen);
                continue;
            }
            if (seen.SharedTo is not null) hits.Add(new FirmShares(seen.Link, seen.Share, to, fetcher, 1));
            else hits.Add(new FirmShares(seen.Link, 0, hits.Looks.Apps.Of(""), fetcher, 1));
            if (seen.Share != 0) continue;
            var hour = seen.At.ToUnixTimeSeconds() / HourSeconds * HourSeconds;
            hits.TimedShares.Add(new TimedShares(seen.Link, hour, fetcher, 1));
        }
    }

    private void AddBody(DarkShare shares)
    {
        var (clicks, ordinary, firm, natives) = (
            hits.Clicks.OrderBy(same => same.Look).ToLookup(same => same.Link),
            hits.Ordinary.OrderBy(same => same.Credit).ToLookup(same => same.Link),
            hits.Firm.Where(same => same.Share == 0).OrderBy(same => same.Fetcher).ToLookup(same => same.Link),
            hits.Shares.Where(share => block.Holds(share.Born)).ToLookup(share => share.Link));
        foreach (var link in Links(clicks).Union(Links(ordinary)).Union(Links(firm)).Union(Links(natives)).Order())
        {
            _ofLink.Clear();
            _ofLink.Put(clicks[link].Count());
            foreach (var (_, look, count) in clicks[link])
            {
                _ofLink.Put(look);
                _ofLink.Put(count);
            }
            _ofLink.Put(ordinary[link].Count());
            foreach (var (_, credit, count) in ordinary[link])
            {
                _ofLink.Put(credit);
                _ofLink.Put(count);
            }
            _ofLink.Put(firm[link].Count());
            foreach (var (_, _, _, fetcher, count) in firm[link])
            {
                _ofLink.Put(fetcher);
                _ofLink.Put(count);
            }
            foreach (var share in natives[link].OrderBy(share => share.Share)) shares.Write(share, _ofLink);
            _body.Next(link).Put(_ofLink);
        }
    }

    private static IEnumerable<long> Links<T>(ILookup<long, T> lookup) => lookup.Select(same => same.Key);
}
