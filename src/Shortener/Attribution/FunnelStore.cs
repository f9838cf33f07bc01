using Shortener.Storage;

namespace Shortener.Attribution;

/// <summary>
/// Counts what comes before a conversion, by channel or by generation of shares; whole UTC days.
/// </summary>
internal sealed class FunnelStore(Tx tx)
{
    private const long MillisADay = 24 * 60 * 60 * 1000;

    // The numbers of the dimensions that hit_days has.
    private const int Channel = 11;
    private const int Generation = 23;

    private const string Settled = "(select w.value from watermarks w where w.name = 'settled')";

    // Roll-ups up to the watermark, the log behind it.
    private const string HitsByChannel = $"""
        select coalesce(t.text, '') as word, cast(sum(d.clicks) as bigint) as clicks, cast(sum(d.previews) as bigint) as previews
        from hit_days d
        left join texts t on t.id = d.key
        where d.dimension = @Dimension and d.day >= @FirstDay and d.day < @EndDay
          and d.part <= (select w.value from watermarks w where w.name = 'part')
        group by coalesce(t.text, '')
        union all
        select coalesce(o.channel, '') as word,
          sum(case when h.kind = 0 then 1 else 0 end) as clicks, sum(case when h.kind = 1 then 1 else 0 end) as previews
        from hits h
        left join origins o on o.id = h.origin_id
        where h.seq > {Settled} and h.reason = 0 and h.at >= @From and h.at < @Until
        group by coalesce(o.channel, '')
        """;

    private const string HitsByGeneration = $"""
        select cast(d.key as text) as word, cast(sum(d.clicks) as bigint) as clicks, cast(sum(d.previews) as bigint) as previews
        from hit_days d
        where d.dimension = @Dimension and d.day >= @FirstDay and d.day < @EndDay
          and d.part <= (select w.value from watermarks w where w.name = 'part')
        group by d.key
        union all
        select cast(h.generation as text) as word,
          sum(case when h.kind = 0 then 1 else 0 end) as clicks, sum(case when h.kind = 1 then 1 else 0 end) as previews
        from hits h
        where h.seq > {Settled} and h.reason = 0 and h.at >= @From and h.at < @Until
        group by h.generation
        """;

    private const string TrackedByChannel = """
        select coalesce(o.channel, '') as word, cast(sum(d.clicks) as bigint) as tracked_clicks
        from tracked_days d
        left join origins o on o.id = d.origin_id
        where d.day >= @FirstDay and d.day < @EndDay
        group by coalesce(o.channel, '')
        """;

    private const string TrackedByGeneration = """
        select cast(d.generation as text) as word, cast(sum(d.clicks) as bigint) as tracked_clicks
        from tracked_days d
        where d.day >= @FirstDay and d.day < @EndDay
        group by d.generation
        """;

    private const string SharesByChannel = """
        select s.channel as word, count(*) as shares
        from shares s
        where s.created_at >= @From and s.created_at < @Until
        group by s.channel
        """;

    private const string SharesByGeneration = """
        select cast(s.generation as text) as word, count(*) as shares
        from shares s
        where s.created_at >= @From and s.created_at < @Until
        group by s.generation
        """;

    private sealed record Row
    {
        public string Word { get; init; } = "";
        public long Shares { get; init; }
        public long Previews { get; init; }
        public long Clicks { get; init; }
        public long TrackedClicks { get; init; }
    }

    /// <summary>Counts by the rows' names; empty for unknown.</summary>
    /// <param name="period">
    /// In UTC milliseconds since 1970; its bounds move to the nearest UTC midnight.
    /// </param>
    public async Task<Dictionary<string, FunnelCounts>> Count(
        TouchGrouping by, (long From, long Until) period)
    {
        var isChannel = by == TouchGrouping.Channel;
        var (first, end) = (Nearest(period.From), Nearest(period.Until));
        var asked = new
        {
            Dimension = isChannel ? Channel : Generation,
            FirstDay = first,
            EndDay = end,
            From = first * MillisADay,
            Until = end * MillisADay,
        };
        var counts = new Dictionary<string, FunnelCounts>();
        foreach (var sql in isChannel ? [HitsByChannel, TrackedByChannel, SharesByChannel] : new[] { HitsByGeneration, TrackedByGeneration, SharesByGeneration })
        {
            foreach (var row in await tx.List<Row>(sql, asked))
            {
                counts[row.Word] = counts.GetValueOrDefault(row.Word)
                    + new FunnelCounts(row.Shares, row.Previews, row.Clicks, row.TrackedClicks, 0, 0);
            }
        }
        return counts;
    }

    private static long Nearest(long at) => (at + MillisADay / 2) / MillisADay;
}
