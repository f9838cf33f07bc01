using Npgsql;

namespace Shortener.Benchmarks.Load;

/// <summary>A PostgreSQL server of the run's own, started by <c>tests/postgres</c>.</summary>
internal sealed class PostgresServer(string script, IReadOnlyDictionary<string, string> environment, string connection) : IAsyncDisposable
{
    /// <summary>Connection string of an empty database on it.</summary>
    public string Database =>
        new NpgsqlConnectionStringBuilder(connection) { Database = "shortener" }.ToString();

    public static async Task<PostgresServer> Start(string repository)
    {
        var script = Path.Combine(repository, "tests", "postgres");
        var environment = new Dictionary<string, string>
        {
            ["SHORTENER_TEST_POSTGRES_HOME"] = $"/tmp/shortener-load-postgres-{Environment.ProcessId}",
            ["SHORTENER_TEST_POSTGRES_PORT"] = $"{ServerProcess.FreeAddress().Port}",
            ["SHORTENER_TEST_POSTGRES_AS_INSTALLED"] = "1",
        };
        // It prints: export SHORTENER_TEST_POSTGRES='…'
        var printed = await Command.Run("bash", [script, "start"], environment);
        var server = new PostgresServer(script, environment, printed.Split('\'')[1]);
        await using var source = NpgsqlDataSource.Create(printed.Split('\'')[1]);
        await using var create = source.CreateCommand("create database shortener");
        await create.ExecuteNonQueryAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await Command.Run("bash", [script, "stop"], environment);
}
