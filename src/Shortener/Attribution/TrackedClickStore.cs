using Shortener.Storage;

namespace Shortener.Attribution;

/// <summary>
/// Counts the clicks that a conversion could have named, by UTC day: the journeys of one click are among
/// them.
/// </summary>
public sealed class TrackedClickStore(Db db)
{
    private const int ClicksAtOnce = 2_000;

    private const string Mark = "select seq from tracked_mark";

    private const string NextMark = """
        select coalesce(max(k.seq), 0)
        from (select seq from click_ids where seq > @From order by seq limit @Most) k
        """;

    // Who comes first moves the mark; the other then adds nothing.
    private const string MoveMark = "update tracked_mark set seq = @To where seq = @From";

    private const string CountBetween = """
        select h.at / 86400000 as day, h.origin_id, h.utm_id, h.generation, count(*) as clicks
        from click_ids k
        join hits h on h.seq = k.seq
        where k.seq > @From and k.seq <= @To and h.kind = 0
        group by h.at / 86400000, h.origin_id, h.utm_id, h.generation
        """;

    private const string Fold = $"""
        insert into tracked_days (day, origin_id, utm_id, generation, clicks)
        {CountBetween}
        on conflict (day, origin_id, utm_id, generation) do update set clicks = tracked_days.clicks + excluded.clicks
        """;

    /// <summary>Counts the next clicks; false where there are none.</summary>
    public async Task<bool> CountNext(CancellationToken ct)
    {
        var from = await db.Find<long>(Mark, ct: ct);
        var to = await db.Find<long>(NextMark, new { From = from, Most = ClicksAtOnce }, ct);
        if (to <= from) return false;
        await db.Atomically(async tx =>
        {
            if (await tx.Run(MoveMark, new { From = from, To = to }) > 0)
            {
                await tx.Run(Fold, new { From = from, To = to });
            }
        }, ct);
        return true;
    }
}
