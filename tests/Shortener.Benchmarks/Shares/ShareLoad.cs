using System.Globalization;
using Shortener.Benchmarks.Load;
using Shortener.Shares;

namespace Shortener.Benchmarks.Shares;

/// <summary>The same server asked for plain links and for links through shares, in turn: only figures of one round are compared.</summary>
internal static class ShareLoad
{
    private const double Limit = 0.8;
    private const int Visitors = 20_000;

    public static async Task Run(string file, SampleShares shares, ShareOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("shortener-shares-").FullName;
        try
        {
            var slugs = Traffic.Slugs(SampleShares.Links);
            var through = shares.All.AsEnumerable().Reverse().Take(options.Active).Select(share => $"{slugs[share.Link - 1]}.{Tokens.Write(share.Id)}").ToList();
            var (plainFile, shareFile) = (Path.Combine(folder, "plain"), Path.Combine(folder, "shares"));
            Traffic.WriteRequests(plainFile, slugs, Visitors);
            Traffic.WriteRequests(shareFile, through, Visitors);
            var published = await Published.MakeShortener(folder);

            // A copy: what is measured adds hits of today to the sample's year.
            var database = Path.Combine(folder, "shortener.db");
            File.Copy(file, database);
            // As in the load run: the addresses come from a proxy on loopback.
            await using var server = await ShortenerServer.Start(published, database, new Dictionary<string, string> { ["Web:Proxies:0"] = "127.0.0.1" });
            var (plain, share) = (await Measure(plainFile, server.Process, options), await Measure(shareFile, server.Process, options));
            var rounds = new List<(WrkResult Plain, WrkResult Share)>();
            for (var round = 0; round < options.Rounds; round++)
            {
                rounds.Add((await Measure(plainFile, server.Process, options), await Measure(shareFile, server.Process, options)));
            }
            Print(rounds, plain.Errors + share.Errors, server.Process.ResidentBytes(), options);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<WrkResult> Measure(string requests, ServerProcess server, ShareOptions options) =>
        new Wrk(requests).Run(server.Address, options.Seconds);

    private static void Print(List<(WrkResult Plain, WrkResult Share)> rounds, long errors, long memory, ShareOptions options)
    {
        var ratio = rounds.Select(round => round.Share.PerSecond / round.Plain.PerSecond).Median();
        errors += rounds.Sum(round => round.Plain.Errors + round.Share.Errors);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            Median of {options.Rounds} interleaved rounds of {options.Seconds} s, {Wrk.Connections} connections, {SampleShares.Links:n0} links, {options.Shares:n0} shares, {options.Active:n0} of them asked for by Zipf's law; {errors} requests failed; {memory / 1024 / 1024:n0} MB resident at the end.

            | redirects | per second | p99 ms |
            |---|---:|---:|
            | plain | {rounds.Select(r => r.Plain.PerSecond).Median():n0} | {rounds.Select(r => r.Plain.P99Millis).Median():n1} |
            | through shares | {rounds.Select(r => r.Share.PerSecond).Median():n0} | {rounds.Select(r => r.Share.P99Millis).Median():n1} |
            | through shares ÷ plain | {ratio:n2}, {(ratio >= Limit ? "kept" : "NOT kept")} (≥ {Limit}); from {rounds.Min(r => r.Share.PerSecond / r.Plain.PerSecond):n2} to {rounds.Max(r => r.Share.PerSecond / r.Plain.PerSecond):n2} | |
            """));
    }
}
