using System.Globalization;
using System.Text;

namespace Shortener.Benchmarks.Load;

/// <summary>The run as Markdown: what was measured, what was promised, what is in the log.</summary>
internal sealed class LoadReport(
    IReadOnlyList<Contestant> contestants, IReadOnlyDictionary<Contestant, long> logged, LoadOptions options)
{
    public const string Nginx = "nginx `return 302`, no log";
    public const string Bare = "bare Kestrel, no log";

    private readonly StringBuilder _text = new();

    public string ToMarkdown()
    {
        Line($"Median of {options.Rounds} interleaved rounds of {options.Seconds} s; ratios are medians of each round's ratio; {Wrk.Connections} connections, {Traffic.LinkCount:n0} links, {Environment.ProcessorCount} cores for client and server together, nginx with worker_processes {options.NginxWorkers}, {options.Visitors:n0} visitor addresses.");
        Line();
        Servers();
        Line();
        Targets();
        Line();
        Logs();
        return _text.ToString();
    }

    private void Servers()
    {
        Line("| server | redirects/s | of nginx | of bare Kestrel | CPU s per 100,000 | p99 ms | p99 to bare Kestrel's | memory |");
        Line("|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var c in contestants)
        {
            var memory = c.ResidentBytes > 0 ? $"{Megabytes(c):n0} MB" : "";
            Line($"| {c.Name} | {c.Turns.Select(t => t.PerSecond).Median():n0} | {Speed(c, Nginx):n2} | {Speed(c, Bare):n2} | {c.Turns.Select(t => t.CpuSeconds).Median():n2} | {c.Turns.Select(t => t.P99Millis).Median():n1} | {P99(c):n2} | {memory} |");
        }
    }

    private void Targets()
    {
        Line("| promise | limit | follower idle | follower working | kept |");
        Line("|---|---:|---:|---:|---|");
        var idle = Find(Variant.Idle);
        var working = Find(Variant.Working);
        if (idle is null || working is null)
        {
            Line("| (not both measured) | | | | |");
            return;
        }
        AtLeast("speed, of bare Kestrel", 0.60, c => Speed(c, Bare));
        AtLeast("speed, of nginx", 0.40, c => Speed(c, Nginx));
        AtMost("CPU per redirect, times bare Kestrel's", 2.0, Cpu);
        AtMost("p99, times bare Kestrel's", 2.5, P99);
        AtMost($"memory after {options.MemoryAfter:n0} redirects, MB", 250, Megabytes);
        AtMost("answered redirects that are not in the log", 0, c => Lost(c));
        AtMost("requests that failed", 0, c => c.Errors);
        Posts(working.Posting!);

        void AtLeast(string what, double limit, Func<Contestant, double> measured) =>
            Row(
                what, $"≥ {limit:n2}", measured(idle), measured(working),
                measured(idle) >= limit && measured(working) >= limit);

        void AtMost(string what, double limit, Func<Contestant, double> measured) =>
            Row(
                what, $"≤ {limit:0.##}", measured(idle), measured(working),
                measured(idle) <= limit && measured(working) <= limit);
    }

    private void Posts(PostingClient posting)
    {
        var p99 = posting.Millis.Count > 0 ? posting.Millis.Percentile(99) : double.NaN;
        Line($"| `POST /links` once a second, p99 of {posting.Millis.Count}, ms | < 50 | | {p99:n1} | {YesNo(p99 < 50)} |");
        Line($"| `POST /links` that failed | 0 | | {posting.Failures} | {YesNo(posting.Failures == 0)} |");
    }

    private void Logs()
    {
        Line($"Log: wrk counts the answers that arrived before its time was over; at the end of each of its runs up to {Wrk.Connections} requests are under way, which the server answers and logs unseen. So `answered ≤ logged ≤ answered + {Wrk.Connections} × runs`.");
        Line();
        foreach (var (c, hits) in logged)
        {
            var isWhole = hits >= c.Answered && hits <= c.Answered + (long)Wrk.Connections * c.WrkRuns;
            Line($"- {c.Name}: {c.Answered:n0} answered in {c.WrkRuns} runs, {hits:n0} logged (+{hits - c.Answered:n0}): {(isWhole ? "as it should be" : "WRONG")}; {c.FoldedInTurns:n0} folded while measured");
        }
    }

    private double Speed(Contestant c, string of) =>
        ByRound(c, of, (mine, theirs) => mine.PerSecond / theirs.PerSecond);

    private double P99(Contestant c) => ByRound(c, Bare, (mine, theirs) => mine.P99Millis / theirs.P99Millis);

    private double Cpu(Contestant c) =>
        ByRound(c, Bare, (mine, theirs) => mine.CpuSeconds / theirs.CpuSeconds);

    private double ByRound(Contestant c, string of, Func<Turn, Turn, double> ratio) =>
        c.Turns.Zip(Find(of)!.Turns, ratio).Median();

    private double Lost(Contestant c) => Math.Max(0, c.Answered - logged[c]);

    private static double Megabytes(Contestant c) => c.ResidentBytes / 1024.0 / 1024.0;

    private Contestant? Find(string name) => contestants.FirstOrDefault(c => c.Name == name);

    private void Row(string what, string limit, double idle, double working, bool isKept) =>
        Line($"| {what} | {limit} | {idle:0.##} | {working:0.##} | {YesNo(isKept)} |");

    private static string YesNo(bool yes) => yes ? "yes" : "**no**";

    private void Line(FormattableString? line = null) =>
        _text.AppendLine(line is null ? "" : FormattableString.Invariant(line));

    private void Line(string line) => _text.AppendLine(CultureInfo.InvariantCulture, $"{line}");
}
