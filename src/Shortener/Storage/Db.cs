using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Shortener.Storage;

/// <summary>The one door to the database, whichever engine it is.</summary>
public sealed class Db : IDisposable
{
    private readonly StorageSettings _settings;
    private readonly NpgsqlDataSource? _postgres;
    private readonly string? _sqlite;

    static Db()
    {
        UnixMillis.Register();
        // No connection of ours is used by two threads at once, so SQLite need not lock each of its calls.
        SQLitePCL.Batteries_V2.Init();
        SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MULTITHREAD);
    }

    /// <summary>Opens nothing yet.</summary>
    public Db(StorageSettings settings)
    {
        _settings = settings;
        if (settings.IsPostgres)
        {
            Engine = Engine.Postgres;
            _postgres = NpgsqlDataSource.Create(settings.Database);
            return;
        }
        Engine = Engine.Sqlite;
        File = Path.GetFullPath(settings.Database);
        _sqlite = new SqliteConnectionStringBuilder
        {
            DataSource = File,
            ForeignKeys = true,
            DefaultTimeout = Math.Max(1, settings.BusyMillis / 1000),
        }.ToString();
    }

    /// <summary>Which engine this is.</summary>
    public Engine Engine { get; }

    /// <summary>Full path of the SQLite file; null on PostgreSQL.</summary>
    public string? File { get; }

    /// <summary>Every write of this process to SQLite passes here; on PostgreSQL nobody waits.</summary>
    public WriteGate Gate { get; } = new();

    /// <summary>All rows.</summary>
    public async Task<List<T>> List<T>(Sql sql, object? args = null, CancellationToken ct = default)
    {
        await using var connection = await Open(ct);
        return (await connection.QueryAsync<T>(Command(sql, args, null, ct))).AsList();
    }

    /// <summary>The first row, or the type's default where there is none.</summary>
    public async Task<T?> Find<T>(Sql sql, object? args = null, CancellationToken ct = default)
    {
        await using var connection = await Open(ct);
        return await connection.QueryFirstOrDefaultAsync<T>(Command(sql, args, null, ct));
    }

    /// <summary>One statement in a transaction of its own; the number of rows it touched.</summary>
    public Task<int> Run(Sql sql, object? args = null, CancellationToken ct = default) =>
        Atomically(tx => tx.Run(sql, args), ct);

    /// <summary>All of <paramref name="work"/> or nothing of it.</summary>
    public Task Atomically(Func<Tx, Task> work, CancellationToken ct = default) => Atomically(async tx =>
    {
        await work(tx);
        return true;
    }, ct);

    /// <summary>All of <paramref name="work"/> or nothing of it; its result.</summary>
    public async Task<T> Atomically<T>(Func<Tx, Task<T>> work, CancellationToken ct = default)
    {
        // Opened before the turn and closed after it: others wait for the transaction alone.
        await using var connection = await Open(ct);
        using var turn = Engine is Engine.Sqlite ? await Gate.Enter() : default;
        await using var transaction = Begin(connection, write: true);
        var result = await work(new Tx(Engine, connection, transaction, ct));
        await transaction.CommitAsync(ct);
        return result;
    }

    /// <summary>Several reads that all see the same moment of the database.</summary>
    public async Task<T> Snapshot<T>(Func<Tx, Task<T>> read, CancellationToken ct = default)
    {
        await using var connection = await Open(ct);
        await using var transaction = Begin(connection, write: false);
        return await read(new Tx(Engine, connection, transaction, ct));
    }

    /// <summary>A connection with the house's habits set; the caller disposes it.</summary>
    public async Task<DbConnection> Open(CancellationToken ct = default) =>
        _postgres is not null ? await _postgres.OpenConnectionAsync(ct) : OpenSqlite();

    /// <summary>As <see cref="Open"/>, for the threads that block.</summary>
    public DbConnection OpenBlocking() => _postgres is not null ? _postgres.OpenConnection() : OpenSqlite();

    /// <summary>A SQLite connection with the house's habits set.</summary>
    /// <remarks>
    /// Checkpoints belong to <see cref="Checkpointer"/>: inside a commit they would stall the redirects.
    /// </remarks>
    public SqliteConnection OpenSqlite()
    {
        var connection = new SqliteConnection(
            _sqlite ?? throw new InvalidOperationException("This is PostgreSQL."));
        try
        {
            connection.Open();
            using var habits = connection.CreateCommand();
            habits.CommandText = $"pragma busy_timeout = {_settings.BusyMillis}; pragma synchronous = {_settings.Synchronous}; pragma wal_autocheckpoint = 0;";
            habits.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Closes the pooled connections.</summary>
    public void Dispose()
    {
        _postgres?.Dispose();
        if (_sqlite is not null)
        {
            using var connection = new SqliteConnection(_sqlite);
            SqliteConnection.ClearPool(connection);
        }
    }

    private static DbTransaction Begin(DbConnection connection, bool write) => connection switch
    {
        // A write takes SQLite's lock at once: a read that turns into a write could only fail.
        SqliteConnection sqlite => sqlite.BeginTransaction(deferred: !write),
        _ =>
            connection.BeginTransaction(write ? IsolationLevel.ReadCommitted : IsolationLevel.RepeatableRead),
    };

    internal CommandDefinition Command(
        Sql sql, object? args, IDbTransaction? transaction, CancellationToken ct) =>
        new(sql.For(Engine), args, transaction, cancellationToken: ct);
}
