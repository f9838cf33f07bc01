namespace Shortener.Hits;

/// <summary>The six values that went out with a hit; empty where there was none.</summary>
public sealed record UtmSet(
    string Source, string Medium, string Campaign, string Term, string Content, string Ref)
{
    /// <summary>Nothing went out.</summary>
    public static readonly UtmSet Empty = new("", "", "", "", "", "");
}
