namespace Shortener.Channels;

/// <summary>What can be read from the name of a host alone.</summary>
public static class Hosts
{
    private const string App = "android-app://";

    // Under two-letter endings these are part of the ending: bbc.co.uk, abc.net.au, folha.com.br.
    private static readonly HashSet<string> SecondLevel =
    [
        "ac", "asso", "co", "com", "edu", "gob", "gouv", "gov", "govt", "gv", "id", "ltd", "me", "mil", "ne",
        "net", "nom", "or", "org", "plc", "sch",
    ];

    /// <summary>
    /// A Referer header reduced to what classification reads: a lower-case host, or
    /// <c>android-app://package</c>; null where it is neither.
    /// </summary>
    public static string? OfReferrer(string? header)
    {
        var text = header.AsSpan().Trim();
        var app = text.StartsWith(App, StringComparison.OrdinalIgnoreCase);
        if (app) text = text[App.Length..];
        else if (text.IndexOf("://") is > 0 and var scheme && scheme <= 5) text = text[(scheme + 3)..];
        else return null;

        text = text[..Length(text, "/?#\\")];
        if (text.LastIndexOf('@') is >= 0 and var at) text = text[(at + 1)..];
        // In an IPv6 address only a colon behind the bracket begins the port.
        if (text.LastIndexOf(':') is >= 0 and var port && port > text.LastIndexOf(']')) text = text[..port];
        text = text.TrimEnd('.');
        if (text.IsEmpty) return null;
        var name = text.ToString().ToLowerInvariant();
        return app ? App + name : name;
    }

    /// <summary>The package of <c>android-app://package</c>, or null for an ordinary host.</summary>
    public static string? PackageOf(string referrer) =>
        referrer.StartsWith(App, StringComparison.Ordinal) ? referrer[App.Length..] : null;

    /// <summary>
    /// The site a host belongs to: <c>example.co.uk</c> for <c>news.example.co.uk</c>; addresses and single
    /// names are their own.
    /// </summary>
    /// <remarks>
    /// Knows the usual second levels under two-letter endings and not the whole Public Suffix List.
    /// </remarks>
    public static ReadOnlySpan<char> SiteOf(ReadOnlySpan<char> host)
    {
        var top = host.LastIndexOf('.');
        if (top <= 0 || top == host.Length - 1 || char.IsAsciiDigit(host[^1]) || host[^1] == ']') return host;
        var second = host[..top].LastIndexOf('.');
        if (second <= 0) return host;
        var isEnding = host.Length - top == 3
            && SecondLevel.GetAlternateLookup<ReadOnlySpan<char>>().Contains(host[(second + 1)..top]);
        if (!isEnding) return host[(second + 1)..];
        var third = host[..second].LastIndexOf('.');
        return host[(third + 1)..];
    }

    private static int Length(ReadOnlySpan<char> text, ReadOnlySpan<char> ends) =>
        text.IndexOfAny(ends) is >= 0 and var end ? end : text.Length;
}
