using Shortener.Benchmarks.Load;
using Shortener.Channels;
using Shortener.Reports;
using Shortener.Storage;
using Shortener.Web;

namespace Shortener.Benchmarks.Reports;

/// <summary>
/// Asks for every grouping over a year of hits, and prints how long that took beside what was promised.
/// </summary>
internal static class ReportRun
{
    // The sixth of 5,000 by Zipf has 183,000 of ten million hits.
    private const string MiddlingLink = "6";
    private const string BusiestLink = "1";

    private static readonly Scope[] Scopes =
    [
        new("instance, 30 days", "30d", null, 100),
        new("instance, a year", "12mo", null, 100),
        new("a link of 183,000 hits, a year", "12mo", ("link", MiddlingLink), 100),
        new("the busiest link (1.1 million), a year", "12mo", ("link", BusiestLink), 400),
        new("instance, a year, country=DE", "12mo", ("country", "DE"), 5_000),
    ];

    private sealed record Scope(
        string Name, string Interval, (string Name, string Value)? Filter, int LimitMillis);

    private sealed record Line(Scope Scope, string By, string Zone, int Rows, double Median, double Max);

    public static async Task Run(ReportOptions options)
    {
        var file = options.File.Length > 0
            ? options.File
            : Path.Combine(Path.GetTempPath(), $"shortener-reports-{Environment.ProcessId}.db");
        try
        {
            using var db = new Db(new StorageSettings { Database = file });
            await SampleDatabase.Fill(db, options.Hits);
            var store = new AnalyticsStore(
                db, new LongScans(), new TagSpelling(Classifier.Load()), new StoppedAt(SampleYear.Now));
            var lines = new List<Line>();
            foreach (var scope in Scopes.Where(s => s.Name.Contains(options.Only, StringComparison.Ordinal)))
            {
                foreach (var by in Grouping.All)
                {
                    foreach (var zone in new[] { "UTC", "Europe/Berlin" })
                    {
                        lines.Add(await Time(store, scope, by.Name, zone, options.Runs));
                    }
                }
            }
            Print(lines);
        }
        finally
        {
            if (options.File.Length == 0)
            {
                foreach (var part in new[] { "", "-wal", "-shm" }) File.Delete(file + part);
            }
        }
    }

    private static async Task<Line> Time(AnalyticsStore store, Scope scope, string by, string zone, int runs)
    {
        var rows = 0;
        var millis = new List<double>();
        // The first is for the compiler and the file system's cache.
        for (var i = 0; i <= (scope.LimitMillis > 1_000 ? runs / 2 : runs); i++)
        {
            var start = TimeProvider.System.GetTimestamp();
            rows = await Ask(store, scope, by, zone);
            if (i > 0) millis.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        }
        return new Line(scope, by, zone, rows, millis.Median(), millis.Max());
    }

    private static async Task<int> Ask(AnalyticsStore store, Scope scope, string by, string zone)
    {
        var given = new Dictionary<string, string> { ["groupBy"] = by, ["interval"] = scope.Interval, ["timezone"] = zone };
        if (scope.Filter is var (name, value)) given[name] = value;
        var parameters = new Parameters(given);
        var query = AnalyticsQuery.Read(parameters, TimeZoneInfo.Utc, SampleYear.Now, "short.example")
            ?? throw new InvalidOperationException(parameters.Problems.First().Key);
        var figures = await store.Count(query, default);
        var report = AnalyticsShape.Shape(query, figures!.Value.Now, figures.Value.Earlier);
        if (query.By == Grouping.Link) report = await store.WithSlugs(report, default);
        return figures.Value.Now.Rows.Count;
    }

    private static void Print(List<Line> lines)
    {
        foreach (var scope in lines.GroupBy(line => line.Scope))
        {
            var isKept = scope.All(line => line.Median <= scope.Key.LimitMillis);
            Console.WriteLine($"\n{scope.Key.Name}: {(isKept ? "kept" : "NOT kept")} (each within {scope.Key.LimitMillis} ms)\n");
            Console.WriteLine("| grouping | rows | UTC, median ms | max | Europe/Berlin, median ms | max |");
            Console.WriteLine("|---|---:|---:|---:|---:|---:|");
            foreach (var by in scope.GroupBy(line => line.By))
            {
                var (utc, berlin) = (by.First(), by.Last());
                Console.WriteLine($"| {by.Key} | {utc.Rows:n0} | {utc.Median:n1} | {utc.Max:n1} | {berlin.Median:n1} | {berlin.Max:n1} |");
            }
        }
    }
}

/// <summary>The sample year is over, whenever the benchmark runs.</summary>
internal sealed class StoppedAt(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
