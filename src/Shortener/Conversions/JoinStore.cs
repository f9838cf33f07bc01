using Shortener.Hits;
using Shortener.Storage;

namespace Shortener.Conversions;

/// <summary>
/// Who belongs together, kept up to date with every statement. Of contradictions the one that happened first
/// counts, so that the order in which statements arrive changes nothing.
/// </summary>
public static class JoinStore
{
    private const string OwnVisitor = """
        insert into visitors (visitor, customer, since)
        values (@Visitor, @Customer, @At)
        on conflict (visitor) do update set
          customer = excluded.customer,
          since    = excluded.since
        where (excluded.since, excluded.customer) < (visitors.since, visitors.customer)
        """;

    private const string MoveClicks = """
        update click_joins
        set person = @Customer
        where visitor = @Visitor and customer = 0
        """;

    private const string MoveConversions = """
        update conversions
        set person = @Customer
        where visitor = @Visitor and visitor <> 0 and customer = 0
        """;

    private const string MoveConversionsOfClicks = """
        update conversions
        set person = @Customer
        where click <> 0 and visitor = 0 and customer = 0
          and click in (select j.click from click_joins j where j.visitor = @Visitor and j.customer = 0)
        """;

    private const string MoveArrivals = """
        update share_arrivals
        set person = @Customer
        where visitor = @Visitor and customer = 0
        """;

    private const string NewCustomer = """
        excluded.customer <> 0 and (click_joins.customer = 0
          or (excluded.customer_at, excluded.customer) < (click_joins.customer_at, click_joins.customer))
        """;

    private const string NewVisitor = """
        excluded.visitor <> 0 and (click_joins.visitor = 0
          or (excluded.visitor_at, excluded.visitor) < (click_joins.visitor_at, click_joins.visitor))
        """;

    private const string JoinClick = $"""
        insert into click_joins (click, customer, customer_at, visitor, visitor_at, person)
        values (@Click, @Customer, @CustomerAt, @Visitor, @VisitorAt, 0)
        on conflict (click) do update set
          customer    = case when {NewCustomer} then excluded.customer else click_joins.customer end,
          customer_at = case when {NewCustomer} then excluded.customer_at else click_joins.customer_at end,
          visitor     = case when {NewVisitor} then excluded.visitor else click_joins.visitor end,
          visitor_at  = case when {NewVisitor} then excluded.visitor_at else click_joins.visitor_at end
        where ({NewCustomer}) or ({NewVisitor})
        """;

    private const string NameClick = """
        update click_joins
        set person = case
          when customer <> 0 then customer
          else coalesce((select v.customer from visitors v where v.visitor = click_joins.visitor), visitor)
        end
        where click = @Click
        """;

    private const string NameConversionsOfClick = """
        update conversions
        set person = (select j.person from click_joins j where j.click = @Click)
        where click = @Click and click <> 0 and visitor = 0 and customer = 0
        """;

    private const string AddArrival = """
        insert into share_arrivals (at, day, share, visitor, customer, person, key)
        values (@At, @Day, @Share, @Visitor, @Customer,
          case
            when @Customer <> 0 then @Customer
            else coalesce((select v.customer from visitors v where v.visitor = @Visitor), @Visitor)
          end, @Key)
        on conflict (share, visitor, customer, day) where visitor <> 0 or customer <> 0 do update set
          at = case when excluded.at < share_arrivals.at then excluded.at else share_arrivals.at end
        """;

    private const string NameArrival = """
        update share_arrivals
        set visitor = @Visitor, customer = @Customer, person = case
          when @Customer <> 0 then @Customer
          else coalesce((select v.customer from visitors v where v.visitor = @Visitor), @Visitor)
        end
        where key = @Key and key <> 0 and visitor = 0 and customer = 0
          and not exists (
            select 1
            from share_arrivals o
            where o.share = share_arrivals.share and o.visitor = @Visitor and o.customer = @Customer and o.day = share_arrivals.day)
        """;

    // Who it was had arrived that day before.
    private const string DropArrival =
        "delete from share_arrivals where key = @Key and key <> 0 and visitor = 0 and customer = 0";

    /// <summary>Somebody arrived; false where that is no further arrival through a share.</summary>
    public static async Task<bool> Visit(Tx tx, ToldVisit visit)
    {
        await Join(tx, visit.Who, visit.At);
        if (visit.Share is null) return false;
        var day = visit.At.ToUnixTimeMilliseconds() / (24 * 60 * 60 * 1000);
        var row =
            new { visit.At, Day = (int)day, visit.Share, visit.Who.Visitor, visit.Who.Customer, visit.Key };
        // Where a redirect brought them, or the arrival is counted already, what may be new is who it was.
        if (visit.Landing is { } landing
            && !await ShareLandingStore.Arrive(tx, landing.Share, landing.Visitor, landing.Day))
        {
            if (visit.Who is { Visitor: 0, Customer: 0 }) return false;
            await tx.Run(NameArrival, row);
            await tx.Run(DropArrival, row);
            return false;
        }
        await tx.Run(AddArrival, row);
        return true;
    }

    /// <summary>A statement names these together.</summary>
    public static async Task Join(Tx tx, Named who, DateTimeOffset at)
    {
        var row = new { who.Click, who.Visitor, who.Customer, At = at };
        if (who is { Visitor: not 0, Customer: not 0 } && await tx.Run(OwnVisitor, row) > 0)
        {
            await tx.Run(MoveClicks, row);
            await tx.Run(MoveConversions, row);
            await tx.Run(MoveConversionsOfClicks, row);
            await tx.Run(MoveArrivals, row);
        }
        if (who.Click == 0 || who is { Visitor: 0, Customer: 0 }) return;
        var join = new
        {
            who.Click,
            who.Customer,
            CustomerAt = who.Customer == 0 ? DateTimeOffset.UnixEpoch : at,
            who.Visitor,
            VisitorAt = who.Visitor == 0 ? DateTimeOffset.UnixEpoch : at,
        };
        if (await tx.Run(JoinClick, join) == 0) return;
        await tx.Run(NameClick, row);
        await tx.Run(NameConversionsOfClick, row);
    }
}
