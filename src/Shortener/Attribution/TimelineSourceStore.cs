using Shortener.Shares;
using Shortener.Storage;

namespace Shortener.Attribution;

/// <summary>What timelines are made of: clicks, arrivals and conversions of people.</summary>
internal static class TimelineSourceStore
{
    private static readonly Sql ClicksOf = """
        select j.person, k.seq
        from click_joins j
        join click_ids k on k.hash = j.click
        where
        """ + " " + Sql.AnyOf("j.person", "People") + """

        union
        select c.person, k.seq
        from conversions c
        join click_ids k on k.hash = c.click
        where c.click <> 0 and
        """ + " " + Sql.AnyOf("c.person", "People");

    private const string TouchColumns =
        "seq, at, trigger, link_id, referrer_id, language_id, place_id, utm_id, client_id, origin_id, share_id, generation, advocate_id";

    // What turned out to be no click is no touch any more.
    private static readonly Sql DropTouches =
        "delete from touches where exists (select 1 from hits h where h.seq = touches.seq and h.kind <> 0) and " + Sql.AnyOf("seq", "Seqs");

    // The log's own rows may be removed one day; as long as they are there, they are right.
    private static readonly Sql KeepTouches =
        $"insert into touches ({TouchColumns}) select {TouchColumns} from hits where kind = 0 and " + Sql.AnyOf("seq", "Seqs")
        + " on conflict (seq) do update set client_id = excluded.client_id, origin_id = excluded.origin_id";

    private static readonly Sql Touches = $"select {TouchColumns} from touches where "
        + Sql.AnyOf("seq", "Seqs");

    private static readonly Sql Arrivals = "select person, at, share as token from share_arrivals where "
        + Sql.AnyOf("person", "People");

    // The origin that clicks through such a share have, if there were any.
    private static readonly Sql SharesOf = """
        select s.id, s.link_id, s.generation, s.advocate_id, coalesce(
          (select min(o.id) from origins o where o.channel = s.channel and o.app = s.app and o.evidence = 'share'),
          (select min(o.id) from origins o where o.channel = s.channel and o.app = s.app),
          0) as origin_id
        from shares s
        where
        """ + " " + Sql.AnyOf("s.id", "Shares");

    private static readonly Sql Outcomes = """
        select id, kind, event_id, code_id, occurred_at as at, invoice, amount, currency, lookback_days, person
        from conversions
        where person <> 0 and
        """ + " " + Sql.AnyOf("person", "People") + " or person = 0 and " + Sql.AnyOf("id", "Conversions");

    private sealed record ClickOf
    {
        public long Person { get; init; }
        public long Seq { get; init; }
    }

    private sealed record Arrival
    {
        public long Person { get; init; }
        public long At { get; init; }
        public string Token { get; init; } = "";
    }

    private sealed record SharedBy
    {
        public long Id { get; init; }
        public long LinkId { get; init; }
        public long Generation { get; init; }
        public long AdvocateId { get; init; }
        public long OriginId { get; init; }
    }

    private sealed record OutcomeRow
    {
        public long Id { get; init; }
        public OutcomeKind Kind { get; init; }
        public long EventId { get; init; }
        public long CodeId { get; init; }
        public long At { get; init; }
        public long Invoice { get; init; }
        public long Amount { get; init; }
        public short Currency { get; init; }
        public int LookbackDays { get; init; }
        public long Person { get; init; }
    }

    /// <summary>
    /// The timelines of people, and of conversions that name nobody; none for whom there is nothing.
    /// </summary>
    /// <param name="people">JSON array of numbers.</param>
    /// <param name="conversions">JSON array of ids.</param>
    public static async Task<List<(TimelineOwner Owner, Timeline Timeline)>> Read(
        Tx tx, string people, string conversions)
    {
        var touches = new List<(long Person, long[] Facts)>();
        await AddClicks(tx, people, touches);
        await AddArrivals(tx, people, touches);
        var touchesOf = touches.ToLookup(touch => touch.Person, touch => touch.Facts);
        var outcomesOf = (await tx.List<OutcomeRow>(
            Outcomes, new { People = people, Conversions = conversions }))
            .ToLookup(row => new TimelineOwner { Person = row.Person, ConversionId = row.Person == 0 ? row.Id : 0 });

        var owners = outcomesOf.Select(of => of.Key).Union(
            touchesOf.Select(of => new TimelineOwner { Person = of.Key }));
        return [.. owners.Select(owner => (owner, Make(touchesOf[owner.Person], [.. outcomesOf[owner]])))];
    }

    private static async Task AddClicks(Tx tx, string people, List<(long, long[])> touches)
    {
        var clicks = await tx.List<ClickOf>(ClicksOf, new { People = people });
        if (clicks.Count == 0) return;
        var seqs = new { Seqs = Json.Of(clicks.Select(click => click.Seq).Distinct()) };
        await tx.Run(DropTouches, seqs);
        await tx.Run(KeepTouches, seqs);
        var facts = new Dictionary<long, long[]>();
        await using (var rows = await tx.Scan(Touches, seqs))
        {
            while (await rows.Next())
            {
                var touch = new long[Timeline.Width];
                for (var fact = 0; fact < touch.Length; fact++) touch[fact] = rows[fact + 1];
                facts[rows[0]] = touch;
            }
        }
        // A click whose hit retention had removed before anybody named it is known no more.
        foreach (var click in clicks)
        {
            if (facts.TryGetValue(click.Seq, out var touch)) touches.Add((click.Person, touch));
        }
    }

    private static async Task AddArrivals(Tx tx, string people, List<(long, long[])> touches)
    {
        var arrivals = await tx.List<Arrival>(Arrivals, new { People = people });
        if (arrivals.Count == 0) return;
        var ids = arrivals.Select(arrival => Tokens.Read(arrival.Token) ?? 0).Distinct();
        var shares = (await tx.List<SharedBy>(SharesOf, new { Shares = Json.Of(ids) })).ToDictionary(
            share => share.Id);
        foreach (var arrival in arrivals)
        {
            if (Tokens.Read(arrival.Token) is not { } id || !shares.TryGetValue(id, out var share)) continue;
            var touch = new long[Timeline.Width];
            touch[(int)Fact.At] = arrival.At;
            touch[(int)Fact.Trigger] = (long)TouchTrigger.Arrival;
            touch[(int)Fact.Link] = share.LinkId;
            touch[(int)Fact.Origin] = share.OriginId;
            touch[(int)Fact.Share] = share.Id;
            touch[(int)Fact.Generation] = share.Generation;
            touch[(int)Fact.Advocate] = share.AdvocateId;
            touches.Add((arrival.Person, touch));
        }
    }

    private static Timeline Make(IEnumerable<long[]> touches, List<OutcomeRow> outcomes)
    {
        var timeline = new Timeline();
        foreach (var facts in touches.OrderBy(facts => facts[0]).ThenBy(facts => facts[(int)Fact.Link]).TakeLast(Timeline.MostTouches))
        {
            facts.CopyTo(timeline.AddTouch());
        }
        foreach (var row in outcomes.OrderBy(row => row.At).ThenBy(row => row.Id))
        {
            var journeyAt = row.Kind is OutcomeKind.Refund ? SaleOf(row, outcomes)?.At ?? row.At : row.At;
            timeline.Add(new Outcome(
                row.At, journeyAt, row.Kind, row.EventId, row.CodeId, row.Amount, row.Currency,
                row.LookbackDays));
        }
        return timeline;
    }

    // What was erased no longer says which sale it was: the one before it.
    private static OutcomeRow? SaleOf(OutcomeRow refund, List<OutcomeRow> outcomes)
    {
        var sales = outcomes.Where(row => row.Kind is OutcomeKind.Sale && row.At <= refund.At);
        return refund.Invoice != 0
            ? sales.FirstOrDefault(sale => sale.Invoice == refund.Invoice)
            : sales.Where(sale => sale.Invoice == 0).MaxBy(sale => sale.At);
    }
}
