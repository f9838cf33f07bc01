using BenchmarkDotNet.Running;
using Shortener.Benchmarks.Attribution;
using Shortener.Benchmarks.Fit;
using Shortener.Benchmarks.Load;
using Shortener.Benchmarks.Reports;
using Shortener.Benchmarks.Shares;

namespace Shortener.Benchmarks;

/// <summary>
/// <c>load</c>: redirects under load; <c>start</c>: time to the first redirect; <c>bare URL FILE</c>: the
/// server both are compared with; <c>reports</c>: every report over ten million hits; <c>shares</c>:
/// redirects and reports with ten million shares; <c>attribution</c>: every model over a million sales;
/// <c>fit</c>: the estimate of dark clicks, part by part; anything else goes to BenchmarkDotNet.
/// </summary>
internal static class Benchmarks
{
    private static Task Main(string[] args) => args switch
    {
        ["load", .. var options] => LoadRun.Run(LoadOptions.Parse(options)),
        ["reports", .. var options] => ReportRun.Run(ReportOptions.Parse(options)),
        ["attribution", .. var options] => AttributionRun.Run(ReportOptions.Parse(options)),
        ["shares", .. var options] => ShareRun.Run(ShareOptions.Parse(options)),
        ["start"] => StartRun.Run(),
        ["fit"] => FitRun.Run(),
        ["bare", var url, var links] => BareKestrel.Serve(url, links),
        _ => RunBenchmarks(args),
    };

    // On its own, so that bare Kestrel's start does not load BenchmarkDotNet.
    private static Task RunBenchmarks(string[] args)
    {
        BenchmarkSwitcher.FromAssembly(typeof(Benchmarks).Assembly).Run(args);
        return Task.CompletedTask;
    }
}
