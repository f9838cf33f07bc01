using System.Net;
using Microsoft.Extensions.Primitives;

namespace Shortener.Web;

/// <summary>
/// Reads <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> where a configured proxy sent them, so that
/// everything behind sees the client's own address, scheme and host. Without proxies it is not in the
/// pipeline at all.
/// </summary>
internal static class Forwarded
{
    public static void UseForwarded(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<WebSettings>().ProxyNetworks();
        if (proxies.Count == 0) return;
        app.Use((context, next) =>
        {
            Apply(context, proxies);
            return next(context);
        });
    }

    private static void Apply(HttpContext context, IReadOnlyList<IPNetwork> proxies)
    {
        var connection = context.Connection;
        if (!ClientAddress.IsProxy(connection.RemoteIpAddress, proxies)) return;

        var request = context.Request;
        var forwardedFor = request.Headers["X-Forwarded-For"].ToString();
        connection.RemoteIpAddress = ClientAddress.Of(connection.RemoteIpAddress, forwardedFor, proxies);
        if (Last(request.Headers["X-Forwarded-Proto"]) is var scheme and ("http" or "https"))
        {
            request.Scheme = scheme;
        }
        if (Last(request.Headers["X-Forwarded-Host"]) is { Length: > 0 } host)
        {
            // As it came: to set the property encodes a name, and fails where it is none.
            request.Headers.Host = host;
        }
    }

    // The last entry is what the nearest proxy says; those before it may be the client's invention.
    private static string Last(StringValues header)
    {
        var list = header.ToString();
        return list[(list.LastIndexOf(',') + 1)..].Trim();
    }
}
