using Shortener.Hits;
using Shortener.Storage;

namespace Shortener.Reports;

/// <summary>A digest that is due.</summary>
/// <param name="Version">What the watch is known by.</param>
internal readonly record struct DueDigest(long Watch, long Version);

/// <summary>Reads and writes digests.</summary>
/// <remarks>
/// A hit that is folded later raises the watch's last row, one that changes raises
/// <see cref="Watermarks.Repaired"/>, a share that is minted later the watch's number of shares: then the
/// digest no longer counts. Neither does one of another form.
/// </remarks>
internal static class DigestStore
{
    private const string HitVersions = """
        select quarter / 16 as watch, max(last_seq) as version
        from hit_spans
        where quarter >= 16 * @First and quarter < 16 * @Last
        group by quarter / 16
        """;

    private const string ShareVersions = """
        select watch, shares as version
        from share_watches
        where watch >= @First and watch < @Last
        """;

    private const string Digests = """
        select watch, version, repaired, form, bytes
        from digests
        where about = @About and watch >= @First and watch < @Last
        order by watch
        """;

    private const string Known = "select watch, version, repaired, form from digests where about = @About and watch >= @First and watch < @Last";

    private const string Put = """
        insert into digests (about, watch, version, repaired, form, bytes)
        values (@About, @Watch, @Version, @Repaired, @Form, @Bytes)
        on conflict (about, watch) do update set
          version = excluded.version, repaired = excluded.repaired, form = excluded.form, bytes = excluded.bytes
        """;

    private const string DropBefore = "delete from digests where about = @About and watch < @Watch";

    /// <summary>Takes a digest of a watch.</summary>
    public delegate void Take(ReadOnlySpan<byte> bytes, long watch);

    /// <summary>Hands over the digests that count.</summary>
    /// <param name="from">UTC milliseconds since 1970.</param>
    /// <param name="until">No longer inside.</param>
    /// <returns>The rest of the time, in its order: to be read as it is.</returns>
    public static async Task<List<(long From, long Until)>> Read(
        Tx tx, DigestOf about, long from, long until, Watermarks marks, Take take)
    {
        var (first, last) = (Slots.Watch(from - 1) + 1, Slots.Watch(until));
        var rest = new List<(long From, long Until)>();
        var read = from;
        var versions = await Versions(tx, about, first, last);
        await using (var rows = await tx.Scan(
            Digests, new { About = about.Number, First = first, Last = last }))
        {
            while (await rows.Next())
            {
                var watch = rows[0];
                if (versions.GetValueOrDefault(watch) != rows[1] || rows[2] != RepairedOf(about, marks)
                    || rows[3] != about.Form)
                {
                    continue;
                }
                take(rows.Bytes(4), watch);
                if (read < watch * Slots.WatchMillis) rest.Add((read, watch * Slots.WatchMillis));
                read = (watch + 1) * Slots.WatchMillis;
            }
        }
        if (read < until) rest.Add((read, until));
        return rest;
    }

    /// <summary>
    /// The watches before one, and whole after an instant, that have no digest that counts.
    /// </summary>
    public static async Task<List<DueDigest>> Due(
        Tx tx, DigestOf about, long after, long before, Watermarks marks)
    {
        var first = Slots.Watch(after - 1) + 1;
        var known = new Dictionary<long, long>();
        await using (var rows = await tx.Scan(
            Known, new { About = about.Number, First = first, Last = before }))
        {
            while (await rows.Next())
            {
                if (rows[2] == RepairedOf(about, marks) && rows[3] == about.Form) known[rows[0]] = rows[1];
            }
        }
        var versions = await Versions(tx, about, first, before);
        return [.. versions.Where(watch => known.GetValueOrDefault(watch.Key) != watch.Value)
            .Select(watch => new DueDigest(watch.Key, watch.Value)).OrderBy(due => due.Watch)];
    }

    /// <param name="marks">Of the moment that was read.</param>
    public static Task Write(Tx tx, DigestOf about, DueDigest due, byte[] bytes, Watermarks marks) =>
        tx.Run(Put, new
        {
            About = about.Number,
            due.Watch,
            due.Version,
            Repaired = RepairedOf(about, marks),
            about.Form,
            Bytes = bytes,
        });

    /// <summary>Single hits before an instant were removed: so is what was written of them.</summary>
    public static Task Drop(Tx tx, DigestOf about, long before) =>
        tx.Run(DropBefore, new { About = about.Number, Watch = Slots.Watch(before - 1) + 1 });

    /// <summary>What each watch is known by at this moment.</summary>
    private static async Task<Dictionary<long, long>> Versions(Tx tx, DigestOf about, long first, long last)
    {
        var versions = new Dictionary<long, long>();
        await using var rows = await tx.Scan(
            about.IsOfHits ? HitVersions : ShareVersions, new { First = first, Last = last });
        while (await rows.Next()) versions[rows[0]] = rows[1];
        return versions;
    }

    // Shares never change.
    private static long RepairedOf(DigestOf about, Watermarks marks) => about.IsOfHits ? marks.Repaired : 0;
}
