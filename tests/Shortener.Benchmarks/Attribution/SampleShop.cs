using Microsoft.Data.Sqlite;
using Shortener.Attribution;
using Shortener.Benchmarks.Reports;
using Shortener.Statistics;
using Shortener.Storage;

namespace Shortener.Benchmarks.Attribution;

/// <summary>
/// A year of a busy shop: so many sales after five touches each, as many people who came twice and bought nothing, and
/// five clicks for every sale that nobody ever named. The same for the same seed.
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
    private const long MillisADay = 24 * 60 * 60 * 1000;

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
            await db.Find<int>("pragma wal_checkpoint(passive)");
        }
        await db.Find<int>("pragma wal_checkpoint(truncate)");
        Console.WriteLine($"{sales:n0} sales of {touches} touches and {sales:n0} journeys without one written in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:n0} s");
    }

    private Task AddTimelines(int from, int until) => db.Atomically(tx =>
    {
        using var insert = ((SqliteConnection)tx.Connection).CreateCommand();
        insert.Transaction = (SqliteTransaction)tx.Transaction;
        insert.CommandText = "insert into timelines (is_lost, last_at, person, conversion_id, first_at, events) values ($lost, $last, $person, 0, $first, $events)";
        var (last, person) = (insert.Parameters.Add("$last", SqliteType.Integer), insert.Parameters.Add("$person", SqliteType.Integer));
        var lost = insert.Parameters.Add("$lost", SqliteType.Integer);
        var (first, events) = (insert.Parameters.Add("$first", SqliteType.Integer), insert.Parameters.Add("$events", SqliteType.Blob));
        for (var i = from; i < until; i++)
        {
            var at = End - (2L * sales - i) * (Days * MillisADay / (2L * sales));
            Make(at, isSale: i % 2 == 0);
            lost.Value = _timeline.IsLost ? 1 : 0;
            (last.Value, person.Value, first.Value, events.Value) = (_timeline.LastAt, (long)i + 1, _timeline.FirstAt, TimelineForm.Write(_timeline));
            insert.ExecuteNonQuery();
        }
        return Task.CompletedTask;
    });

    private void Make(long at, bool isSale)
    {
        _timeline.Clear();
        var count = isSale ? touches : 2;
        for (var left = count; left > 0; left--)
        {
            var facts = _timeline.AddTouch();
            facts[(int)Fact.At] = at - left * 4 * MillisADay + _dice.Below((int)(3 * MillisADay));
            facts[(int)Fact.Link] = 1 + Skewed(Links);
            facts[(int)Fact.Referrer] = 1 + Skewed(1_000);
            facts[(int)Fact.Language] = 1 + Skewed(40);
            facts[(int)Fact.Place] = 1 + Skewed(Places);
            facts[(int)Fact.Utm] = 1 + Skewed(UtmSets);
            facts[(int)Fact.Client] = 1 + Skewed(200);
            facts[(int)Fact.Origin] = 1 + Skewed(Origins);
        }
        if (isSale) _timeline.Add(new Outcome(at, at, OutcomeKind.Sale, 1, 0, 500 + _dice.Below(20_000), 978, 30));
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
            for (var origin = 1; origin <= Origins; origin++) rows.Add(day, origin, 1 + Skewed(UtmSets), 0, 12L * sales / Days / Origins);
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
            Enumerable.Range(1, 200).Select(n => new { Id = n, Browser = $"Browser {n % 30}", Bot = $"{n}" }));
        await tx.Run("insert into utm_sets (id, utm_source, utm_medium, utm_campaign, utm_term, utm_content, ref) values (@Id, '', '', @Campaign, @Term, '', '')",
            Enumerable.Range(1, UtmSets).Select(n => new { Id = n, Campaign = $"campaign {n % Campaigns}", Term = $"{n}" }));
    }
}
