using Shortener.Values;

namespace Shortener.Conversions;

/// <summary>Whom a statement names, as hashes (<see cref="IdHashes"/>); 0 for whom it does not.</summary>
public readonly record struct Named(long Click, long Visitor, long Customer);

/// <summary>A visit as it was told, checked.</summary>
/// <param name="Share">The token of the share it came through, where no redirect made it; else null.</param>
/// <param name="Key">Hash of the number by which the page knows its arrival; 0 for none.</param>
public sealed record ToldVisit(Named Who, DateTimeOffset At, string? Share, long Key = 0)
{
    /// <summary>
    /// Who landed where, as far as a page's own request shows; null for what a server tells.
    /// </summary>
    public Landing? Landing { get; init; }

    public bool TellsSomething => Share is not null || Who != default;
}

/// <summary>Somebody at the destination of a share.</summary>
/// <param name="Share">The number of its token.</param>
/// <param name="Visitor">
/// As hits know them on that visitor day: told to nobody, and joined with no customer.
/// </param>
public sealed record Landing(long Share, long Visitor, int Day);

/// <summary>A lead, sale or refund as it was told, checked, its ids hashed.</summary>
public sealed record Told
{
    /// <summary>An <see cref="Asked"/> that stands for all that is left of the sale.</summary>
    public const long TheRest = -1;

    public required ConversionKind Kind { get; init; }
    public required ConversionSource Source { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The instant was told, and is not only that of its arrival.</summary>
    public bool IsDated { get; init; }

    /// <summary>What it is known by; null for a lead without an id.</summary>
    public long? Key { get; init; }

    /// <summary>The sale's key, of a refund too; 0 for leads.</summary>
    public long Invoice { get; init; }

    /// <summary>Empty for a refund: its sale's counts.</summary>
    public string Event { get; init; } = "";

    /// <summary>Empty for none.</summary>
    public string Code { get; init; } = "";

    /// <summary>Minor units as told.</summary>
    public long Asked { get; init; }

    /// <summary>Null for leads, and for refunds, which have their sale's.</summary>
    public Currency? Currency { get; init; }

    /// <summary>Of a refund its sale's counts.</summary>
    public int LookbackDays { get; init; }

    public Named Who { get; init; }
}
