using Microsoft.Data.Sqlite;
using Shortener.Storage;
using Shortener.Tests.Support;
using SQLitePCL;

namespace Shortener.Tests.Storage;

public sealed class NumberScanTests
{
    // Left to the garbage collector, it would be taken apart while another thread uses its connection.
    [Test]
    public async Task A_scan_that_is_over_leaves_no_statement_behind()
    {
        await using var database = await TestDatabase.Make(Engine.Sqlite);

        var left = await database.Db.Snapshot(async tx =>
        {
            await using (var rows = await tx.Scan("select 1 union all select 2")) await rows.Next();
            return raw.sqlite3_next_stmt(((SqliteConnection)tx.Connection).Handle!, null!);
        });

        Assert.That(left, Is.Null);
    }
}
