using Shortener.Storage;

namespace Shortener.Conversions;

/// <summary>The touches of people and of conversions.</summary>
public sealed class JourneyStore(Db db, ConversionListStore conversions)
{
    // The log's own rows may be removed one day; as long as they are there, they are right.
    private const string Clicks = """
        select
          k.seq as hit, coalesce(h.at, t.at) as at, coalesce(h.trigger, t.trigger) as trigger,
          coalesce(h.link_id, t.link_id) as link_id, l.slug, o.channel, o.app
        from click_ids k
        left join hits h on h.seq = k.seq
        left join touches t on t.seq = k.seq
        left join links l on l.id = coalesce(h.link_id, t.link_id)
        left join origins o on o.id = coalesce(h.origin_id, t.origin_id)
        where (k.hash = @Click or k.hash in (select j.click from click_joins j where j.person = @Person and j.person <> 0))
          and coalesce(h.kind, 0) = 0
          and coalesce(h.at, t.at) >= @From and coalesce(h.at, t.at) <= @Until
        """;

    private const string Arrivals = """
        select a.at, a.share
        from share_arrivals a
        where a.person = @Person and a.person <> 0
          and a.at >= @From and a.at <= @Until
        """;

    private sealed record ClickRow
    {
        public long Hit { get; init; }
        public DateTimeOffset At { get; init; }
        public TouchKind Trigger { get; init; }
        public long LinkId { get; init; }
        public string? Slug { get; init; }
        public string? Channel { get; init; }
        public string? App { get; init; }
    }

    private sealed record ArrivalRow
    {
        public DateTimeOffset At { get; init; }
        public string Share { get; init; } = "";
    }

    /// <summary>
    /// A conversion's journey; of a refund that of its sale. Null where there is no such conversion.
    /// </summary>
    public async Task<Journey?> Find(long id, CancellationToken ct)
    {
        if (await conversions.Row(id, ct) is not { } row) return null;
        var sale = row.Kind is ConversionKind.Refund ? await conversions.Sale(row.Invoice, ct) ?? row : row;
        var from = sale.OccurredAt.AddDays(-sale.LookbackDays);
        var touches = await Touches(row.Person, row.Click, from, sale.OccurredAt, ct);
        return Journey.Of(Conversion.Of(row), from, sale.OccurredAt, touches);
    }

    /// <summary>The touches of a person, and of a click that may be nobody's.</summary>
    internal async Task<IEnumerable<JourneyTouch>> Touches(
        long person, long click, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        var range = new { Person = person, Click = click, From = from, Until = until };
        var clicks = await db.List<ClickRow>(Clicks, range, ct);
        var arrivals = await db.List<ArrivalRow>(Arrivals, range, ct);
        return clicks.Select(TouchOf).Concat(arrivals.Select(
            a => new JourneyTouch { Kind = TouchKind.ShareArrival, At = a.At, Share = a.Share }));
    }

    private static JourneyTouch TouchOf(ClickRow row) => new()
    {
        Kind = row.Trigger,
        At = row.At,
        Hit = row.Hit,
        Link = new NamedLink(row.LinkId, row.Slug),
        Channel = string.IsNullOrEmpty(row.Channel) ? null : row.Channel,
        App = string.IsNullOrEmpty(row.App) ? null : row.App,
    };
}
