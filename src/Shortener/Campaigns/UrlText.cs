using System.Buffers;
using System.Text;

namespace Shortener.Campaigns;

/// <summary>The letters of addresses: percent-encoding, and where the parts begin.</summary>
public static class UrlText
{
    private static readonly SearchValues<char> Encoded = SearchValues.Create("%+");

    /// <summary>
    /// A name or value of a query as plain text: <c>+</c> is a space, percent-encoding is UTF-8. Broken
    /// encoding stays as it is; control characters, which no report can show and PostgreSQL cannot store, are
    /// left out.
    /// </summary>
    public static string Decode(ReadOnlySpan<char> encoded)
    {
        if (encoded.IndexOfAny(Encoded) < 0) return WithoutControls(encoded.ToString());

        var spaced = new char[encoded.Length];
        encoded.Replace(spaced, '+', ' ');
        return WithoutControls(Uri.UnescapeDataString(spaced));
    }

    /// <summary>As <see cref="Decode"/>, and the same memory where nothing is encoded.</summary>
    public static ReadOnlySpan<char> DecodeIfNeeded(ReadOnlySpan<char> encoded) =>
        encoded.IndexOfAny(Encoded) < 0 ? encoded : Decode(encoded);

    /// <summary>
    /// The text with what may not stand in a header or an address (spaces, control characters, everything
    /// beyond ASCII) percent-encoded as UTF-8, and all else as it was. The same memory where there is nothing
    /// to do.
    /// </summary>
    public static ReadOnlySpan<char> Printable(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyExceptInRange('!', '~')) return text;

        var printable = new StringBuilder(text.Length + 16);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is >= '!' and <= '~')
            {
                printable.Append((char)rune.Value);
                continue;
            }
            foreach (var b in utf8[..rune.EncodeToUtf8(utf8)])
            {
                printable.Append('%').Append(b.ToString("X2", null));
            }
        }
        return printable.ToString();
    }

    /// <summary>
    /// Where the query's text (after <c>?</c>) and the fragment (with its <c>#</c>) of an address lie.
    /// Without a query <c>Query</c> is empty and begins where the path ends.
    /// </summary>
    public static (Range Query, Range Fragment) Parts(ReadOnlySpan<char> url)
    {
        var hash = url.IndexOf('#');
        var end = hash < 0 ? url.Length : hash;
        var question = url[..end].IndexOf('?');
        return ((question < 0 ? end : question + 1)..end, end..url.Length);
    }

    private static string WithoutControls(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Where(c => !char.IsControl(c))) : text;
}
