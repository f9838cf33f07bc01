using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Shortener.Accounts;
using Shortener.Channels;
using Shortener.Channels.Geo;
using Shortener.Storage;
using Shortener.Values;
using Shortener.Web;

namespace Shortener.Ops;

/// <summary>What happens before the first request, and what the operator sees of it.</summary>
internal static class Start
{
    private const string Sample =
        """{"url":"https://example.com/spring","utm_source":"newsletter","utm_medium":"email","utm_campaign":"spring"}""";

    /// <summary>Brings the database up to date; the first admin key, if it was made now.</summary>
    /// <exception cref="CannotStartException">
    /// The database is out of reach, or not one this program can use.
    /// </exception>
    public static async Task<MadeKey?> Prepare(this WebApplication app)
    {
        var services = app.Services;
        Warm(services);
        try
        {
            await services.GetRequiredService<Migrator>().Run();
            await services.GetRequiredService<SecretStore>().Load();
            return await services.GetRequiredService<KeyStore>()
                .MakeFirst(services.GetRequiredService<InstanceSettings>().AdminKey, default);
        }
        catch (Exception e) when (
            e is DbException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            var place = Place(services.GetRequiredService<Db>());
            throw new CannotStartException($"The database ({place}) cannot be used: {e.Message}");
        }
    }

    /// <summary>Opens the door.</summary>
    /// <exception cref="CannotStartException">The address is taken, or none.</exception>
    public static async Task Listen(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception e) when (e is IOException or SocketException or FormatException or ArgumentException)
        {
            // The door opens last: what works behind it has begun, and would find its things disposed of.
            await app.StopAsync();
            throw new CannotStartException(
                $"{e.Message} Choose another address, for example --urls http://localhost:8081.");
        }
    }

    /// <summary>Says where everything is, with a line to paste that makes the first link.</summary>
    public static void Welcome(this WebApplication app, MadeKey? made)
    {
        var address = Address(app);
        Console.WriteLine($"Shortener listens on {address}");
        Console.WriteLine($"Database: {Place(app.Services.GetRequiredService<Db>())}");
        if (made is not null) Console.WriteLine($"Admin key (shown only now): {made.Key}");
        Console.WriteLine("Make a tagged link:");
        Console.WriteLine($"""  curl {address}/api/v1/links -H "X-Api-Key: {made?.Key ?? "$SHORTENER_KEY"}" -H "Content-Type: application/json" -d '{Sample}'""");
    }

    // What the first redirect reads is unpacked beside the migrations; whoever comes too early waits for it.
    private static void Warm(IServiceProvider services) =>
        _ = Task.WhenAll(
            services.GetRequiredService<Places>().Load(), Task.Run(services.GetRequiredService<Classifier>));

    // Never the connection string itself: it may hold a password.
    private static string Place(Db db) => db.File ?? "PostgreSQL";

    private static string Address(WebApplication app)
    {
        var addresses =
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;
        var first = addresses?.FirstOrDefault() ?? "http://localhost:8080";
        return first.Replace("[::]", "localhost").Replace("0.0.0.0", "localhost").Replace("*", "localhost");
    }
}
