using Microsoft.Data.Sqlite;
using Npgsql;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Storage;

public sealed class NumberTests(Engine engine) : OnBothEngines(engine)
{
    private const string Insert = "insert into hit_spans (quarter, first_seq, last_seq)";

    [Test]
    public async Task Rows_that_are_written_are_read_again_with_every_bit()
    {
        await Write("", [1, 2, long.MaxValue], [-1, 0, long.MinValue]);

        Assert.That(await ReadAll(), Is.EqualTo(new[] { (-1L, 0L, long.MinValue), (1, 2, long.MaxValue) }));
    }

    [Test]
    public async Task Rows_that_are_there_are_added_to()
    {
        const string adding = "on conflict (quarter, first_seq) do update set last_seq = hit_spans.last_seq + excluded.last_seq";
        await Write(adding, [1, 2, 10]);
        await Write(adding, [1, 2, 5], [1, 3, 7]);

        Assert.That(await ReadAll(), Is.EqualTo(new[] { (1L, 2L, 15L), (1, 3, 7) }));
    }

    [Test]
    public async Task A_row_that_is_refused_takes_the_others_with_it()
    {
        await Write("", [1, 2, 3]);

        Assert.That(
            async () => await Write("", [5, 5, 5], [1, 2, 4]),
            Throws.InstanceOf<SqliteException>().Or.InstanceOf<PostgresException>());
        Assert.That(await ReadAll(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task No_rows_are_no_statement()
    {
        await Write("");

        Assert.That(await ReadAll(), Is.Empty);
    }

    // A statement left open would be ended by the collector, on a thread of its own, while another uses the
    // connection.
    [Test]
    public async Task A_scan_that_is_over_leaves_no_statement_open([Values] bool isReadToTheEnd)
    {
        await Write("", [1, 2, 3], [4, 5, 6]);

        var open = await Db.Snapshot(async tx =>
        {
            await using (var rows = await tx.Scan("select quarter from hit_spans"))
            {
                while (await rows.Next() && isReadToTheEnd)
                {
                }
            }
            await tx.Read("select quarter from hit_spans", null, _ => { });
            return tx.Connection is SqliteConnection sqlite
                && SQLitePCL.raw.sqlite3_next_stmt(sqlite.Handle, null) is { IsInvalid: false };
        });

        Assert.That(open, Is.False);
    }

    [Test]
    public async Task Behind_the_last_row_there_is_none_however_often_one_asks()
    {
        await Write("", [1, 2, 3]);

        var steps = await Db.Snapshot(async tx =>
        {
            await using var rows = await tx.Scan("select quarter from hit_spans");
            return new[] { await rows.Next(), await rows.Next(), await rows.Next(), await rows.Next() };
        });

        Assert.That(steps, Is.EqualTo(new[] { true, false, false, false }));
    }

    [Test]
    public async Task Columns_of_every_width_are_read()
    {
        await Db.Run("insert into hit_days (dimension, day, part, key, clicks, unique_clicks, qr_scans, previews, bots, prefetches) values (3, 20000, 1, 9, 1, 1, 0, 0, 0, 0)");

        var row = await Db.Snapshot(async tx =>
        {
            await using var rows = await tx.Scan(
                "select dimension, day, key, dimension * 32 + day from hit_days");
            await rows.Next();
            return (rows[0], rows[1], rows[2], rows[3]);
        });

        Assert.That(row, Is.EqualTo((3L, 20_000L, 9L, 20_096L)));
    }

    [Test]
    public void A_scan_ends_with_its_caller()
    {
        using var gone = new CancellationTokenSource();

        Assert.That(async () => await Db.Snapshot(async tx =>
        {
            await using var rows = await tx.Scan("select value from watermarks");
            gone.Cancel();
            return await rows.Next();
        }, gone.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    private Task Write(string conflict, params long[][] values) => Db.Atomically(tx =>
    {
        var rows = new NumberRows(3);
        foreach (var row in values) rows.Add(row);
        return rows.Insert(tx, Insert, conflict);
    });

    private Task<List<(long, long, long)>> ReadAll() => Db.Snapshot(async tx =>
    {
        var all = new List<(long, long, long)>();
        await using var rows = await tx.Scan(
            "select quarter, first_seq, last_seq from hit_spans order by quarter, first_seq");
        while (await rows.Next()) all.Add((rows[0], rows[1], rows[2]));
        return all;
    });
}
