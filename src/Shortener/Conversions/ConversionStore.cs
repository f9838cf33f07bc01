using Shortener.Storage;

namespace Shortener.Conversions;

/// <summary>What became of a statement.</summary>
public enum Verdict
{
    /// <summary>It is kept, and counts.</summary>
    Kept,

    /// <summary>It was told before.</summary>
    Repeated,

    /// <summary>Its id was told before, with other values.</summary>
    Different,

    /// <summary>Its id belonged to a customer who was erased.</summary>
    Erased,
}

/// <summary>What became of a statement, and the conversion's id; 0 where there is none.</summary>
public readonly record struct Taken(Verdict Verdict, long Id);

/// <summary>Takes what sites tell.</summary>
public sealed class ConversionStore(Intake intake, TimeProvider clock)
{
    private const string FindErased = "select 1 from erased_keys where kind = @Kind and key = @Key";

    private const string FindWord = "select id from conversion_words where word = @Word";

    private const string AddWord =
        "insert into conversion_words (word) values (@Word) on conflict (word) do nothing";

    private const string Insert = """
        insert into conversions (
          kind, source, event_id, code_id, occurred_at, received_at, key, invoice, asked, amount, currency, lookback_days,
          click, visitor, customer, person)
        values (
          @Kind, @Source, @EventId, @CodeId, @At, @Now, @Key, @Invoice, @Asked, @Amount, @Currency, @LookbackDays,
          @Click, @Visitor, @Customer, 0)
        on conflict (kind, key) do nothing
        returning id
        """;

    private const string Known = """
        select id, source, event_id, code_id, occurred_at, invoice, asked, currency, lookback_days, click, visitor, customer
        from conversions
        where kind = @Kind and key = @Key
        """;

    private const string Overrule = """
        update conversions set
          source = @Source, event_id = @EventId, code_id = @CodeId, occurred_at = @At, received_at = @Now, asked = @Asked,
          amount = @Amount, currency = @Currency, lookback_days = @LookbackDays,
          click = @Click, visitor = @Visitor, customer = @Customer
        where id = @Id
        """;

    private const string NamePerson = """
        update conversions
        set person = case
          when customer <> 0 then customer
          when visitor <> 0 then coalesce((select v.customer from visitors v where v.visitor = conversions.visitor), visitor)
          else coalesce((select j.person from click_joins j where j.click = conversions.click), click)
        end
        where id = @Id
        """;

    private const string OfInvoice = """
        select id, kind, asked, amount, currency, event_id, code_id, lookback_days, click, visitor, customer, person
        from conversions
        where invoice = @Invoice and invoice <> 0
        order by occurred_at, case when asked < 0 then 1 else 0 end, key
        """;

    private const string SettleRefund = """
        update conversions set
          amount = @Amount, currency = @Currency, event_id = @EventId, code_id = @CodeId, lookback_days = @LookbackDays,
          click = @Click, visitor = @Visitor, customer = @Customer, person = @Person
        where id = @Id
        """;

    private sealed record Row
    {
        public long Id { get; init; }
        public ConversionKind Kind { get; init; }
        public ConversionSource Source { get; init; }
        public long EventId { get; init; }
        public long CodeId { get; init; }
        public DateTimeOffset OccurredAt { get; init; }
        public long Invoice { get; init; }
        public long Asked { get; init; }
        public long Amount { get; init; }
        public short Currency { get; init; }
        public int LookbackDays { get; init; }
        public long Click { get; init; }
        public long Visitor { get; init; }
        public long Customer { get; init; }
        public long Person { get; init; }
    }

    /// <summary>Keeps a visit.</summary>
    public Task Take(ToldVisit visit) => intake.Run(tx => JoinStore.Visit(tx, visit));

    /// <summary>Keeps a lead, sale or refund, once.</summary>
    public Task<Taken> Take(Told told) => intake.Run(tx => Take(tx, told));

    /// <summary>What taking each would do; nothing stays.</summary>
    public Task<IReadOnlyList<Taken>> Rehearse(IReadOnlyList<Told> all) =>
        intake.Run<IReadOnlyList<Taken>>(async tx =>
    {
        await tx.Run("savepoint rehearsal");
        var taken = new List<Taken>();
        foreach (var told in all) taken.Add(await Take(tx, told));
        await tx.Run("rollback to savepoint rehearsal");
        return taken;
    });

    private async Task<Taken> Take(Tx tx, Told told)
    {
        if (await tx.Find<int?>(FindErased, new { Kind = (int)told.Kind, told.Key }) is not null)
        {
            return new Taken(Verdict.Erased, 0);
        }

        var row = new
        {
            Kind = (int)told.Kind,
            Source = (int)told.Source,
            EventId = await Number(tx, told.Event),
            CodeId = await Number(tx, told.Code),
            told.At,
            Now = clock.GetUtcNow(),
            told.Key,
            told.Invoice,
            told.Asked,
            // A refund counts nothing until its sale is known.
            Amount = told.Kind is ConversionKind.Refund ? 0 : told.Asked,
            Currency = (int)(told.Currency?.Number ?? 0),
            told.LookbackDays,
            told.Who.Click,
            told.Who.Visitor,
            told.Who.Customer,
        };
        var verdict = Verdict.Kept;
        var id = await tx.Find<long?>(Insert, row);
        if (id is null)
        {
            var first = (await tx.Find<Row>(Known, row))!;
            // A browser's word is anybody's: the site's own takes its place, and it never contradicts that.
            var isOverruled = first.Source is ConversionSource.Browser
                && told.Source is not ConversionSource.Browser;
            verdict = IsSame(first, told, row.EventId, row.CodeId) ? Verdict.Repeated
                : isOverruled ? Verdict.Kept
                : told.Source is ConversionSource.Browser ? Verdict.Repeated
                : Verdict.Different;
            // Whom a browser named together is worth knowing all the same.
            if (verdict is Verdict.Repeated) await JoinStore.Join(tx, told.Who, told.At);
            if (!isOverruled) return new Taken(verdict, first.Id);
            id = first.Id;
            await tx.Run(Overrule, new
            {
                Id = id,
                row.Source,
                row.EventId,
                row.CodeId,
                row.At,
                row.Now,
                row.Asked,
                row.Amount,
                row.Currency,
                row.LookbackDays,
                row.Click,
                row.Visitor,
                row.Customer,
            });
        }
        await JoinStore.Join(tx, told.Who, told.At);
        await tx.Run(NamePerson, new { Id = id });
        if (told.Invoice != 0) await Settle(tx, told.Invoice);
        return new Taken(verdict, id.Value);
    }

    private static bool IsSame(Row first, Told told, long eventId, long codeId) =>
        told.Kind is ConversionKind.Refund
        ? (first.Invoice, first.Asked) == (told.Invoice, told.Asked) && (
            !told.IsDated || first.OccurredAt == told.At)
        : (first.EventId, first.CodeId, first.Asked, first.Currency) == (
            eventId, codeId, told.Asked, told.Currency?.Number ?? 0)
            && (!told.IsDated || first.OccurredAt == told.At)
            && new Named(first.Click, first.Visitor, first.Customer) == told.Who;

    /// <summary>
    /// Says anew what the refunds of an invoice count, and that their journey is their sale's.
    /// </summary>
    private static async Task Settle(Tx tx, long invoice)
    {
        var rows = await tx.List<Row>(OfInvoice, new { Invoice = invoice });
        if (rows.Find(r => r.Kind is ConversionKind.Sale) is not { } sale) return;

        var refunds = rows.Where(r => r.Kind is ConversionKind.Refund).ToList();
        await tx.Run(
            SettleRefund,
            refunds.Zip(RefundRules.Settle(sale.Amount, refunds.Select(r => r.Asked)), (refund, amount) => new
            {
                refund.Id,
                Amount = amount,
                sale.Currency,
                sale.EventId,
                sale.CodeId,
                sale.LookbackDays,
                sale.Click,
                sale.Visitor,
                sale.Customer,
                sale.Person,
            }));
    }

    // 0 for no word.
    private static async Task<long> Number(Tx tx, string word)
    {
        if (word.Length == 0) return 0;
        if (await tx.Find<long?>(FindWord, new { Word = word }) is { } known) return known;
        await tx.Run(AddWord, new { Word = word });
        return await tx.Find<long>(FindWord, new { Word = word });
    }
}
