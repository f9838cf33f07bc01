using System.Globalization;

namespace Shortener.Benchmarks.Load;

/// <summary>What one run of wrk saw.</summary>
/// <param name="Answered">Requests whose answer had arrived when the time was over.</param>
/// <param name="Errors">
/// Connections that failed, answers of 400 and above, answers that took over two seconds.
/// </param>
internal sealed record WrkResult(
    long Answered, double Seconds, double P50Millis, double P99Millis, long Errors)
{
    public double PerSecond => Answered / Seconds;
}

/// <summary>
/// The load generator: one thread, 64 connections kept open, one request at a time on each.
/// </summary>
/// <param name="requests">The file that <see cref="Traffic.WriteRequests"/> wrote.</param>
internal sealed class Wrk(string requests)
{
    /// <summary>
    /// At the end of a run as many requests at most are under way: answered by the server, seen by nobody.
    /// </summary>
    public const int Connections = 64;

    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "Load", "wrk.lua");

    public async Task<WrkResult> Run(Uri server, int seconds)
    {
        var output = await Command.Run(
            "wrk",
            ["-t1", $"-c{Connections}", $"-d{seconds}s", "-s", Script, server.ToString(), "--", requests]);
        var result = output.Split('\n').FirstOrDefault(
            line => line.StartsWith("RESULT ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException("wrk printed no result:\n" + output);
        var numbers =
            result.Split(' ')[1..].Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return new WrkResult(numbers[0], numbers[1] / 1e6, numbers[2] / 1e3, numbers[3] / 1e3, numbers[4]);
    }
}
