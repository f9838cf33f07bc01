using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Shortener.Web;

/// <summary>
/// Kestrel as this house runs it: named limits, no Server header, port 8080 unless told otherwise.
/// </summary>
internal static class Server
{
    private const string DefaultAddress = "http://localhost:8080";

    public static void AddServer(this WebApplicationBuilder builder)
    {
        if (!IsAddressGiven(builder.Configuration)) builder.WebHost.UseUrls(DefaultAddress);
        // A redirect takes microseconds between its read and its wait for the log: two hops to other threads
        // cost more.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.WebHost.ConfigureKestrel((_, kestrel) =>
        {
            var settings = kestrel.ApplicationServices.GetRequiredService<WebSettings>();
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = settings.MaxBodyBytes;
            kestrel.Limits.MaxRequestLineSize = settings.MaxUrlBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = settings.MaxHeaderBytes;
            kestrel.Limits.MaxRequestHeaderCount = settings.MaxHeaders;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(settings.HeaderSeconds);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(settings.KeepAliveSeconds);
            // Kestrel wants at least as much room as the request line may take.
            kestrel.Limits.MaxRequestBufferSize = Math.Max(
                1024 * 1024, settings.MaxUrlBytes + settings.MaxHeaderBytes);
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(UnmapAddress));
        });
    }

    private static bool IsAddressGiven(IConfiguration configuration) =>
        configuration["urls"] is not null
        || configuration["http_ports"] is not null
        || configuration["https_ports"] is not null
        || configuration.GetSection("Kestrel:Endpoints").Exists();

    // Once per connection: a socket for both families shows IPv4 clients as ::ffff:203.0.113.7.
    private static ConnectionDelegate UnmapAddress(ConnectionDelegate next) => connection =>
    {
        if (connection.RemoteEndPoint is IPEndPoint { Address.IsIPv4MappedToIPv6: true } client)
        {
            connection.RemoteEndPoint = new IPEndPoint(client.Address.MapToIPv4(), client.Port);
        }
        return next(connection);
    };
}
