namespace Shortener.Conversions;

/// <summary>
/// Whom a statement is about, in the site's own words. All of them are kept as keyed hashes only.
/// </summary>
public abstract record NewStatement
{
    /// <summary>The id that the click carried to the destination (<c>sc_id</c>).</summary>
    public string? ClickId { get; init; }

    /// <summary>What the site calls this browser.</summary>
    public string? VisitorId { get; init; }

    /// <summary>What the site calls this customer.</summary>
    public string? CustomerId { get; init; }

    /// <summary>When it happened; left out, now. At most five minutes ahead of our clock.</summary>
    public DateTimeOffset? OccurredAt { get; init; }
}

/// <summary>What a caller sends when somebody arrived: who this arrival is.</summary>
public record NewVisit : NewStatement
{
    /// <summary>
    /// The token of the share through which somebody came without a redirect (<c>sc_share</c>).
    /// </summary>
    public string? Share { get; init; }
}

/// <summary>What a page sends when somebody arrived there.</summary>
public sealed record NewArrival : NewVisit
{
    /// <summary>
    /// A random number of the page's: the same arrival, told again when the page knows who it is.
    /// </summary>
    public string? ArrivalId { get; init; }
}

/// <summary>What leads and sales have in common.</summary>
public abstract record NewConversion : NewStatement
{
    /// <summary>An advocate's or coupon code: a touch where there is no click.</summary>
    public string? Code { get; init; }

    /// <summary>
    /// How far back touches count, 1 to 365 days; left out, as the settings say of its event.
    /// </summary>
    public int? LookbackDays { get; init; }
}

/// <summary>What a caller sends for a lead.</summary>
public sealed record NewLead : NewConversion
{
    /// <summary>The site's name for it: <c>signup</c>.</summary>
    public required string Event { get; init; }

    /// <summary>
    /// The site's own number for it: the same lead sent again is known by it. Without one each is counted.
    /// </summary>
    public string? EventId { get; init; }
}

/// <summary>What a caller sends for a sale.</summary>
public sealed record NewSale : NewConversion
{
    /// <summary>The site's name for it; left out, <c>purchase</c>.</summary>
    public string? Event { get; init; }

    /// <summary>In minor units (cents), 0 to 10¹².</summary>
    public required long Amount { get; init; }

    /// <summary>ISO 4217: <c>EUR</c>.</summary>
    public required string Currency { get; init; }

    /// <summary>
    /// The site's own number for it: the same sale sent again is known by it, and refunds name it.
    /// </summary>
    public required string InvoiceId { get; init; }
}

/// <summary>What a caller sends for a refund. It may come before its sale.</summary>
public sealed record NewRefund
{
    /// <summary>The sale's.</summary>
    public required string InvoiceId { get; init; }

    /// <summary>In minor units of the sale's currency; left out, all that is left of it.</summary>
    public long? Amount { get; init; }

    /// <summary>The site's own number for it: needed where a sale is paid back in several parts.</summary>
    public string? EventId { get; init; }

    /// <inheritdoc cref="NewStatement.OccurredAt"/>
    public DateTimeOffset? OccurredAt { get; init; }
}
