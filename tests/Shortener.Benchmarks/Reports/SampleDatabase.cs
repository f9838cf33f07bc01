using Microsoft.Extensions.Logging.Abstractions;
using Shortener.Hits;
using Shortener.Storage;

namespace Shortener.Benchmarks.Reports;

/// <summary>Writes the sample year into a database and folds it, but for the last hits.</summary>
internal static class SampleDatabase
{
    private const int Tail = 1_000;
    private const int Batch = 200_000;

    public static async Task Fill(Db db, int hits)
    {
        await new Migrator(db, TimeProvider.System).Run();
        if (await db.Find<long>("select count(*) from links") > 0) return;

        await db.Atomically(AddWords);
        await db.Atomically(AddLinks);
        var start = TimeProvider.System.GetTimestamp();
        var year = new SampleYear(hits);
        using var rows = year.Rows().GetEnumerator();
        await Append(db, rows, hits - Tail);
        Console.WriteLine(
            $"{hits:n0} hits written in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:n0} s");

        start = TimeProvider.System.GetTimestamp();
        using var follower = new Follower(
            db, new FollowerSettings { SliceMillis = 200, BotLinks = 0, BotHeadSeconds = 0 },
            new VisitorDays(TimeZoneInfo.Utc),
            new StoppedAt(SampleYear.Now), NullLogger<Follower>.Instance);
        await follower.CatchUp();
        Console.WriteLine($"folded in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:n0} s; the last {Tail:n0} stay in the tail");
        start = TimeProvider.System.GetTimestamp();
        while (await follower.Settle(all: false, () => Task.CompletedTask, default))
        {
            await db.Find<int>("pragma wal_checkpoint(passive)");
        }
        await follower.CloseMonths();
        Console.WriteLine($"settled in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:n0} s");
        await Append(db, rows, Tail);
        await db.Find<int>("pragma wal_checkpoint(truncate)");
    }

    private static async Task Append(Db db, IEnumerator<long[]> rows, int count)
    {
        for (var left = count; left > 0; left -= Batch)
        {
            var batch = new NumberRows(HitRow.Length);
            for (var i = Math.Min(left, Batch); i > 0 && rows.MoveNext(); i--) batch.Add(rows.Current);
            await db.Atomically(tx => batch.Insert(tx, $"insert into hits ({HitRow.Columns})"));
            await db.Find<int>("pragma wal_checkpoint(passive)");
        }
    }

    private static async Task AddLinks(Tx tx)
    {
        await tx.Run("""
            insert into links (domain, slug, slug_folded, url, destination_key, status, forward_query, enabled, archived, search_text, created_at, updated_at)
            values (@Domain, @Slug, @Slug, 'https://shop.example/', 0, 302, true, true, false, '', 0, 0)
            """, Enumerable.Range(1, SampleYear.Links).Select(n => new { Slug = $"link{n}", Domain = n % 5 == 0 ? "go.example" : "" }));
        await tx.Run("insert into link_tags (link_id, tag, position) values (@Link, @Tag, 0)",
            Enumerable.Range(1, SampleYear.Links).Where(n => n % 3 > 0).Select(
                n => new { Link = n, Tag = $"tag{n % SampleYear.Tags}" }));
    }

    private static async Task AddWords(Tx tx)
    {
        await tx.Run(
            "insert into texts (id, text) values (@Id, @Text)",
            Enumerable.Range(1, SampleYear.Referrers + SampleYear.Languages)
            .Select(n => new { Id = n, Text = n <= SampleYear.Referrers ? $"www.site{n}.example" : $"l{n - SampleYear.Referrers}" }));
        await tx.Run(
            "insert into places (id, country, region, city) values (@Id, @Country, @Region, @City)",
            Enumerable.Range(1, SampleYear.Cities)
            .Select(n => new { Id = n, Country = Country(n % 200), Region = n < 200 ? "" : $"R{n % 2000}", City = n < 2_000 ? "" : $"City {n}" }));
        await tx.Run("insert into clients (id, browser, os, device, in_app, bot) values (@Id, @Browser, @Os, @Device, @InApp, @Bot)", Enumerable.Range(1, SampleYear.Clients)
            .Select(n => new { Id = n, Browser = n % 4 == 0 ? "" : $"Browser {n % 40}", Os = $"OS {n % 20}", Device = n % 3 == 0 ? "mobile" : "desktop", InApp = n % 4 == 0 ? $"App {n % 30}" : "", Bot = $"{n}" }));
        await tx.Run("insert into origins (id, channel, app, evidence, confidence, dark, shared) values (@Id, @Channel, @App, @Evidence, @Id, 0, 0)", Enumerable.Range(1, SampleYear.Origins)
            .Select(n => new { Id = n, Channel = n % 10 == 0 ? "" : $"channel {n % 12}", App = n % 3 == 0 ? "" : $"App {n}", Evidence = $"evidence {n % 13}" }));
        await tx.Run("""
            insert into utm_sets (id, utm_source, utm_medium, utm_campaign, utm_term, utm_content, ref)
            values (@Id, @Source, @Medium, @Campaign, @Term, @Content, @Ref)
            """, Enumerable.Range(1, SampleYear.UtmSets).Select(n => new
        {
            Id = n,
            Source = $"source {n % 60}",
            Medium = $"medium {n % 8}",
            Campaign = $"campaign {n % 501}",
            Term = n % 4 == 0 ? $"term {n}" : "",
            Content = n % 2 == 0 ? $"content {n % 1000} {n}" : "",
            Ref = n % 3 == 0 ? $"ref {n}" : "",
        }));
    }

    // Two letters each; DE and AD change places, so that DE is the third most frequent.
    private static string Country(int n) => Letters(n switch { 3 => 82, 82 => 3, _ => n });

    private static string Letters(int n) => $"{(char)('A' + n / 26)}{(char)('A' + n % 26)}";
}
