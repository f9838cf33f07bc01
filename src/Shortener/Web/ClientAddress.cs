using System.Net;

namespace Shortener.Web;

/// <summary>Who the client is when proxies stand in between.</summary>
internal static class ClientAddress
{
    /// <summary>
    /// The nearest address that is no proxy: reading from the right, each entry was written by the one after
    /// it, so the first that we do not trust is the client, and all before it is what the client says.
    /// </summary>
    /// <param name="peer">
    /// The other end of the connection; null on a Unix socket, which counts as this machine.
    /// </param>
    /// <param name="forwardedFor"><c>X-Forwarded-For</c>: <c>client, proxy, proxy</c>.</param>
    public static IPAddress Of(IPAddress? peer, string forwardedFor, IReadOnlyList<IPNetwork> proxies)
    {
        var client = Plain(peer ?? IPAddress.Loopback);
        var rest = forwardedFor.AsSpan();
        while (IsProxy(client, proxies) && !rest.IsEmpty)
        {
            var comma = rest.LastIndexOf(',');
            if (Read(rest[(comma + 1)..].Trim()) is not { } named) break;
            client = named;
            rest = comma < 0 ? default : rest[..comma];
        }
        return client;
    }

    /// <summary>The other end of the connection is one of our proxies.</summary>
    public static bool IsProxy(IPAddress? peer, IReadOnlyList<IPNetwork> proxies)
    {
        var address = Plain(peer ?? IPAddress.Loopback);
        foreach (var network in proxies)
        {
            if (network.Contains(address)) return true;
        }
        return false;
    }

    // 203.0.113.7, 203.0.113.7:4711, 2001:db8::1, [2001:db8::1]:4711
    private static IPAddress? Read(ReadOnlySpan<char> entry) =>
        IPEndPoint.TryParse(entry, out var point) ? Plain(point.Address) : null;

    private static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
