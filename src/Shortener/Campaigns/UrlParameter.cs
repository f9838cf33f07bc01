using System.Runtime.CompilerServices;

namespace Shortener.Campaigns;

/// <summary>
/// A parameter of ours in an address: one that is there under its name was somebody else's, and goes.
/// </summary>
public static class UrlParameter
{
    /// <summary>The address with the parameter at the end of its query; all else stays as it is.</summary>
    /// <param name="url">An absolute address in printable ASCII.</param>
    /// <param name="name">Letters, digits, <c>_</c> and <c>-</c>; told apart by case.</param>
    /// <param name="value">The same letters.</param>
    public static string Put(string url, string name, string value)
    {
        var (query, fragment) = UrlText.Parts(url);
        var text = new DefaultInterpolatedStringHandler(0, 0, null, stackalloc char[1024]);
        text.AppendFormatted(url.AsSpan(0, query.Start.Value));
        if (!text.Text.EndsWith('?')) text.AppendLiteral("?");
        foreach (var range in url.AsSpan()[query].Split('&'))
        {
            var piece = new QueryPiece(url.AsSpan()[query][range]);
            if (piece.Text.IsEmpty || UrlText.DecodeIfNeeded(piece.Name).SequenceEqual(name)) continue;
            text.AppendFormatted(piece.Text);
            text.AppendLiteral("&");
        }
        text.AppendFormatted(name);
        text.AppendLiteral("=");
        text.AppendFormatted(value);
        text.AppendFormatted(url.AsSpan()[fragment]);
        return text.ToStringAndClear();
    }
}
