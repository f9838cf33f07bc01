using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Shortener.Attribution;
using Shortener.Benchmarks.Load;
using Shortener.Benchmarks.Reports;
using Shortener.Channels;
using Shortener.Conversions;
using Shortener.Links;
using Shortener.Reports;
using Shortener.Storage;
using Shortener.Web;

namespace Shortener.Benchmarks.Attribution;

/// <summary>
/// Asks every model about a year of journeys, and prints how long that took beside what was promised.
/// </summary>
/// <remarks><c>--file</c> may be a connection string to an empty database on PostgreSQL.</remarks>
internal static class AttributionRun
{
    private const int MegabytesPromised = 500;

    private static readonly string[] Groupings =
    [
        "channel", "app", "utm_campaign", "link", "country", "referrer",
    ];

    public static async Task Run(ReportOptions options)
    {
        var sales = options.Hits == new ReportOptions().Hits ? 1_000_000 : options.Hits;
        var file = options.File.Length > 0
            ? options.File
            : Path.Combine(Path.GetTempPath(), $"shortener-attribution-{Environment.ProcessId}.db");
        try
        {
            using var db = new Db(new StorageSettings { Database = file });
            await new SampleShop(db, sales, touches: 5).Fill();
            await Tidy.Finish(db);
            await Ask(db, options);
            await new SampleSales(db, sales).Fill();
            await Tidy.Finish(db);
            await AskRevenue(db, options);
        }
        finally
        {
            if (options.File.Length == 0)
            {
                foreach (var part in new[] { "", "-wal", "-shm" }) File.Delete(file + part);
            }
        }
    }

    private static async Task Ask(Db db, ReportOptions options)
    {
        var clock = new StoppedAt(SampleShop.Now);
        var models = new Models(new AttributionSettings());
        using var worker = new TimelineWorker(
            new TimelineStore(db), new TrackedClickStore(db), clock, NullLogger<TimelineWorker>.Instance);
        var credits = new CreditReports(
            db, models, worker, new ConversionSettings(), new TagSpelling(Classifier.Load()), clock);
        var journeys = new JourneyReports(credits, new AttributionSettings());

        Console.WriteLine("\n| report | promised, s | median, s | max |\n|---|---:|---:|---:|");
        foreach (var by in Groupings)
        {
            foreach (var model in models.All.Where(
                model => model is JourneyModel || TouchGrouping.OfPaths.Contains(by)))
            {
                await Time(
                    $"{model.Name} by {by}", model is JourneyModel ? 1 : 5, options,
                    async () => (await credits.Credit(Query(by), model, "", default)).Report);
            }
            // More than a thousand rows are not compared.
            if (by != "link")
            {
                await Time(
                    $"compare by {by}", 30, options with { Runs = 1 },
                    async () => (await credits.Compare(Query(by), "", default)).Report);
            }
            await Time(
                $"paths by {by}", 5, options,
                async () => (await journeys.Paths(Query(by), 20, "", default)).Report);
        }
        await Time(
            "funnel", 5, options, async () => (await journeys.Funnel(Query("channel"), default)).Report);
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(
            $"\nPeak memory: {self.PeakWorkingSet64 / 1_000_000} MB (promised: {MegabytesPromised})");
    }

    private static async Task AskRevenue(Db db, ReportOptions options)
    {
        var store = new AnalyticsStore(
            db, new LongScans(), new TagSpelling(Classifier.Load()), new StoppedAt(SampleShop.Now));
        var lists = new LinkListStore(db);
        Console.WriteLine("\n| report | promised, s | median, s | max |\n|---|---:|---:|---:|");
        foreach (var by in new[] { "none", "day", "link", "channel", "utm_campaign" })
        {
            var query = AnalyticsQuery.Read(new Parameters(
            [
                KeyValuePair.Create("event", "revenue"), KeyValuePair.Create("groupBy", by),
                KeyValuePair.Create("interval", "12mo"),
            ]), TimeZoneInfo.Utc, SampleShop.Now, "")!;
            await Time($"revenue by {by}", 2, options, async () => await store.Count(query, default));
        }
        await Time(
            "counts of a page of 200 links", 0.1, options,
            async () => await lists.CountsOf(Enumerable.Range(1, 200).Select(id => (long)id), default));
    }

    private static async Task Time(
        string name, double promised, ReportOptions options, Func<Task<object?>> ask)
    {
        if (!name.Contains(options.Only, StringComparison.Ordinal)) return;
        var seconds = new List<double>();
        for (var i = 0; i < options.Runs; i++)
        {
            var start = TimeProvider.System.GetTimestamp();
            if (await ask() is null) throw new InvalidOperationException($"{name} was refused.");
            seconds.Add(TimeProvider.System.GetElapsedTime(start).TotalSeconds);
        }
        Console.WriteLine($"| {name} | {promised:0.#} | {seconds.Median():n3} | {seconds.Max():n3} |");
    }

    private static AttributionQuery Query(string by) => AttributionQuery.Read(
        new Parameters([KeyValuePair.Create("groupBy", by), KeyValuePair.Create("interval", "12mo")]), TimeZoneInfo.Utc, SampleShop.Now)!;
}
