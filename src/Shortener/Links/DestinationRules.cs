using System.Buffers;
using Shortener.Campaigns;

namespace Shortener.Links;

/// <summary>Where a link may lead: to the web, in the open, and not back to ourselves.</summary>
public static class DestinationRules
{
    /// <summary>
    /// Longest destination as it is kept, in characters; beyond it proxies begin to refuse the answer's
    /// header.
    /// </summary>
    public const int MaxLength = 4096;

    private static readonly SearchValues<char> HostEnds = SearchValues.Create("/?#");

    /// <summary>
    /// The address as it is kept: in printable ASCII, an international host in punycode, spaces and other
    /// letters percent-encoded as UTF-8, all else as it was sent. Or why it cannot be a destination.
    /// </summary>
    /// <param name="url">What somebody typed; spaces around it are dropped.</param>
    /// <param name="ownHosts">
    /// Hosts whose short links are ours, as in a Host header: <c>go.example</c>, <c>localhost:8080</c>.
    /// </param>
    public static Ruling Check(string url, IEnumerable<string> ownHosts)
    {
        url = url.Trim(' ');
        if (url.Any(char.IsControl))
        {
            return Ruling.Refuse("The destination holds a control character such as a line break.");
        }
        if (SchemeOf(url) is not { } scheme)
        {
            return Ruling.Refuse("The destination must begin with https:// or http://.");
        }

        var rest = url.AsSpan(scheme.Length);
        var end = rest.IndexOfAny(HostEnds);
        var authority = end < 0 ? rest : rest[..end];
        if (authority.Contains('@'))
        {
            return Ruling.Refuse(
                "The destination holds a user name or a password before '@'; leave them out.");
        }
        if (BeforeQuery(url).Contains('\\'))
        {
            return Ruling.Refuse("The destination holds a '\\'; browsers disagree on what that means.");
        }
        if (!Hosts.TrySplit(authority, out var name, out var port))
        {
            return Ruling.Refuse("The destination's port is not a number from 1 to 65535.");
        }
        if (Hosts.Canonical(name) is not { } host)
        {
            return Ruling.Refuse("The destination's host is not one that exists on the web.");
        }
        if (ownHosts.Any(own => IsSame(own, host, port, scheme)))
        {
            return Ruling.Refuse(
                $"The destination is on {host}, where the short links are: it would lead in a circle.");
        }

        var path = end < 0 ? default : UrlText.Printable(rest[end..]);
        var kept = string.Concat(scheme, host, port is null ? "" : $":{port}", path);
        return kept.Length <= MaxLength
            ? Ruling.Keep(kept)
            : Ruling.Refuse($"The destination may have {MaxLength} characters; this one has {kept.Length}.");
    }

    private static string? SchemeOf(string url) =>
        url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? "https://"
        : url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? "http://"
        : null;

    private static ReadOnlySpan<char> BeforeQuery(string url) =>
        url.AsSpan().IndexOfAny('?', '#') is var end and >= 0 ? url.AsSpan(0, end) : url;

    private static bool IsSame(string own, string host, int? port, string scheme)
    {
        var usual = scheme == "https://" ? 443 : 80;
        return Hosts.TrySplit(own, out var ownHost, out var ownPort)
            && ownHost.TrimEnd('.').Equals(host.AsSpan().TrimEnd('.'), StringComparison.OrdinalIgnoreCase)
            && (ownPort ?? usual) == (port ?? usual);
    }
}
