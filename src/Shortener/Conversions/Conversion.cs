namespace Shortener.Conversions;

/// <summary>
/// A conversion as callers see it. Whose it is, is not in it: of that only hashes are kept.
/// </summary>
public sealed record Conversion
{
    public required long Id { get; init; }
    public required ConversionKind Kind { get; init; }

    /// <summary>A <c>browser</c>'s word may be anybody's.</summary>
    public required ConversionSource Source { get; init; }

    /// <summary>Null for a refund whose sale has not arrived.</summary>
    public required string? Event { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>
    /// What counts, in minor units: of a refund at most what was left of its sale, and 0 until that arrives.
    /// </summary>
    public required long Amount { get; init; }

    /// <summary>What was asked for, in minor units; null for all that was left.</summary>
    public required long? Asked { get; init; }

    /// <summary>Null for a lead, and for a refund whose sale has not arrived.</summary>
    public required string? Currency { get; init; }

    public required string? Code { get; init; }
    public required int LookbackDays { get; init; }

    /// <summary>The click that was named; null where none was.</summary>
    public required NamedClick? Click { get; init; }

    internal static Conversion Of(ConversionRow row) => new()
    {
        Id = row.Id,
        Kind = row.Kind,
        Source = row.Source,
        Event = row.Event,
        OccurredAt = row.OccurredAt,
        ReceivedAt = row.ReceivedAt,
        Amount = row.Amount,
        Asked = row.Asked == Told.TheRest ? null : row.Asked,
        Currency = Values.Currency.Of(row.Currency)?.Code,
        Code = row.Code,
        LookbackDays = row.LookbackDays,
        Click = row.Click == 0 ? null : new NamedClick(
            row.Hit is not null, row.Hit, row.ClickedAt,
            row.LinkId is { } id ? new NamedLink(id, row.Slug) : null),
    };
}

/// <summary>A click that a conversion names.</summary>
/// <param name="Known">
/// False where no click of ours has that id: a stranger's, one that is not in the log yet, or no longer.
/// </param>
/// <param name="Hit">Its id in <c>/hits</c>.</param>
public sealed record NamedClick(bool Known, long? Hit, DateTimeOffset? At, NamedLink? Link);

/// <summary>A link, by its id and slug.</summary>
public sealed record NamedLink(long Id, string? Slug);

/// <summary>A conversion with its words, as the database has it.</summary>
internal sealed record ConversionRow
{
    public long Id { get; init; }
    public ConversionKind Kind { get; init; }
    public ConversionSource Source { get; init; }
    public string? Event { get; init; }
    public DateTimeOffset OccurredAt { get; init; }
    public DateTimeOffset ReceivedAt { get; init; }
    public long Invoice { get; init; }
    public long Amount { get; init; }
    public long Asked { get; init; }
    public short Currency { get; init; }
    public string? Code { get; init; }
    public int LookbackDays { get; init; }
    public long Click { get; init; }
    public long Person { get; init; }
    public long? Hit { get; init; }
    public DateTimeOffset? ClickedAt { get; init; }
    public long? LinkId { get; init; }
    public string? Slug { get; init; }
}
