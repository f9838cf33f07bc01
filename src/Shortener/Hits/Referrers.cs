using System.Buffers;

namespace Shortener.Hits;

/// <summary>
/// A Referer header cut down to what may be kept: where somebody came from, never which page it was.
/// </summary>
public static class Referrers
{
    private const int MaxLength = 253;
    private const string AndroidApp = "android-app://";

    // What no host holds (WHATWG URL, "forbidden domain code point"), but for what ends it: whoever sends that
    // made it up.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(" \"%<>[\\]^`{|}\x7f\t");

    /// <summary>
    /// The lower-case host without its port, or <c>android-app://package</c>; null where there is none, or
    /// where it is no web address.
    /// </summary>
    public static string? Reduce(string? referer)
    {
        if (string.IsNullOrEmpty(referer)) return null;
        if (referer.StartsWith(AndroidApp, StringComparison.OrdinalIgnoreCase))
        {
            var package = Authority(referer.AsSpan(AndroidApp.Length));
            return package.IsEmpty
                ? null
                : HeaderText.Clean(AndroidApp + package.ToString().ToLowerInvariant(), MaxLength);
        }

        var host = HostOf(referer);
        if (host.IsEmpty) return null;
        return HeaderText.Clean(host.ToString().ToLowerInvariant(), MaxLength);
    }

    // Empty where there is none.
    private static ReadOnlySpan<char> HostOf(ReadOnlySpan<char> referer)
    {
        var scheme = referer.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 || !referer.StartsWith("http", StringComparison.OrdinalIgnoreCase)) return default;
        var authority = Authority(referer[(scheme + 3)..]);
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        // [::1]:8080
        var bracket = authority.IndexOf(']');
        if (bracket >= 0) return authority[..(bracket + 1)];
        var port = authority.IndexOf(':');
        var host = (port < 0 ? authority : authority[..port]).TrimEnd('.');
        return host.Length > MaxLength || host.ContainsAny(Forbidden) ? default : host;
    }

    private static ReadOnlySpan<char> Authority(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny('/', '?', '#');
        return end < 0 ? rest : rest[..end];
    }
}
