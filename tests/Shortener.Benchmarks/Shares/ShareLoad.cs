using System.Globalization;
using Shortener.Benchmarks.Load;
using Shortener.Shares;
using Shortener.Storage;

namespace Shortener.Benchmarks.Shares;

/// <summary>
/// The same server asked for plain links, for links through shares, and for links of which the snippet learns
/// through which share it was, in turn: only figures of one round are compared.
/// </summary>
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
            var (plain, through, handed) = (
                Path.Combine(folder, "plain"), Path.Combine(folder, "shares"),
                Path.Combine(folder, "snippet"));
            Traffic.WriteRequests(plain, slugs, Visitors);
            Traffic.WriteRequests(
                through, [.. Newest(shares, options.Active, hasSnippet: false).Select(Address)], Visitors);
            Traffic.WriteRequests(
                handed, [.. Newest(shares, options.Active, hasSnippet: true).Select(Address)], Visitors);
            var published = await Published.MakeShortener(folder);

            // A copy: what is measured adds hits of today to the sample's year.
            var database = Path.Combine(folder, "shortener.db");
            File.Copy(file, database);
            await GiveSnippets(database);
            // As in the load run: the addresses come from a proxy on loopback.
            await using var server = await ShortenerServer.Start(
                published, database, new Dictionary<string, string> { ["Web:Proxies:0"] = "127.0.0.1" });
            var warmUp = await Turn();
            var rounds = new List<ShareRound>();
            for (var round = 0; round < options.Rounds; round++) rounds.Add(await Turn());
            Print(
                rounds, warmUp.Errors + rounds.Sum(round => round.Errors), server.Process.ResidentBytes(),
                options);

            string Address(SampleShare share) => $"{slugs[share.Link - 1]}.{Tokens.Write(share.Id)}";

            async Task<ShareRound> Turn() => new(
                await Measure(plain, server.Process, options), await Measure(through, server.Process, options), await Measure(handed, server.Process, options));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed record ShareRound(WrkResult Plain, WrkResult Share, WrkResult Snippet)
    {
        public long Errors => Plain.Errors + Share.Errors + Snippet.Errors;
    }

    // Every other link has a snippet.
    private static IEnumerable<SampleShare> Newest(SampleShares shares, int count, bool hasSnippet) =>
        shares.All.AsEnumerable().Reverse().Where(share => share.Link % 2 == 0 == hasSnippet).Take(count);

    private static async Task GiveSnippets(string database)
    {
        using var db = new Db(new StorageSettings { Database = database });
        await db.Run("update links set snippet = true where id % 2 = 0");
    }

    private static Task<WrkResult> Measure(string requests, ServerProcess server, ShareOptions options) =>
        new Wrk(requests).Run(server.Address, options.Seconds);

    private static void Print(List<ShareRound> rounds, long errors, long memory, ShareOptions options)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            Median of {options.Rounds} interleaved rounds of {options.Seconds} s, {Wrk.Connections} connections, {SampleShares.Links:n0} links, {options.Shares:n0} shares, {options.Active:n0} of them asked for by Zipf's law; {errors} requests failed; {memory / 1024 / 1024:n0} MB resident at the end.

            | redirects | per second | p99 ms | of plain ones |
            |---|---:|---:|---:|
            {Row("plain", rounds, round => round.Plain)}
            {Row("through shares", rounds, round => round.Share)}
            {Row("through shares, the snippet told of them", rounds, round => round.Snippet)}
            """));
    }

    private static string Row(string name, List<ShareRound> rounds, Func<ShareRound, WrkResult> of)
    {
        var ratios = rounds.Select(round => of(round).PerSecond / round.Plain.PerSecond).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"""
            | {name} | {rounds.Select(r => of(r).PerSecond).Median():n0} | {rounds.Select(r => of(r).P99Millis).Median():n1} | {ratios.Median():n2} ({ratios.Min():n2} to {ratios.Max():n2}), {(ratios.Median() >= Limit ? "kept" : "NOT kept")} (≥ {Limit}) |
            """);
    }
}
