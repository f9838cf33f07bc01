using Shortener.Channels.Patterns;

namespace Shortener.Channels;

/// <summary>A site people come from.</summary>
/// <param name="Shim">A host that an app sends its links through, and nobody visits otherwise: <c>l.facebook.com</c>.</param>
internal sealed record Site(Source Source, bool Shim)
{
    public static Site Of(DataRow row) => new(Source.Of(row), row.Says("shim"));
}

/// <summary>Names referrer hosts.</summary>
/// <remarks>
/// A row is one of four: <c>l.facebook.com</c> is that host; <c>*.facebook.com</c> is it and everything below;
/// <c>*.google.*</c> is the site of that name under whatever ending; <c>mail.*</c> is every host that begins so. The most
/// telling wins: the host, then its longest beginning, then the longest name above it, then the site.
/// </remarks>
internal sealed class Sites
{
    // By RFC 1035; also what keeps the walk up the labels short.
    private const int LongestHost = 253;

    private readonly Dictionary<string, Site> hosts = [];
    private readonly Dictionary<string, Site> below = [];
    private readonly Dictionary<string, Site> anywhere = [];
    private readonly List<(string Beginning, Site Site)> beginnings = [];

    /// <summary>The first row for a host counts; later ones for the same are passed over.</summary>
    public void Add(string pattern, Site site)
    {
        if (pattern is ['*', '.', .., '.', '*']) anywhere.TryAdd(pattern[2..^2], site);
        else if (pattern is ['*', '.', ..]) below.TryAdd(pattern[2..], site);
        else if (pattern.EndsWith('*')) AddBeginning(pattern[..^1], site);
        else hosts.TryAdd(pattern, site);
    }

    private void AddBeginning(string beginning, Site site)
    {
        var longer = beginnings.TakeWhile(b => b.Beginning.Length >= beginning.Length).Count();
        beginnings.Insert(longer, (beginning, site));
    }

    /// <param name="host">Lower case, without port.</param>
    public Site? Find(ReadOnlySpan<char> host)
    {
        if (host.Length > LongestHost) return null;
        if (host.StartsWith("www.")) host = host[4..];
        if (hosts.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(host, out var site)) return site;
        var names = below.GetAlternateLookup<ReadOnlySpan<char>>();
        if (names.TryGetValue(host, out site)) return site;
        foreach (var (beginning, found) in beginnings)
        {
            if (host.StartsWith(beginning)) return found;
        }
        for (var rest = host; rest.IndexOf('.') is >= 0 and var dot;)
        {
            rest = rest[(dot + 1)..];
            if (names.TryGetValue(rest, out site)) return site;
        }
        var own = Hosts.SiteOf(host);
        if (own.IndexOf('.') is > 0 and var end) anywhere.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(own[..end], out site);
        return site;
    }
}
