namespace Shortener.Conversions;

/// <summary>Which conversions a list holds.</summary>
public sealed record ConversionFilter
{
    public ConversionKind? Kind { get; init; }
    public string? Event { get; init; }

    /// <summary>The first instant.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>The first instant that is no longer inside.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>Hash of a customer's id.</summary>
    public long? Customer { get; init; }

    /// <summary>
    /// True: only those that name a click; false: only those whose click is unknown; null: all.
    /// </summary>
    public bool? ClickKnown { get; init; }

    /// <summary>What cursors of this list are tied to.</summary>
    public string Name => $"conversions {this.Kind} {Event} {Start:O} {End:O} {Customer} {ClickKnown}";
}

/// <summary>Where a page of conversions goes on.</summary>
public sealed record ConversionKey(long At, long Id);
