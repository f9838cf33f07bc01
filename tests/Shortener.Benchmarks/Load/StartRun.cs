using System.Diagnostics;
using System.Net;

namespace Shortener.Benchmarks.Load;

/// <summary>
/// From starting the published program to the first answered redirect, with 100,000 links in the database;
/// beside it bare Kestrel with as many in its dictionary.
/// </summary>
internal static class StartRun
{
    private const int LinkCount = 100_000;
    private const int Starts = 10;
    private const double LimitSeconds = 0.8;

    public static async Task Run()
    {
        var folder = Directory.CreateTempSubdirectory("shortener-start-").FullName;
        try
        {
            var published = await Published.Make(folder);
            var slugs = Traffic.Slugs(LinkCount);
            var links = await BareKestrel.WriteLinks(folder, slugs);
            var database = Path.Combine(folder, "shortener.db");
            await using (var server = await ShortenerServer.Start(published.Shortener, database)) await server.CreateLinks(slugs);

            var (shortener, bare) = (new List<double>(), new List<double>());
            for (var n = 0; n < Starts; n++)
            {
                bare.Add(await Measure(() => BareKestrel.Launch(published.Bare, links), slugs[n]));
                shortener.Add(
                    await Measure(() => ShortenerServer.Launch(published.Shortener, database), slugs[n]));
            }
            Console.WriteLine(FormattableString.Invariant($"""
                | start to first redirect, {LinkCount:n0} links, {Starts} starts | median s | slowest s | limit | kept |
                |---|---:|---:|---:|---|
                | bare Kestrel | {bare.Median():n2} | {bare.Max():n2} | | |
                | Shortener | {shortener.Median():n2} | {shortener.Max():n2} | < {LimitSeconds} | {(shortener.Median() < LimitSeconds ? "yes" : "**no**")} |
                """));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> Measure(Func<ServerProcess> launch, string slug)
    {
        var started = Stopwatch.GetTimestamp();
        await using var server = launch();
        await server.WaitUntilAnswers("/" + slug, HttpStatusCode.Redirect, TimeSpan.FromSeconds(30));
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
