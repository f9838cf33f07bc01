namespace Shortener.Accounts;

/// <summary>What a key may be allowed to do.</summary>
public static class Scopes
{
    public const string LinksRead = "links:read";
    public const string LinksWrite = "links:write";
    public const string ReportsRead = "reports:read";
    public const string ConversionsWrite = "conversions:write";

    /// <summary>
    /// To tell from a page in somebody's browser what happened there, and nothing else. Everybody can read
    /// such a key: it is publishable, stands alone, and names the sites that may use it.
    /// </summary>
    public const string TrackWrite = "track:write";

    /// <summary>Everything, and keys.</summary>
    public const string Admin = "admin";

    /// <summary>All there are, in the order they are shown.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        LinksRead, LinksWrite, ReportsRead, ConversionsWrite, TrackWrite, Admin,
    ];
}
