using System.Net;
using Shortener.Values;

namespace Shortener.Web;

/// <summary>
/// Limits of the HTTP server, and who may speak for somebody else. Section <c>Shortener:Web</c>.
/// </summary>
public sealed record WebSettings : ISettings
{
    /// <summary>Largest body of a request; 1,000 links in a bulk call fit well.</summary>
    public int MaxBodyBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Longest request line: method, path, query.</summary>
    public int MaxUrlBytes { get; init; } = 16 * 1024;

    /// <summary>All headers of a request together.</summary>
    public int MaxHeaderBytes { get; init; } = 32 * 1024;

    /// <summary>How many headers a request may have.</summary>
    public int MaxHeaders { get; init; } = 100;

    /// <summary>How long the headers of a request may take to arrive.</summary>
    public int HeaderSeconds { get; init; } = 15;

    /// <summary>How long a connection without a request is kept.</summary>
    public int KeepAliveSeconds { get; init; } = 130;

    /// <summary>
    /// Networks or addresses of reverse proxies: only their <c>X-Forwarded-For</c>, <c>-Host</c> and
    /// <c>-Proto</c> count.
    /// </summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];

    /// <summary><see cref="Proxies"/>, read.</summary>
    public IReadOnlyList<IPNetwork> ProxyNetworks() => [.. Proxies.Select(p => Networks.Read(p)!.Value)];

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        if (MaxBodyBytes is < 1024 or > 256 * 1024 * 1024)
        {
            yield return $"Shortener:Web:MaxBodyBytes is {MaxBodyBytes}; it may be 1024 to 268435456.";
        }
        if (MaxUrlBytes is < 1024 or > 64 * 1024)
        {
            yield return $"Shortener:Web:MaxUrlBytes is {MaxUrlBytes}; it may be 1024 to 65536.";
        }
        if (MaxHeaderBytes is < 4096 or > 256 * 1024)
        {
            yield return $"Shortener:Web:MaxHeaderBytes is {MaxHeaderBytes}; it may be 4096 to 262144.";
        }
        if (MaxHeaders is < 20 or > 1000)
        {
            yield return $"Shortener:Web:MaxHeaders is {MaxHeaders}; it may be 20 to 1000.";
        }
        if (HeaderSeconds is < 1 or > 300)
        {
            yield return $"Shortener:Web:HeaderSeconds is {HeaderSeconds}; it may be 1 to 300.";
        }
        if (KeepAliveSeconds is < 1 or > 3600)
        {
            yield return $"Shortener:Web:KeepAliveSeconds is {KeepAliveSeconds}; it may be 1 to 3600.";
        }
        foreach (var proxy in Proxies.Where(p => Networks.Read(p) is null))
        {
            yield return $"Shortener:Web:Proxies has '{proxy}'; write networks such as 10.0.0.0/8 or single addresses.";
        }
    }
}
