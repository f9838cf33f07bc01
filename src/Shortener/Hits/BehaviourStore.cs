using Shortener.Channels;
using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>Reads what the rules about several hits look at.</summary>
internal sealed class BehaviourStore(Db db)
{
    // The log of 20 s at 5,000 hits a second; read in some 30 ms.
    private const int MostRows = 100_000;

    private const int BehindAtOnce = 5_000;

    private const string Folded = "select value from watermarks where name = 'folded'";

    private const string Columns = "seq, at, link_id, kind, visitor, client_id, origin_id, reason";

    private const string Tail = $"""
        select {Columns}
        from hits
        where seq > @Folded
        order by seq
        limit @Most
        """;

    private const string Behind = $"""
        select {Columns}
        from hits
        where seq <= @Last
        order by seq desc
        limit @Most
        """;

    private const string Heads = "select id from clients where bot = 'head'";

    private const string Marked = $"select id from clients where bot in ('{Behaviour.ManyLinks}', '{Behaviour.HeadThenGet}')";

    private const string InApp = "select id from origins where evidence = 'in-app'";

    /// <summary>The tail's footprints, and those before it that may decide about them.</summary>
    /// <param name="Footprints">In no order.</param>
    /// <param name="Decided">The tail's rows up to this one can be judged: what follows on them is among the footprints.</param>
    public sealed record View(List<Footprint> Footprints, long Decided);

    /// <param name="last">Rows up to this one are to be judged.</param>
    public Task<View> Read(long last, CancellationToken ct) => db.Snapshot(async tx =>
    {
        var reader = new Reader([.. await tx.List<long>(Heads)], [.. await tx.List<long>(Marked)], [.. await tx.List<long>(InApp)]);
        var folded = await tx.Find<long>(Folded);
        var (count, middle) = (0, 0L);
        await using (var rows = await tx.Scan(Tail, new { Folded = folded, Most = MostRows }))
        {
            for (; await rows.Next(); count++)
            {
                if (count < MostRows / 2) middle = rows[0];
                reader.Add(rows);
            }
        }
        if (count > 0) await ReadBehind(tx, folded, reader);
        // Of a long tail the second half only helps to judge the first.
        return new View(reader.Footprints, count == MostRows ? Math.Min(middle, last) : last);
    }, ct);

    private static async Task ReadBehind(Tx tx, long last, Reader reader)
    {
        var newest = long.MinValue;
        for (var read = 0; read < MostRows; read += BehindAtOnce)
        {
            var (count, at) = (0, long.MinValue);
            await using (var rows = await tx.Scan(Behind, new { Last = last, Most = BehindAtOnce }))
            {
                for (; await rows.Next(); count++)
                {
                    (last, at) = (rows[0] - 1, Math.Max(at, rows[1]));
                    reader.Add(rows);
                }
            }
            newest = Math.Max(newest, at);
            if (count < BehindAtOnce || at < newest - Behaviour.Reach) return;
        }
    }

    /// <summary>
    /// Takes the rows that rules look at. Who shows by its user agent which app it is, is no program that hides; and a hit
    /// that was marked goes on being part of what it was part of.
    /// </summary>
    private sealed class Reader(HashSet<long> heads, HashSet<long> marked, HashSet<long> inApp)
    {
        public List<Footprint> Footprints { get; } = [];

        public void Add(NumberScan row)
        {
            var (kind, client, isOrphan) = ((HitKind)row[3], row[5], row[7] != 0);
            var isHead = kind is HitKind.Bot && heads.Contains(client);
            var isClick = kind is HitKind.Click ? !inApp.Contains(row[6]) : marked.Contains(client);
            if (!isOrphan && (isHead || isClick)) Footprints.Add(new Footprint(row[0], row[1], row[2], row[4], isHead));
        }
    }
}
