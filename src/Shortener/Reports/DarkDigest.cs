using Shortener.Channels.Dark;
using Shortener.Hits;

namespace Shortener.Reports;

/// <summary>What the dark-social report needs of the hits of a watch, in a few bytes each.</summary>
/// <remarks>
/// The looks, and the apps that an ordinary tool credits; then, link by link, its clicks by look, its clicks
/// by share link and look, and its clicks by credited app; then previews by time, behind the pairs of channel
/// and app and the apps their share links were made for; last the clicks on links themselves by hours: those
/// first that stay longest in a sample. Each list stands behind its length, links and times are distances
/// from the one before.
/// </remarks>
internal static class DarkDigest
{
    /// <summary>Another number for each way of writing.</summary>
    public const int Form = 1;

    private const long HourSeconds = 3_600;

    public static byte[] Write(DarkHits hits, long watch)
    {
        var bytes = new PackedWriter();
        hits.Looks.Write(bytes);
        WriteLinks(hits, bytes);
        WritePreviews(hits.Previews, watch, bytes);
        WriteTimed(hits.Timed, watch, bytes);
        return bytes.ToArray();
    }

    /// <summary>Adds a digest to what a report counts.</summary>
    public static void Read(ReadOnlySpan<byte> written, long watch, DarkCounts counts)
    {
        var bytes = new PackedReader(written);
        var looks = counts.Looks.Read(ref bytes);
        ReadLinks(ref bytes, looks, counts);
        ReadPreviews(ref bytes, watch, counts);
        ReadTimed(ref bytes, watch, looks, counts);
    }

    private static void WriteLinks(DarkHits hits, PackedWriter bytes)
    {
        var credited = new Numbering<string>();
        foreach (var credit in hits.Ordinary) credited.Of(credit.App);
        bytes.Put(credited);
        var (clicks, through, ordinary) =
            (
                hits.Clicks.ToLookup(c => c.Link), hits.Through.ToLookup(c => c.Link),
                hits.Ordinary.ToLookup(c => c.Link));
        var links = clicks.Select(same => same.Key).Union(through.Select(same => same.Key)).Order().ToList();
        bytes.Put(links.Count);
        var before = 0L;
        foreach (var link in links)
        {
            bytes.Put(link - before);
            bytes.Put(clicks[link].Count());
            foreach (var (_, look, count) in clicks[link])
            {
                bytes.Put(look);
                bytes.Put(count);
            }
            bytes.Put(through[link].Count());
            foreach (var (_, share, look, count) in through[link])
            {
                bytes.Put(share);
                bytes.Put(look);
                bytes.Put(count);
            }
            bytes.Put(ordinary[link].Count());
            foreach (var (_, app, count) in ordinary[link])
            {
                bytes.Put(credited.Of(app));
                bytes.Put(count);
            }
            before = link;
        }
    }

    private static void ReadLinks(ref PackedReader bytes, int[] looks, DarkCounts counts)
    {
        var credited = bytes.Next(counts.Credited);
        var link = 0L;
        for (var links = bytes.Next(); links > 0; links--)
        {
            link += bytes.Next();
            for (var left = bytes.Next(); left > 0; left--)
            {
                counts.Add(new LookedClicks(link, looks[bytes.Next()], bytes.Next()));
            }
            for (var left = bytes.Next(); left > 0; left--)
            {
                var share = bytes.Next();
                counts.Add(new ThroughClicks(link, share, looks[bytes.Next()], bytes.Next()));
            }
            for (var left = bytes.Next(); left > 0; left--)
            {
                counts.AddOrdinary(link, credited[bytes.Next()], bytes.Next());
            }
        }
    }

    private static void WritePreviews(IReadOnlyList<PreviewSeen> previews, long watch, PackedWriter bytes)
    {
        var (kinds, madeFor) = (new ShareKinds(), new Numbering<string>());
        foreach (var preview in previews)
        {
            kinds.Of(preview.Channel ?? "", preview.App);
            madeFor.Of(preview.SharedTo ?? "");
        }
        kinds.Write(bytes);
        bytes.Put(madeFor);
        bytes.Put(previews.Count);
        var at = watch * Slots.WatchMillis;
        foreach (var preview in previews.OrderBy(preview => preview.At))
        {
            var now = preview.At.ToUnixTimeMilliseconds();
            bytes.Put(now - at);
            bytes.Put(preview.Link);
            bytes.Put(preview.Share);
            bytes.Put(madeFor.Of(preview.SharedTo ?? ""));
            bytes.Put(kinds.Of(preview.Channel ?? "", preview.App));
            bytes.Put(preview.Network);
            at = now;
        }
    }

    private static void ReadPreviews(ref PackedReader bytes, long watch, DarkCounts counts)
    {
        var kinds = new ShareKinds();
        kinds.Read(ref bytes);
        var texts = new Numbering<string>();
        bytes.Next(texts);
        var at = watch * Slots.WatchMillis;
        for (var left = bytes.Next(); left > 0; left--)
        {
            at += bytes.Next();
            var (link, share) = (bytes.Next(), bytes.Next());
            var madeFor = texts[(int)bytes.Next()];
            var (channel, app) = kinds[(int)bytes.Next()];
            var network = bytes.Next();
            if (!counts.Counts(link)) continue;
            counts.Add(new PreviewSeen(
                DateTimeOffset.FromUnixTimeMilliseconds(at), link, share, NullIfEmpty(madeFor), app, NullIfEmpty(channel), network));
        }
    }

    private static void WriteTimed(TimedClicks timed, long watch, PackedWriter bytes)
    {
        var first = watch * Slots.WatchMillis / 1_000;
        var depths = timed.Clicks.GroupBy(click => DaySample.DepthOf(click.Link, click.At))
            .OrderByDescending(same => same.Key).ToList();
        bytes.Put(timed.Sample.Depth);
        bytes.Put(depths.Count);
        foreach (var same in depths)
        {
            bytes.Put(same.Key);
            bytes.Put(same.Count());
            var link = 0L;
            foreach (var click in same.OrderBy(click => click.Link))
            {
                bytes.Put(click.Link - link);
                bytes.Put((click.At - first) / HourSeconds);
                bytes.Put(click.What);
                bytes.Put(click.Count);
                link = click.Link;
            }
        }
    }

    private static void ReadTimed(ref PackedReader bytes, long watch, int[] looks, DarkCounts counts)
    {
        var first = watch * Slots.WatchMillis / 1_000;
        counts.Narrow(DaySample.OfDepth((int)bytes.Next()));
        for (var depths = bytes.Next(); depths > 0; depths--)
        {
            if (bytes.Next() < counts.Sample.Depth) return;
            var link = 0L;
            for (var left = bytes.Next(); left > 0; left--)
            {
                link += bytes.Next();
                counts.Add(new TimedClick(
                    link, first + bytes.Next() * HourSeconds, looks[bytes.Next()], (int)bytes.Next()));
            }
        }
    }

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}
