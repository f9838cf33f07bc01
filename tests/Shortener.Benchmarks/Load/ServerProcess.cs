using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Shortener.Benchmarks.Load;

/// <summary>
/// A server as a process of its own, with what the system says about it. Linux only: it reads /proc.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    // What the kernel counts CPU time in, on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>All that it printed so far.</summary>
    public string Output
    {
        get { lock (_output) return _output.ToString(); }
    }

    /// <summary>Starts the program; <see cref="WaitUntilAnswers"/> tells when it is there.</summary>
    public static ServerProcess Start(
        string program, IEnumerable<string> arguments, Uri address,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }
        var server = new ServerProcess(new Process { StartInfo = start }, address);
        server._process.OutputDataReceived += (_, line) => server.Remember(line.Data);
        server._process.ErrorDataReceived += (_, line) => server.Remember(line.Data);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        return server;
    }

    /// <summary>A free port of the loopback address.</summary>
    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    /// <summary>
    /// Waits until <paramref name="path"/> is answered with <paramref name="status"/>; ends the server if it
    /// never is.
    /// </summary>
    public async Task WaitUntilAnswers(string path, HttpStatusCode status, TimeSpan atMost)
    {
        using var client =
            new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < atMost; await Task.Delay(1))
        {
            if (_process.HasExited) break;
            try
            {
                using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
                if (response.StatusCode == status) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }
        var failure = $"{_process.StartInfo.FileName} did not answer {path} with {status}:\n{Output}";
        await DisposeAsync();
        throw new InvalidOperationException(failure);
    }

    /// <summary>CPU time that it and its children used since they started, in seconds.</summary>
    public double CpuSeconds() => Family().Sum(pid =>
    {
        // After the name in brackets, which may contain blanks: state is field 3, utime 14, stime 15.
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (Ticks(fields[11]) + Ticks(fields[12])) / TicksPerSecond;
    });

    /// <summary>Memory that it and its children hold (resident set), in bytes.</summary>
    public long ResidentBytes() => Family().Sum(pid => KiloBytes(pid, "VmRSS:") * 1024);

    /// <summary>Takes it off the CPU, so that it cannot disturb the measuring of another.</summary>
    public Task Freeze() => Signal("STOP");

    public Task Thaw() => Signal("CONT");

    /// <summary>Asks it to end, and ends it if it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await Signal("CONT");
            await Command.Run("kill", ["-TERM", Pid(_process.Id)]);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        _process.Dispose();
    }

    private Task Signal(string name) => Command.Run("kill", [$"-{name}", .. Family().Select(Pid)]);

    private IEnumerable<int> Family() =>
        File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pid => int.Parse(pid, CultureInfo.InvariantCulture))
            .Prepend(_process.Id);

    private static long KiloBytes(int pid, string name) => Ticks(
        File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith(name, StringComparison.Ordinal))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1]);

    private static long Ticks(string number) => long.Parse(number, CultureInfo.InvariantCulture);

    private static string Pid(int pid) => pid.ToString(CultureInfo.InvariantCulture);

    private void Remember(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
    }
}
