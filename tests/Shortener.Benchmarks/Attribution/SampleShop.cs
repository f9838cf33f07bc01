using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using Shortener.Attribution;
using Shortener.Benchmarks.Reports;
using Shortener.Statistics;
using Shortener.Storage;

namespace Shortener.Benchmarks.Attribution;

/// <summary>
/// A year of a busy shop: so many sales after five touches each, as many people who came twice and bought
/// nothing, and five clicks for every sale that nobody ever named. The same for the same seed.
/// </summary>
internal sealed class SampleShop(Db db, int sales, int touches)
{
    private const int Origins = 60;
    private const int Channels = 12;
    private const int Apps = 30;
    private const int UtmSets = 2_000;
    private const int Campaigns = 150;
    private const int Links = 5_000;
    private const int Places = 5_000;
    private const int Days = 365;
    private const int RowsACommit = 100_000;
    private const int Referrers = 900;
    private const long MillisADay = 24 * 60 * 60 * 1000;
    private const string Columns = "is_lost, last_at, person, conversion_id, first_at, events";

    private readonly Dice _dice = new(20261121);
    private readonly Timeline _timeline = new();

    /// <summary>The end of the year.</summary>
    public static readonly DateTimeOffset Now = SampleYear.Now;

    private static readonly long End = Now.ToUnixTimeMilliseconds();

    public async Task Fill()
    {
        await new Migrator(db, TimeProvider.System).Run();
        if (await db.Find<long>("select count(*) from timelines") > 0) return;

        var start = TimeProvider.System.GetTimestamp();
        await db.Atomically(AddWords);
        await db.Atomically(AddTracked);
        for (var from = 0; from < 2 * sales; from += RowsACommit)
        {
            await AddTimelines(from, Math.Min(2 * sales, from + RowsACommit));
            await Tidy.Up(db);
        }
        Console.WriteLine($"{sales:n0} sales of {touches} touches and {sales:n0} journeys without one written in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:n0} s");
    }

    private Task AddTimelines(int from, int until) => db.Atomically(async tx =>
    {
        if (tx.Connection is NpgsqlConnection postgres) await CopyTimelines(postgres, from, until);
        else InsertTimelines(tx, from, until);
    });

    private void InsertTimelines(Tx tx, int from, int until)
    {
        using var insert = ((SqliteConnection)tx.Connection).CreateCommand();
        insert.Transaction = (SqliteTransaction)tx.Transaction;
        insert.CommandText =
            $"insert into timelines ({Columns}) values ($lost, $last, $person, 0, $first, $events)";
        var (last, person) = (insert.Parameters.Add("$last", SqliteType.Integer), insert.Parameters.Add(
            "$person", SqliteType.Integer));
        var lost = insert.Parameters.Add("$lost", SqliteType.Integer);
        var (first, events) = (insert.Parameters.Add("$first", SqliteType.Integer), insert.Parameters.Add(
            "$events", SqliteType.Blob));
        for (var i = from; i < until; i++)
        {
            Make(i);
            lost.Value = _timeline.IsLost ? 1 : 0;
            (last.Value, person.Value, first.Value, events.Value) =
                (_timeline.LastAt, (long)i + 1, _timeline.FirstAt, TimelineForm.Write(_timeline));
            insert.ExecuteNonQuery();
        }
    }

    private async Task CopyTimelines(NpgsqlConnection postgres, int from, int until)
    {
        await using var copy = await postgres.BeginBinaryImportAsync(
            $"copy timelines ({Columns}) from stdin (format binary)");
        for (var i = from; i < until; i++)
        {
            Make(i);
            await copy.StartRowAsync();
            await copy.WriteAsync((short)(_timeline.IsLost ? 1 : 0), NpgsqlDbType.Smallint);
            foreach (var number in new[] { _timeline.LastAt, (long)i + 1, 0, _timeline.FirstAt })
            {
                await copy.WriteAsync(number, NpgsqlDbType.Bigint);
            }
            await copy.WriteAsync(TimelineForm.Write(_timeline), NpgsqlDbType.Bytea);
        }
        await copy.CompleteAsync();
    }

    private void Make(int i) =>
        Make(End - (2L * sales - i) * (Days * MillisADay / (2L * sales)), isSale: i % 2 == 0);

    private void Make(long at, bool isSale)
    {
        _timeline.Clear();
        var count = isSale ? touches : 2;
        for (var left = count; left > 0; left--)
        {
            var facts = _timeline.AddTouch();
            facts[(int)Fact.At] = at - left * 4 * MillisADay + _dice.Below((int)(3 * MillisADay));
            facts[(int)Fact.Link] = 1 + Skewed(Links);
            facts[(int)Fact.Referrer] = 1 + Skewed(Referrers);
            facts[(int)Fact.Language] = 1 + Skewed(40);
            facts[(int)Fact.Place] = 1 + Skewed(Places);
            facts[(int)Fact.Utm] = 1 + Skewed(UtmSets);
            facts[(int)Fact.Client] = 1 + Skewed(200);
            facts[(int)Fact.Origin] = 1 + Skewed(Origins);
        }
        if (isSale)
        {
            _timeline.Add(new Outcome(at, at, OutcomeKind.Sale, 1, 0, 500 + _dice.Below(20_000), 978, 30));
        }
    }

    // The square of a fraction: low numbers are frequent, high ones rare.
    private int Skewed(int count)
    {
        var fraction = _dice.Next();
        return (int)(fraction * fraction * count);
    }

    private async Task AddTracked(Tx tx)
    {
        var rows = new NumberRows(5);
        for (var day = End / MillisADay - Days; day <= End / MillisADay; day++)
        {
            for (var origin = 1; origin <= Origins; origin++)
            {
                rows.Add(day, origin, 1 + Skewed(UtmSets), 0, 12L * sales / Days / Origins);
            }
        }
        await rows.Insert(tx, "insert into tracked_days (day, origin_id, utm_id, generation, clicks)");
    }

    private static async Task AddWords(Tx tx)
    {
        await tx.Run("insert into conversion_words (id, word) values (1, 'purchase')");
        await tx.Run("insert into origins (id, channel, app, evidence, confidence, dark, shared) values (@Id, @Channel, @App, @Evidence, @Id, 0, 0)",
            Enumerable.Range(1, Origins).Select(n => new { Id = n, Channel = n % Channels == 0 ? "direct" : $"channel {n % Channels}", App = $"App {n % Apps}", Evidence = $"evidence {n % 9}" }));
        await tx.Run("insert into places (id, country, region, city) values (@Id, @Country, '', @City)",
            Enumerable.Range(1, Places).Select(n => new { Id = n, Country = $"{(char)('A' + n % 150 / 26)}{(char)('A' + n % 26)}", City = $"City {n}" }));
        await tx.Run("insert into clients (id, browser, os, device, in_app, bot) values (@Id, @Browser, '', '', '', @Bot)",
            Enumerable.Range(1, 200).Select(
                n => new { Id = n, Browser = $"Browser {n % 30}", Bot = $"{n}" }));
        await tx.Run("insert into texts (id, text) values (@Id, @Text)",
            Enumerable.Range(1, Referrers).Select(n => new { Id = n, Text = $"referrer-{n}.example" }));
        await tx.Run("""
            insert into links (id, domain, slug, slug_folded, url, destination_key, status, forward_query, enabled, archived, search_text, created_at, updated_at)
            values (@Id, '', @Slug, @Slug, 'https://example.com/', 0, 302, true, true, false, '', 0, 0)
            """, Enumerable.Range(1, Links).Select(n => new { Id = n, Slug = $"link-{n}" }));
        await tx.Run("insert into utm_sets (id, utm_source, utm_medium, utm_campaign, utm_term, utm_content, ref) values (@Id, '', '', @Campaign, @Term, '', '')",
            Enumerable.Range(1, UtmSets).Select(
                n => new { Id = n, Campaign = $"campaign {n % Campaigns}", Term = $"{n}" }));
    }
}
