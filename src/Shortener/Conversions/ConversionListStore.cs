using Shortener.Storage;

namespace Shortener.Conversions;

/// <summary>Conversions with their words, one or many.</summary>
public sealed class ConversionListStore(Db db)
{
    private const string Columns = """
        select
          c.id, c.kind, c.source, c.occurred_at, c.received_at, c.invoice, c.amount, c.asked, c.currency, c.lookback_days,
          c.click, c.person, e.word as event, d.word as code, h.seq as hit, h.at as clicked_at, h.link_id, l.slug
        from conversions c
        left join conversion_words e on e.id = c.event_id
        left join conversion_words d on d.id = c.code_id
        left join click_ids k on k.hash = c.click
        left join hits h on h.seq = k.seq
        left join links l on l.id = h.link_id

        """;

    private const string ById = Columns + "where c.id = @Id";

    private const string SaleOfInvoice = Columns
        + "where c.invoice = @Invoice and c.invoice <> 0 and c.kind = 1";

    private const string OfPerson = Columns
        + "where c.person = @Person and c.person <> 0\norder by c.occurred_at, c.id";

    /// <summary>One conversion; null where there is none.</summary>
    public async Task<Conversion?> Find(long id, CancellationToken ct) =>
        await Row(id, ct) is { } row ? Conversion.Of(row) : null;

    /// <summary>Those of a filter behind <paramref name="after"/>, the last to happen first.</summary>
    public async Task<List<Conversion>> Page(
        ConversionFilter filter, ConversionKey? after, int limit, CancellationToken ct)
    {
        Sql sql = Columns + "where true\n";
        if (filter.Kind is not null) sql += "and c.kind = @Kind\n";
        if (filter.Event is not null) sql += "and e.word = @Event\n";
        if (filter.Start is not null) sql += "and c.occurred_at >= @Start\n";
        if (filter.End is not null) sql += "and c.occurred_at < @End\n";
        if (filter.Customer is not null) sql += "and c.person = @Customer\n";
        if (filter.ClickKnown is true) sql += "and h.seq is not null\n";
        if (filter.ClickKnown is false) sql += "and c.click <> 0 and h.seq is null\n";
        if (after is not null) sql += "and (c.occurred_at, c.id) < (@At, @Id)\n";
        sql += "order by c.occurred_at desc, c.id desc\nlimit @Limit";
        var rows = await db.List<ConversionRow>(sql, new
        {
            Kind = (int?)filter.Kind,
            filter.Event,
            filter.Start,
            filter.End,
            filter.Customer,
            after?.At,
            after?.Id,
            Limit = limit,
        }, ct);
        return [.. rows.Select(Conversion.Of)];
    }

    internal Task<ConversionRow?> Row(long id, CancellationToken ct) =>
        db.Find<ConversionRow>(ById, new { Id = id }, ct);

    internal Task<ConversionRow?> Sale(long invoice, CancellationToken ct) =>
        db.Find<ConversionRow>(SaleOfInvoice, new { Invoice = invoice }, ct);

    /// <summary>Those of one person, the first to happen first.</summary>
    internal async Task<List<Conversion>> Of(long person, CancellationToken ct) =>
        [.. (await db.List<ConversionRow>(OfPerson, new { Person = person }, ct)).Select(Conversion.Of)];
}
