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
}
