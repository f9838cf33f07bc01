using Shortener.Hits;
using Shortener.Links;
using Shortener.Redirect;
using Shortener.Storage;

namespace Shortener.Transfer;

/// <summary>
/// <c>replay FILE [--format ndjson|combined|spill]</c>: other servers' logs, tests, and spill files.
/// </summary>
internal static class ReplayCommand
{
    private const string Usage = """
        replay FILE [--format ndjson|combined|spill]
          ndjson    one request a line: {"at":"…","method":"GET","host":"…","target":"/spring","address":"203.0.113.7","headers":{…}}
          combined  the access log of Apache and nginx
          spill     Shortener's own spill file
        Without --format the first line tells.
        """;

    public static async Task<int> Run(IServiceProvider services, string[] args)
    {
        var (file, format) = args switch
        {
            [{ } path] => (path, null),
            [{ } path, "--format", { } given] => (path, given),
            ["--format", { } given, { } path] => (path, given),
            _ => (null, null),
        };
        if (file is null || format is not (null or "ndjson" or "combined" or "spill"))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }
        if (!File.Exists(file))
        {
            await Console.Error.WriteLineAsync($"There is no file {file}.");
            return 1;
        }

        using var store = new HitStore(
            services.GetRequiredService<Db>(), services.GetRequiredService<HitSettings>(),
            services.GetRequiredService<VisitorDays>(), services.GetRequiredService<TimeProvider>());
        format ??= FormatOf(file);
        var report = format is "spill"
            ? RunSpill(services, store, file)
            : await RunRequests(services, store, file, format);
        Tell(report);
        return 0;
    }

    private static Task<ReplayReport> RunRequests(
        IServiceProvider services, HitStore store, string file, string format)
    {
        var replay = new Replay(
            services.GetRequiredService<VisitReader>(), services.GetRequiredService<Redirects>(),
            services.GetRequiredService<Domains>(), services.GetRequiredService<SaltStore>(),
            services.GetRequiredService<VisitorDays>(), store, services.GetRequiredService<TimeProvider>());
        return replay.Run(
            File.ReadLinesAsync(file), format is "combined" ? CombinedLog.Parse : ReplayLine.ParseJson,
            read => Console.Error.WriteLine($"{read:n0} lines read"), CancellationToken.None);
    }

    private static ReplayReport RunSpill(IServiceProvider services, HitStore store, string file)
    {
        var dictionaries = services.GetRequiredService<Dictionaries>();
        var (read, added, unreadable) = (0L, 0L, 0L);
        foreach (var lines in Spill.Lines(file).Chunk(500))
        {
            var hits = lines.Select(line => SpilledHit.Parse(line)).ToList();
            read += hits.Count;
            unreadable += hits.Count(h => h is null);
            var spilled = hits.OfType<SpilledHit>().ToList();
            added += store.AppendMissing(
                [.. spilled.Select(h => h.ToHit(dictionaries))], spilled.Min(h => (long?)h.After) ?? 0);
        }
        return new ReplayReport(
            read, added, read - added - unreadable,
            new Dictionary<string, long> { ["cut off or damaged"] = unreadable });
    }

    private static string FormatOf(string file) =>
        File.ReadLines(file).FirstOrDefault(line => line.Length > 0) switch
        {
            ['{', ..] and var line => line.Contains("\"uid\":", StringComparison.Ordinal) ? "spill" : "ndjson",
            _ => "combined",
        };

    private static void Tell(ReplayReport report)
    {
        Console.WriteLine($"{report.Read:n0} lines read: {report.Added:n0} hits added, {report.Known:n0} already there, {report.Skipped.Values.Sum():n0} skipped.");
        foreach (var (reason, count) in report.Skipped.Where(s => s.Value > 0).OrderByDescending(
            s => s.Value))
        {
            Console.WriteLine($"  {count:n0} skipped: {reason}");
        }
    }
}
