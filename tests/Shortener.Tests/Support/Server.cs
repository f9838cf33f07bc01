using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Shortener.Tests.Support;

/// <summary>
/// The program itself, as built, in a process of its own: for what only a process can suffer. Everything else
/// is tested faster within the test's process.
/// </summary>
public sealed class Server : IAsyncDisposable
{
    /// <summary>The admin key of every server started here.</summary>
    public const string AdminKey = "admin-key-of-the-tests";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private bool _isDisposed;

    private Server(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = address,
            DefaultRequestHeaders = { { "X-Api-Key", AdminKey } },
        };
    }

    public Uri Address { get; }

    /// <summary>Follows no redirects, and may do everything.</summary>
    public HttpClient Client { get; }

    /// <summary>What it printed so far.</summary>
    public string Output
    {
        get { lock (_output) return _output.ToString(); }
    }

    /// <summary>A free port of the loopback address, the same over several starts.</summary>
    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="database">Path or connection string.</param>
    /// <param name="folder">
    /// Where it is started: on PostgreSQL its spill file lies below. Not shared with another server.
    /// </param>
    /// <param name="settings">Further settings by their keys, <c>Shortener:Hits:DeadlineMillis</c>.</param>
    /// <param name="inside">Program and arguments that run the rest of the line, as nsenter does.</param>
    /// <exception cref="InvalidOperationException">It ended, or is not ready after a minute.</exception>
    public static async Task<Server> Start(
        string database, string folder, Uri address, IReadOnlyDictionary<string, string>? settings = null,
        IReadOnlyList<string>? inside = null)
    {
        string[] line = [.. inside ?? [], "dotnet", typeof(Program).Assembly.Location];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_URLS"] = address.ToString(),
                ["Shortener__Database"] = database,
                ["Shortener__AdminKey"] = AdminKey,
            },
        };
        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }
        var server = new Server(new Process { StartInfo = start }, address);
        server.Run();
        await server.WaitUntilReady();
        return server;
    }

    /// <summary>Makes a link to https://example.com/; its id.</summary>
    public async Task<long> MakeLink(string slug)
    {
        using var answer = await Client.PostAsJsonAsync(
            "/api/v1/links", new { url = "https://example.com/", slug });
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode is not HttpStatusCode.Created)
        {
            throw new InvalidOperationException($"{answer.StatusCode}: {text}");
        }
        using var link = JsonDocument.Parse(text);
        return link.RootElement.GetProperty("id").GetInt64();
    }

    /// <summary>The link's <c>counts.hits</c>.</summary>
    public async Task<long> CountHits(long link)
    {
        using var answer = JsonDocument.Parse(await Client.GetStringAsync($"/api/v1/links/{link}"));
        return answer.RootElement.GetProperty("counts").GetProperty("hits").GetInt64();
    }

    /// <summary>What /health/ready says: <c>ok</c> or <c>degraded</c>, and the whole answer.</summary>
    public async Task<(string Status, string Text)> Health()
    {
        var text = await Client.GetStringAsync("/health/ready");
        using var health = JsonDocument.Parse(text);
        return (health.RootElement.GetProperty("status").GetString()!, text);
    }

    /// <summary>SIGKILL: it gets no chance to tidy up.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager sends it; the exit code.</summary>
    public async Task<int> Stop()
    {
        using (var term = Process.Start(
            "kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await term.WaitForExitAsync();
        }
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Kills it where it still runs; may be called again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (!_process.HasExited) await Kill();
        _process.Dispose();
        Client.Dispose();
    }

    private void Run()
    {
        _process.OutputDataReceived += (_, line) => Remember(line.Data);
        _process.ErrorDataReceived += (_, line) => Remember(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task WaitUntilReady()
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience && !_process.HasExited; await Task.Delay(20))
        {
            try
            {
                using var answer = await Client.GetAsync("/health/ready");
                if (answer.StatusCode is HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }
        var output = Output;
        await DisposeAsync();
        throw new InvalidOperationException($"The server did not become ready:\n{output}");
    }

    private void Remember(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
    }
}
