using System.Collections.Frozen;
using System.Net;

namespace Shortener.Benchmarks.Load;

/// <summary>
/// The floor under any redirect in .NET: Kestrel, an empty builder, one middleware, a dictionary, no log. It
/// is a mode of this program (<c>bare</c>), so that it is published as Shortener is.
/// </summary>
internal static class BareKestrel
{
    /// <summary>Serves the links of a file, <c>slug, tab, destination</c> a line.</summary>
    public static async Task Serve(string url, string links)
    {
        var destinations = (await File.ReadAllLinesAsync(links)).Select(line => line.Split('\t'))
            .ToFrozenDictionary(pair => "/" + pair[0], pair => pair[1]);

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(url);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using var app = builder.Build();
        app.Run(context =>
        {
            var found = destinations.TryGetValue(context.Request.Path.Value!, out var destination);
            context.Response.StatusCode = found ? StatusCodes.Status302Found : StatusCodes.Status404NotFound;
            if (found) context.Response.Headers.Location = destination;
            return Task.CompletedTask;
        });
        await app.RunAsync();
    }

    public static async Task<ServerProcess> Start(string published, string links)
    {
        var server = Launch(published, links);
        await server.WaitUntilAnswers(
            "/" + Traffic.Slugs(1)[0], HttpStatusCode.Redirect, TimeSpan.FromSeconds(20));
        return server;
    }

    /// <summary>As <see cref="Start"/>, without waiting.</summary>
    public static ServerProcess Launch(string published, string links)
    {
        var address = ServerProcess.FreeAddress();
        return ServerProcess.Start(
            Path.Combine(published, "Shortener.Benchmarks"), ["bare", address.ToString(), links], address);
    }

    public static async Task<string> WriteLinks(string folder, IReadOnlyList<string> slugs)
    {
        var file = Path.Combine(folder, "links.tsv");
        await File.WriteAllLinesAsync(file, slugs.Select((slug, n) => $"{slug}\t{Traffic.Destination(n)}"));
        return file;
    }
}
