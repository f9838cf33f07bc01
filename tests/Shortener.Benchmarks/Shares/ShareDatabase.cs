using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Shortener.Benchmarks.Load;
using Shortener.Benchmarks.Reports;
using Shortener.Channels;
using Shortener.Hits;
using Shortener.Reports;
using Shortener.Storage;

namespace Shortener.Benchmarks.Shares;

/// <summary>
/// Writes the sample shares and their year of hits into a database, and folds them, but for the last hits.
/// </summary>
internal static class ShareDatabase
{
    private const int Tail = 1_000;
    private const int Batch = 200_000;

    /// <summary>Nothing, where the database is filled already.</summary>
    /// <returns>The sample, which is the same each time.</returns>
    public static async Task<SampleShares> Fill(Db db, ShareOptions options)
    {
        await new Migrator(db, TimeProvider.System).Run();
        var shares = Timed($"{options.Shares:n0} shares made up", () => new SampleShares(options.Shares));
        if (await db.Find<long>("select count(*) from hits") == 0)
        {
            await db.Atomically(AddLinks);
            await db.Atomically(AddWords);
            Timed("written, with their indexes", () => Write(db, shares));
            await db.Run("insert into share_watches (watch, shares) select created_at / 14400000, count(*) from shares group by 1");
            await WriteHits(db, new SampleClicks(shares, options.Hits, options.Active), options.Hits);
        }
        await WriteDigests(db);
        await db.Find<int>("pragma wal_checkpoint(truncate)");
        return shares;
    }

    private static async Task WriteHits(Db db, SampleClicks clicks, int hits)
    {
        var start = TimeProvider.System.GetTimestamp();
        using var rows = clicks.Rows().GetEnumerator();
        await Append(db, rows, hits - Tail);
        using var follower = new Follower(
            db, new FollowerSettings { SliceMillis = 200, BotLinks = 0, BotHeadSeconds = 0 },
            new VisitorDays(TimeZoneInfo.Utc),
            new StoppedAt(SampleYear.Now), NullLogger<Follower>.Instance);
        await follower.CatchUp();
        while (await follower.Settle(all: false, () => Task.CompletedTask, default))
        {
            await db.Find<int>("pragma wal_checkpoint(passive)");
        }
        await follower.CloseMonths();
        await Append(db, rows, Tail);
        Console.WriteLine($"{hits:n0} hits written, folded and settled in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:n0} s");
    }

    private static async Task WriteDigests(Db db)
    {
        var start = TimeProvider.System.GetTimestamp();
        var digests = await new DigestJob(db, Classifier.Load(), new StoppedAt(SampleYear.Now)).Run(rest: 0);
        var bytes = await db.Find<long>("select sum(length(head) + length(body)) from digests");
        Console.WriteLine($"{digests:n0} digests of {bytes / 1024 / 1024:n0} MB written in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:n0} s");
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

    /// <summary>
    /// In the order of their keys, and the indexes afterwards: the file is written once, from end to end.
    /// </summary>
    private static bool Write(Db db, SampleShares shares)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = db.File, ForeignKeys = false, Pooling = false }.ToString());
        connection.Open();
        Run(connection, "pragma synchronous = off; pragma wal_autocheckpoint = 20000; pragma cache_size = -500000; pragma temp_store = memory");
        var indexes = Read(connection, "select name, sql from sqlite_master where tbl_name = 'shares' and type = 'index' and sql is not null");
        foreach (var (name, _) in indexes) Run(connection, $"drop index {name}");

        var order = new int[shares.All.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(shares.All.Select(share => share.Id).ToArray(), order);
        foreach (var batch in order.Chunk(1_000_000)) Insert(connection, shares, batch);
        foreach (var (_, sql) in indexes) Run(connection, sql);
        Run(connection, "analyze shares");
        return true;
    }

    private static void Insert(SqliteConnection connection, SampleShares shares, int[] batch)
    {
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = """
            insert into shares (id, link_id, parent_id, generation, channel, app, advocate_id, minted_by, button, visitor, created_at)
            values (@id, @link, @parent, @generation, @channel, @app, 0, 'page', @button, @visitor, @at)
            """;
        SqliteParameter[] values = [.. new[] { "id", "link", "parent", "generation", "channel", "app", "button", "visitor", "at" }.Select(name => insert.Parameters.AddWithValue("@" + name, null))];
        foreach (var i in batch)
        {
            var share = shares.All[i];
            var kind = SampleShares.Kinds[share.Kind];
            object[] row =
            [
                share.Id, share.Link, share.Parent < 0 ? DBNull.Value : shares.All[share.Parent].Id,
                share.Generation, kind.Channel, kind.App, kind.Button, (long)i, share.At,
            ];
            for (var column = 0; column < row.Length; column++) values[column].Value = row[column];
            insert.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    // One in fifty links is of the last days: their window is open.
    private static async Task AddLinks(Tx tx)
    {
        var slugs = Traffic.Slugs(SampleShares.Links);
        var now = SampleYear.Now;
        await tx.Run("""
            insert into links (domain, slug, slug_folded, url, destination_key, status, forward_query, enabled, archived, search_text, created_at, updated_at)
            values ('', @Slug, @Slug, @Url, 0, 302, true, true, false, '', @At, @At)
            """, Enumerable.Range(1, SampleShares.Links).Select(n => new { Slug = slugs[n - 1], Url = Traffic.Url(n - 1), At = now.AddDays(n % 50 == 49 ? -5 : -400) }));
    }

    private static async Task AddWords(Tx tx)
    {
        await tx.Run(
            "insert into texts (id, text) values (@Id, @Text)", Enumerable.Range(1, SampleClicks.Agents)
            .Select(n => new { Id = n, Text = n <= SampleClicks.Referrers ? $"www.site{n}.example" : $"text {n}" }));
        await tx.Run("insert into places (id, country, region, city) values (1, 'DE', '', '')");
        await tx.Run("insert into clients (id, browser, os, device, in_app, bot) values (@Id, @Browser, @Os, '', '', '')", Enumerable.Range(1, SampleClicks.Clients)
            .Select(n => new { Id = n, Browser = $"Browser {n}", Os = SampleClicks.Systems[n % SampleClicks.Systems.Length] }));
        await tx.Run("insert into origins (id, channel, app, evidence, confidence, dark, shared) values (@Id, @Channel, @App, @Evidence, @Id, @Dark, @Shared)", SampleClicks.Origins
            .Select((o, n) => new { Id = n + 1, o.Channel, o.App, o.Evidence, Dark = o.Dark ? 1 : 0, Shared = o.Shared ? 1 : 0 }));
        await tx.Run("""
            insert into utm_sets (id, utm_source, utm_medium, utm_campaign, utm_term, utm_content, ref)
            values (@Id, @Source, @Medium, @Campaign, '', '', '')
            """, Enumerable.Range(1, SampleClicks.UtmSets).Select(n => n <= SampleShares.Links
                ? new { Id = n, Source = n % 2 == 0 ? "newsletter" : "", Medium = n % 2 == 0 ? "email" : "", Campaign = $"campaign {n}" }
                : new { Id = n, Source = $"app{n - SampleShares.Links}", Medium = "share", Campaign = "" }));
    }

    private static T Timed<T>(string what, Func<T> work)
    {
        var start = TimeProvider.System.GetTimestamp();
        var result = work();
        Console.WriteLine($"{what} in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:n0} s");
        return result;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }

    private static List<(string Name, string Sql)> Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var found = new List<(string, string)>();
        while (rows.Read()) found.Add((rows.GetString(0), rows.GetString(1)));
        return found;
    }
}
