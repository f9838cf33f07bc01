using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Faults;

[Parallelizable(ParallelScope.All)]
public sealed class LockTests(Engine engine) : OnBothEngines(engine)
{
    private const int People = 8;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);
    private const int Windows = 12;

    [Test]
    public async Task Redirects_go_on_while_another_process_locks_the_log_for_a_minute_and_all_are_kept()
    {
        await using var server = await Server.Start(
            Database, Folder, Server.FreeAddress(), LoggedIds.Unbounded);
        await server.MakeLink("spring");
        await using var crowd = new Crowd(server.Address, "spring", People);
        Assert.That(await crowd.UntilAnswered(100));

        var reports = new List<string>();
        await using (var connection = await Db.Open())
        await using (await LockTheLog(connection))
        {
            for (var window = 0; window < Windows; window++)
            {
                var before = crowd.Answered.Count;
                await Task.Delay(Window);
                Assert.That(crowd.Answered, Has.Count.GreaterThan(before), $"answers in window {window}");
                reports.Add((await server.Health()).Status);
            }
        }

        Assert.That(reports, Has.Some.EqualTo("degraded"), "health while the log was locked");
        Assert.That(
            await Wait.Until(async () => (await server.Health()).Status == "ok"),
            (await server.Health()).Text);
        await crowd.Disperse();
        await LoggedIds.AssertEachOnce(Db, crowd);
    }

    /// <summary>Takes the lock, which lasts until the transaction is disposed.</summary>
    private static async Task<DbTransaction> LockTheLog(DbConnection connection)
    {
        if (connection is SqliteConnection sqlite) return sqlite.BeginTransaction(deferred: false);

        var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("lock table hits in access exclusive mode", transaction: transaction);
        return transaction;
    }
}
