using System.Text;
using Shortener.Hits;
using Shortener.Shares;

namespace Shortener.Redirect;

/// <summary>A short link's address, read.</summary>
/// <param name="Slug">Percent-decoded, in NFC.</param>
/// <param name="Token">
/// What stands behind the dot: a share's token, or something that is none; null where there is no dot.
/// </param>
public readonly record struct ShortLink(string Slug, string? Token);

/// <summary>
/// Which addresses are short links: one path segment without a dot, or a share's with one dot and a token
/// behind it. Everything else of ours has two segments, or a file's ending.
/// </summary>
public static class ShortLinks
{
    /// <summary>What is kept of a slug that is none of ours; a link's has at most 100.</summary>
    private const int MaxLength = 256;

    /// <summary>The short link of a decoded path; null where the path is none of a short link's.</summary>
    /// <param name="path">Begins with a slash.</param>
    public static ShortLink? Of(string path)
    {
        if (path.Length < 2 || path[0] != '/') return null;
        // A plus belongs to preview pages, the single dash to pages of our own.
        var name = path.AsSpan(1);
        if (name.IndexOfAny('/', '+') >= 0 || name is "-") return null;

        var dot = name.IndexOf('.');
        if (dot < 0) return new ShortLink(Slug(path[1..]), null);
        // Shorter endings are files', and two dots are the QR code of a share.
        var rest = name[(dot + 1)..];
        return dot > 0 && rest.Length >= Tokens.Shortest && !rest.Contains('.')
            ? new ShortLink(Slug(name[..dot].ToString()), rest.ToString())
            : null;
    }

    /// <summary>As <see cref="Of"/>, of a path that is percent-encoded still.</summary>
    public static ShortLink? OfEncoded(string encodedPath) => Of(Uri.UnescapeDataString(encodedPath));

    // Half a surrogate pair has no normal form, and asking for it throws: cleaned, it is a slug that no link
    // has.
    private static string Slug(string text)
    {
        var slug = HeaderText.Clean(text, MaxLength);
        return slug.IsNormalized() ? slug : slug.Normalize(NormalizationForm.FormC);
    }
}
