using Shortener.Channels.Patterns;

namespace Shortener.Channels;

/// <summary>A site people come from.</summary>
/// <param name="Shim">A host that an app sends its links through, and nobody visits otherwise.</param>
internal sealed record Site(Source Source, bool Shim)
{
    public static Site Of(DataRow row) => new(Source.Of(row), row.Says("shim"));
}

/// <summary>Names referrer hosts.</summary>
/// <remarks>
/// A row is one of four: <c>l.facebook.com</c> is that host; <c>*.facebook.com</c> is it and everything
/// below; <c>*.google.*</c> is the site of that name under whatever ending; <c>mail.*</c> is every host that
/// begins so. The most telling wins: the host, then its longest beginning, then the longest name above it,
/// then the site.
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

    /// <param name="host">Lower case, without port.</param>
    public Site? Find(ReadOnlySpan<char> host)
    {
        if (host.Length > LongestHost) return null;
        if (host.StartsWith("www.")) host = host[4..];
        return Find(hosts, host) ?? Find(below, host)
            ?? FindBeginning(host) ?? FindAbove(host) ?? FindAnywhere(host);
    }

    private Site? FindBeginning(ReadOnlySpan<char> host)
    {
        foreach (var (beginning, site) in beginnings)
        {
            if (host.StartsWith(beginning)) return site;
        }
        return null;
    }

    private Site? FindAbove(ReadOnlySpan<char> host)
    {
        while (host.IndexOf('.') is >= 0 and var dot)
        {
            host = host[(dot + 1)..];
            if (Find(below, host) is { } site) return site;
        }
        return null;
    }

    private Site? FindAnywhere(ReadOnlySpan<char> host)
    {
        var site = Hosts.SiteOf(host);
        return site.IndexOf('.') is > 0 and var dot ? Find(anywhere, site[..dot]) : null;
    }

    private static Site? Find(Dictionary<string, Site> sites, ReadOnlySpan<char> name) =>
        sites.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var site) ? site : null;

    private void AddBeginning(string beginning, Site site)
    {
        var longer = beginnings.TakeWhile(b => b.Beginning.Length >= beginning.Length).Count();
        beginnings.Insert(longer, (beginning, site));
    }
}
