using Shortener.Channels;
using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>Reads what the rules about several hits look at.</summary>
internal sealed class BehaviourStore(Db db)
{
    // The log of 20 s at 5,000 hits a second.
    private const int MostRows = 100_000;

    // Some 1 ms: read in one go, a long tail would keep one of few processors busy for long enough to be
    // felt.
    private const int PieceLength = 2_000;

    // As many are judged in some 1 ms, where the tail is longest.
    private const int GroupCount = 64;

    private const string Folded = "select value from watermarks where name = 'folded'";

    private const string LastSeq = "select coalesce(max(seq), 0) from hits";

    private const string Columns = "seq, at, link_id, kind, visitor, client_id, origin_id, reason";

    private const string Tail = $"""
        select {Columns}
        from hits
        where seq > @After and seq <= @End
        order by seq
        limit @Most
        """;

    private const string Behind = $"""
        select {Columns}
        from hits
        where seq < @Before
        order by seq desc
        limit @Most
        """;

    private const string Heads = "select id from clients where bot = 'head'";

    private const string Marked =
        $"select id from clients where bot in ('{Behaviour.ManyLinks}', '{Behaviour.HeadThenGet}')";

    private const string InApp = "select id from origins where evidence = 'in-app'";

    /// <summary>The tail's footprints, and those before it that may decide about them.</summary>
    /// <param name="Groups">Each in no order; all footprints of a visitor are in one of them.</param>
    /// <param name="Decided">
    /// The tail's rows up to this one can be judged: what follows on them is among the footprints.
    /// </param>
    public sealed record View(IReadOnlyList<List<Footprint>> Groups, long Decided);

    /// <param name="last">Rows up to this one are to be judged.</param>
    /// <param name="rest">Waits as it sees fit, after each piece.</param>
    public async Task<View> Read(long last, Func<Task> rest, CancellationToken ct)
    {
        // What comes while the pieces are read has waited for less long than anything that is judged.
        var (folded, end, reader) = await db.Snapshot(async tx => (
            await tx.Find<long>(Folded),
            await tx.Find<long>(LastSeq),
            new Reader([.. await tx.List<long>(Heads)], [.. await tx.List<long>(Marked)], [.. await tx.List<long>(InApp)])), ct);
        var (count, after, middle) = (0, folded, folded);
        for (var length = PieceLength; length == PieceLength && count < MostRows; count += length)
        {
            (length, after) = await ReadPiece(
                Tail, new { After = after, End = end, Most = PieceLength }, after);
            if (count < MostRows / 2) middle = after;
            await rest();
        }
        if (count > 0) await ReadBehind();
        // Of a long tail the second half only helps to judge the first.
        return new View(reader.Groups, count >= MostRows ? Math.Min(middle, last) : last);

        async Task ReadBehind()
        {
            var (newest, before) = (long.MinValue, folded + 1);
            for (var read = 0; read < MostRows; read += PieceLength)
            {
                (var length, before) = await ReadPiece(
                    Behind, new { Before = before, Most = PieceLength }, before);
                newest = Math.Max(newest, reader.Newest);
                if (length < PieceLength || reader.Newest < newest - Behaviour.Reach) return;
                await rest();
            }
        }

        Task<(int Length, long Last)> ReadPiece(string sql, object args, long seq) => db.Snapshot(async tx =>
        {
            await using var rows = await tx.Scan(sql, args);
            return await reader.Read(rows, seq);
        }, ct);
    }

    /// <summary>
    /// Takes the rows that rules look at. Who shows by its user agent which app it is, is no program that
    /// hides; and a hit that was marked goes on being part of what it was part of.
    /// </summary>
    private sealed class Reader(HashSet<long> heads, HashSet<long> marked, HashSet<long> inApp)
    {
        public List<Footprint>[] Groups { get; } = [.. Enumerable.Range(0, GroupCount).Select(
            _ => new List<Footprint>())];

        /// <summary>
        /// The time of the newest row of the last piece; <see cref="long.MinValue"/> where it was empty.
        /// </summary>
        public long Newest { get; private set; }

        /// <summary>
        /// How many rows these are, and the number of the last; <paramref name="seq"/> where there is none.
        /// </summary>
        public async Task<(int Length, long Last)> Read(NumberScan rows, long seq)
        {
            var length = 0;
            for (Newest = long.MinValue; await rows.Next(); length++)
            {
                seq = rows[0];
                Newest = Math.Max(Newest, rows[1]);
                Add(rows);
            }
            return (length, seq);
        }

        private void Add(NumberScan row)
        {
            var (kind, visitor, client, isOrphan) = ((HitKind)row[3], row[4], row[5], row[7] != 0);
            var isHead = kind is HitKind.Bot && heads.Contains(client);
            var isClick = kind is HitKind.Click ? !inApp.Contains(row[6]) : marked.Contains(client);
            if (isOrphan || !(isHead || isClick)) return;
            Groups[(ulong)visitor % GroupCount].Add(new Footprint(row[0], row[1], row[2], visitor, isHead));
        }
    }
}
