using System.Text;
using Shortener.Hits;

namespace Shortener.Redirect;

/// <summary>Which addresses are short links: one path segment without a dot. Everything else of ours has two, or a dot.</summary>
public static class ShortLinks
{
    /// <summary>What is kept of a slug that is none of ours; a link's has at most 100.</summary>
    private const int MaxLength = 256;

    /// <summary>The slug of a decoded path, in NFC; null where the path is none of a short link's.</summary>
    /// <param name="path">Begins with a slash.</param>
    public static string? Of(string path)
    {
        if (path.Length < 2 || path[0] != '/') return null;
        // A dot belongs to files and shares, a plus to preview pages, the single dash to pages of our own.
        if (path.AsSpan(1).IndexOfAny('/', '.', '+') >= 0 || path is "/-") return null;
        // Half a surrogate pair has no normal form, and asking for it throws: cleaned, it is a slug that no link has.
        var slug = HeaderText.Clean(path[1..], MaxLength);
        return slug.IsNormalized() ? slug : slug.Normalize(NormalizationForm.FormC);
    }

    /// <summary>As <see cref="Of"/>, of a path that is percent-encoded still.</summary>
    public static string? SlugOf(string encodedPath) => Of(Uri.UnescapeDataString(encodedPath));
}
