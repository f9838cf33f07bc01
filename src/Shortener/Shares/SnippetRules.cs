using Shortener.Accounts;
using Shortener.Links;

namespace Shortener.Shares;

/// <summary>What pages of a destination site may do with links.</summary>
public static class SnippetRules
{
    private static readonly string[] OurTags =
    [
        "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "ref",
    ];

    /// <summary>
    /// The link leads to a site of the key, and says that the snippet is there: its pages may share it.
    /// </summary>
    public static bool IsOnSite(Link link, ApiKey key) => link.Snippet
        && key.Origins.Any(origin => new Uri(origin).IdnHost.Equals(
            new Uri(link.Url).IdnHost, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The address of a page as others may have it: without tags, click ids and tokens, which tell how one
    /// visitor came.
    /// </summary>
    /// <param name="isClickId">Names of click ids: <c>fbclid</c>, and our own.</param>
    public static string Bare(string address, Predicate<string> isClickId)
    {
        var hash = address.IndexOf('#', StringComparison.Ordinal) is var h and >= 0 ? h : address.Length;
        var query = address.IndexOf('?', 0, hash);
        if (query < 0) return address;
        var kept = address[(query + 1)..hash].Split('&').Where(
            piece => piece.Length > 0 && !IsOurs(piece[..NameLength(piece)]));
        var text = string.Join('&', kept);
        return address[..query] + (text.Length > 0 ? "?" + text : "") + address[hash..];

        bool IsOurs(string name) => name == Tokens.Parameter || OurTags.Contains(name) || isClickId(name);
    }

    /// <summary>
    /// What is sent to friends: the short link where the page is the link's own destination, else the page
    /// with the token, for the short link would lead them elsewhere.
    /// </summary>
    /// <param name="page">Where the button stands; null where that is not known, or on another site.</param>
    public static string AddressOf(
        Link link, string token, string shortUrl, string? page, Predicate<string> isClickId)
    {
        if (page is null) return shortUrl;
        var bare = Bare(page, isClickId);
        if (Same(bare) == Same(Bare(link.Url, isClickId))) return shortUrl;
        var hash = bare.IndexOf('#', StringComparison.Ordinal) is var h and >= 0 ? h : bare.Length;
        var mark = bare.IndexOf('?', 0, hash) < 0 ? '?' : '&';
        return $"{bare[..hash]}{mark}{Tokens.Parameter}={token}{bare[hash..]}";
    }

    private static int NameLength(string piece) =>
        piece.IndexOf('=', StringComparison.Ordinal) is var end and >= 0 ? end : piece.Length;

    // https://shop.example and https://shop.example/ are one page.
    private static string Same(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.AbsoluteUri : address;
}
