using Shortener.Channels;
using Shortener.Conversions;
using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Attribution;

/// <summary>
/// Reads journeys for reports: all that the models need of the database, from one moment of it.
/// </summary>
/// <param name="lookbacks">After how long a silence a journey that led to nothing is over.</param>
/// <param name="spelling">How tags are counted.</param>
/// <param name="defaultDomain">The name of the domain that links store as the empty one.</param>
internal sealed class TouchStore(
    Tx tx, ConversionSettings lookbacks, TagSpelling spelling, string defaultDomain)
{
    private const long MillisADay = 24 * 60 * 60 * 1000;

    private const string OfPeriod =
        "select events from timelines where is_lost = @IsLost and last_at >= @From and first_at < @Until";

    private const string FirstOfAll = "select min(first_at) from timelines";

    private const string FindEvent = "select id from conversion_words where word = @Event";

    private const string DirectOrigins = "select id from origins where channel in ('direct', '')";

    private const string Tracked = """
        select d.origin_id, d.utm_id, cast(sum(d.clicks) as bigint)
        from tracked_days d
        where d.day >= @FirstDay and d.day < @EndDay
        group by d.origin_id, d.utm_id
        """;

    private sealed record WordRow
    {
        public long Id { get; init; }
        public string Word { get; init; } = "";
    }

    /// <summary>When the first touch or conversion was; null where there is none.</summary>
    public Task<long?> FindFirst() => tx.Find<long?>(FirstOfAll);

    /// <inheritdoc cref="RateTableStore.Read"/>
    public Task<RateTable> Rates() => RateTableStore.Read(tx);

    /// <summary>
    /// Hands every journey of the period to its use; the names of the rows that its touches count in.
    /// </summary>
    /// <param name="by">What there is a row for.</param>
    /// <param name="period">In UTC milliseconds since 1970, the end no longer inside.</param>
    /// <param name="eventName">
    /// Conversions of this event; one that nobody ever sent has none; null for all.
    /// </param>
    /// <param name="lookbackDays">Null for each conversion's own.</param>
    public async Task<RowNames> Read(
        TouchGrouping by, (long From, long Until) period, string? eventName, int? lookbackDays,
        JourneyUse use)
    {
        long? eventId = eventName is null ? null : await tx.Find<long?>(FindEvent, new { Event = eventName })
            ?? 0;
        var asked = new JourneysAsked(
            period.From, period.Until, eventId, lookbackDays, lookbackDays ?? lookbacks.DaysOf(eventName));
        var keys = new TouchKeys(by, await RowsOf(by), (await tx.List<long>(DirectOrigins)).ToHashSet());
        var scan = new JourneyScan(asked, keys, use);
        await Add(asked, isLost: false, scan);
        if (use.WantsLost)
        {
            await Add(asked, isLost: true, scan);
            await AddSingles(by, asked, scan);
        }
        return await new RowNameStore(tx, defaultDomain).Name(by, keys);
    }

    /// <inheritdoc cref="FunnelStore.Count"/>
    public Task<Dictionary<string, FunnelCounts>> Funnel(TouchGrouping by, (long From, long Until) period) =>
        new FunnelStore(tx).Count(by, period);

    /// <inheritdoc cref="SharerStore.Read"/>
    public Task<ILookup<long, long>> Chains(IEnumerable<long> shares) => new SharerStore(tx).Read(shares);

    private async Task Add(JourneysAsked asked, bool isLost, JourneyScan scan)
    {
        await using var rows = await tx.Scan(
            OfPeriod, new { IsLost = isLost ? 1 : 0, asked.From, asked.Until });
        while (await rows.Next()) scan.Add(rows.Bytes(0));
    }

    private async Task<IReadOnlyDictionary<long, string>?> RowsOf(TouchGrouping by) =>
        by.IsSmall
            ? (await tx.List<WordRow>(by.Words!.Value)).ToDictionary(
                row => row.Id, row => spelling.Of(by.Name, row.Word))
            : null;

    // Whole UTC days: of clicks that nobody named, no more is kept.
    private async Task AddSingles(TouchGrouping by, JourneysAsked asked, JourneyScan scan)
    {
        await using var rows = await tx.Scan(
            Tracked, new { FirstDay = Nearest(asked.From), EndDay = Nearest(asked.Until) });
        while (await rows.Next())
        {
            scan.AddTracked(rows[0], by.Fact is Fact.Origin ? rows[0] : rows[1], rows[2]);
        }
        scan.AddSingles();

        static long Nearest(long at) => (at + MillisADay / 2) / MillisADay;
    }
}
