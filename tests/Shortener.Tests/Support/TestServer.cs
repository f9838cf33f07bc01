using System.Collections.Concurrent;
using Npgsql;
using Shortener.Storage;

namespace Shortener.Tests.Support;

/// <summary>
/// Databases on the PostgreSQL server that <c>SHORTENER_TEST_POSTGRES</c> names, each made from one that was
/// migrated once. One is always made ahead, and dropping waits for nobody: the server works while the test
/// before runs.
/// </summary>
internal static class TestServer
{
    private const string Variable = "SHORTENER_TEST_POSTGRES";

    // A template per process: two runs beside each other, on different migrations, do not meet.
    private static readonly string Template = $"shortener_template_{Environment.ProcessId}";

    private static readonly Lazy<NpgsqlDataSource> Server = new(
        () => NpgsqlDataSource.Create(Environment.GetEnvironmentVariable(Variable)!));
    private static readonly Lazy<Task> Migrated = new(MakeTemplate);
    private static readonly ConcurrentBag<Task> Dropped = [];
    private static Task<string>? _ahead;

    /// <summary>
    /// The name of a fresh database; the test is skipped, and says so, where there is no server.
    /// </summary>
    public static async Task<string> Take()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null)
        {
            Assert.Ignore($"PostgreSQL is skipped: set {Variable} to a connection string whose user may create databases (tests/postgres starts such a server).");
        }
        await Migrated.Value;
        var name = await (Interlocked.Exchange(ref _ahead, null) ?? Make());
        // Of several that are made at once one is the next, and the others are made in vain.
        if (Interlocked.Exchange(ref _ahead, Make()) is { } vain) Drop(await vain);
        return name;
    }

    /// <summary>Connections to a database of this server.</summary>
    public static string Connection(string database) =>
        new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable(Variable)) { Database = database }.ToString();

    /// <summary>Drops a database, whoever is still connected.</summary>
    public static void Drop(string database) =>
        Dropped.Add(Run($"drop database if exists {database} with (force)"));

    /// <summary>Drops the databases of this run that are still there.</summary>
    public static async Task DropAll()
    {
        if (!Migrated.IsValueCreated) return;
        if (_ahead is { } ahead) Drop(await ahead);
        Drop(Template);
        await Task.WhenAll(Dropped);
        await Server.Value.DisposeAsync();
    }

    private static async Task MakeTemplate()
    {
        await Run($"drop database if exists {Template} with (force)");
        await Run($"create database {Template}");
        using var db = new Db(new StorageSettings { Database = Connection(Template) + ";Pooling=false" });
        await new Migrator(db, TimeProvider.System).Run();
    }

    private static async Task<string> Make()
    {
        var name = $"shortener_test_{Guid.NewGuid():n}";
        await Run($"create database {name} template {Template}");
        return name;
    }

    private static async Task Run(string sql)
    {
        await using var command = Server.Value.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
