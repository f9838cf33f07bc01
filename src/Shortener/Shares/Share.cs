namespace Shortener.Shares;

/// <summary>
/// One act of sharing a link: whoever comes through it is known to come from there. It never changes.
/// </summary>
public sealed record Share
{
    /// <summary>The number of its token.</summary>
    public long Id { get; init; }

    public long LinkId { get; init; }

    /// <summary>The share through which the sharer had come; null for the bare link.</summary>
    public long? ParentId { get; init; }

    /// <summary>The parent's plus one; 1 for a share made from the bare link.</summary>
    public long Generation { get; init; }

    /// <summary>What it was minted for (messaging, social …); empty where nobody said.</summary>
    public string Channel { get; init; } = "";

    /// <summary>The app it was minted for; empty where nobody said.</summary>
    public string App { get; init; } = "";

    /// <summary>0 for none.</summary>
    public long AdvocateId { get; init; }

    public Minter MintedBy { get; init; }

    /// <summary>The button that was pressed; empty where none was.</summary>
    public string Button { get; init; } = "";

    /// <summary>
    /// Who pressed the button, as hits know a visitor for a day; null for a share that no visitor made.
    /// </summary>
    public long? Visitor { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string Token => Tokens.Write(Id);
}

/// <summary>What made a share.</summary>
public enum Minter
{
    /// <summary>A button of the share page.</summary>
    Page,

    /// <summary>A program with a key.</summary>
    Api,

    /// <summary>The snippet on a destination's site.</summary>
    Snippet,
}
