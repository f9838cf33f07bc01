namespace Shortener.Reports;

/// <summary>Writes share links into digests: what they were made for, their clicks and their firm shares.</summary>
internal sealed class DarkShare(DarkHits hits)
{
    private readonly ILookup<long, ThroughClicks> _clicks = hits.Through.OrderBy(clicks => clicks.Look).ToLookup(clicks => clicks.Share);
    private readonly ILookup<long, FirmShares> _firm =
        hits.Firm.Where(shares => shares.Share != 0).OrderBy(shares => shares.Fetcher).ToLookup(shares => shares.Share);

    public void Write(in ThroughShare share, PackedWriter bytes)
    {
        bytes.Put(share.Share);
        bytes.Put(2 * share.To + (share.IsCarried ? 1 : 0));
        bytes.Put(_clicks[share.Share].Count());
        foreach (var (_, _, look, count) in _clicks[share.Share])
        {
            bytes.Put(look);
            bytes.Put(count);
        }
        bytes.Put(_firm[share.Share].Count());
        foreach (var (_, _, _, fetcher, count) in _firm[share.Share])
        {
            bytes.Put(fetcher);
            bytes.Put(count);
        }
    }

    /// <summary>What was made for what: its clicks and firm shares come behind it.</summary>
    /// <param name="apps">The numbers of the apps that were written.</param>
    public static ThroughShare Read(ref PackedReader bytes, long link, int[] apps)
    {
        var (share, to) = (bytes.Next(), bytes.Next());
        return new ThroughShare(link, share, apps[to / 2], 0, to % 2 != 0);
    }
}
