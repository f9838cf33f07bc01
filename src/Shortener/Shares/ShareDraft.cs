namespace Shortener.Shares;

/// <summary>A share to be minted, checked: the parent is one of the same link.</summary>
public sealed record ShareDraft(long LinkId, Minter By)
{
    /// <summary>The share through which the sharer came; null for the bare link.</summary>
    public Share? Parent { get; init; }

    /// <inheritdoc cref="Share.Channel"/>
    public string Channel { get; init; } = "";

    /// <inheritdoc cref="Share.App"/>
    public string App { get; init; } = "";

    /// <inheritdoc cref="Share.AdvocateId"/>
    public long AdvocateId { get; init; }

    /// <inheritdoc cref="Share.Button"/>
    public string Button { get; init; } = "";

    /// <summary>
    /// As in <see cref="Share.Visitor"/>. With it, the same button on the same page gives the same share for
    /// the rest of the visitor day.
    /// </summary>
    public long? Visitor { get; init; }

    /// <summary>A vanity token; null has one drawn.</summary>
    public string? Token { get; init; }

    /// <summary>For imports; null for now.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
