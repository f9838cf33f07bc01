using System.Globalization;
using System.Net;
using Shortener.Storage;

namespace Shortener.Benchmarks.Load;

/// <summary>The published Shortener as a process, on a database of its own.</summary>
internal sealed class ShortenerServer : IAsyncDisposable
{
    private const string AdminKey = "load-run-admin-key-of-no-secrecy";
    private const int LinksPerCall = 1_000;

    private readonly Db _db;

    private ShortenerServer(ServerProcess process, string database)
    {
        Process = process;
        _db = new Db(new StorageSettings { Database = database });
    }

    public ServerProcess Process { get; }

    /// <param name="published">Folder of the <c>dotnet publish</c> output.</param>
    /// <param name="database">Path or connection string.</param>
    /// <param name="settings">
    /// Further settings, as <c>Hits:DeadlineMillis</c> (the section Shortener is meant).
    /// </param>
    public static async Task<ShortenerServer> Start(
        string published, string database, IReadOnlyDictionary<string, string>? settings = null)
    {
        var server = Launch(published, database, settings);
        await server.WaitUntilAnswers("/health/ready", HttpStatusCode.OK, TimeSpan.FromSeconds(30));
        return new ShortenerServer(server, database);
    }

    /// <summary>As <see cref="Start"/>, without waiting.</summary>
    public static ServerProcess Launch(
        string published, string database, IReadOnlyDictionary<string, string>? settings = null)
    {
        var address = ServerProcess.FreeAddress();
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = address.ToString(),
            ["Shortener__Database"] = database,
            ["Shortener__AdminKey"] = AdminKey,
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            environment["Shortener__" + name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }
        return ServerProcess.Start(Path.Combine(published, "Shortener"), [], address, environment);
    }

    /// <summary>A client that may do everything.</summary>
    public HttpClient Client() =>
        new() { BaseAddress = Process.Address, DefaultRequestHeaders = { { "X-Api-Key", AdminKey } } };

    /// <summary>Makes the links that <see cref="Traffic"/> asks for, through the API.</summary>
    public async Task CreateLinks(IReadOnlyList<string> slugs)
    {
        using var client = Client();
        for (var from = 0; from < slugs.Count; from += LinksPerCall)
        {
            var links = Enumerable.Range(from, Math.Min(LinksPerCall, slugs.Count - from)).Select(n => new
            {
                slug = slugs[n],
                url = Traffic.Url(n),
                utm_source = "newsletter",
                utm_medium = "email",
                utm_campaign = "spring",
            });
            using var answer = await client.PostAsJsonAsync(
                new Uri("/api/v1/links/bulk", UriKind.Relative), links);
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode is not HttpStatusCode.MultiStatus
                || text.Contains("\"problem\":{", StringComparison.Ordinal))
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                    $"The links {from} and on were not made ({answer.StatusCode}): {text[..Math.Min(500, text.Length)]}"));
            }
        }
    }

    /// <summary>Hits in the log, counted one by one.</summary>
    public async Task<long> CountHits() => await _db.Find<long>("select count(*) from hits");

    /// <summary>How far the roll-ups have followed the log, as its row number.</summary>
    public async Task<long> Folded() =>
        await _db.Find<long>("select value from watermarks where name = 'folded'");

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _db.Dispose();
    }
}
