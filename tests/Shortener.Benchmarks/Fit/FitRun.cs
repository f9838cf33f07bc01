using Shortener.Benchmarks.Load;
using Shortener.Channels.Dark;

namespace Shortener.Benchmarks.Fit;

/// <summary>
/// Estimates where the dark clicks of a made-up audience come from, and prints how long each part of that
/// took.
/// </summary>
internal static class FitRun
{
    // The first ones are for the compiler.
    private const int WarmUp = 10;
    private const int Runs = 21;

    public static Task Run()
    {
        Console.WriteLine("""
            | audience | rows | shared unknowns | steps | before, ms | fit, ms | split, ms | all, ms |
            |---|---:|---:|---:|---:|---:|---:|---:|
            """);
        foreach (var (name, apps, links, clicks, isScattered) in new[]
        {
            ("a site's month", 8, 200, 20_000, false),
            ("an instance's month", 10, 9_000, 350_000, false),
            ("every app there is", Visibility.Default.Apps.Count, 2_000, 100_000, false),
            ("scattered at random", 10, 9_000, 350_000, true),
        })
        {
            Measure(name, new SampleAudience(apps, links, clicks, isScattered));
        }
        return Task.CompletedTask;
    }

    private static void Measure(string name, SampleAudience audience)
    {
        var (before, fit, split) = (new List<double>(), new List<double>(), new List<double>());
        var (rows, shared, steps) = (0, 0, 0);
        for (var run = 0; run < WarmUp + Runs; run++)
        {
            var start = TimeProvider.System.GetTimestamp();
            var model = DarkSocial.Model(audience.Links, Visibility.Default, audience.Sights)
                ?? throw new InvalidOperationException("Nothing was seen of any app.");
            var prepared = TimeProvider.System.GetTimestamp();
            steps = model.Fit();
            var fitted = TimeProvider.System.GetTimestamp();
            new Apportioning(model).Split(Visibility.Default, audience.Unnamed);
            if (run < WarmUp) continue;
            (rows, shared) = (model.Rows.Count, model.Shared.Length);
            before.Add(TimeProvider.System.GetElapsedTime(start, prepared).TotalMilliseconds);
            fit.Add(TimeProvider.System.GetElapsedTime(prepared, fitted).TotalMilliseconds);
            split.Add(TimeProvider.System.GetElapsedTime(fitted).TotalMilliseconds);
        }
        double[] millis = [before.Median(), fit.Median(), split.Median()];
        var parts = string.Join(" | ", millis.Append(millis.Sum()).Select(part => $"{part:n1}"));
        Console.WriteLine($"| {name} | {rows} | {shared} | {steps} | {parts} |");
    }
}
