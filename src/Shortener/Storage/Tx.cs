using System.Data.Common;
using Dapper;

namespace Shortener.Storage;

/// <summary>A transaction under way. Commit and roll-back belong to <see cref="Db"/>.</summary>
public sealed class Tx(
    Engine engine, DbConnection connection, DbTransaction transaction, CancellationToken ct)
{
    /// <summary>For statements that Dapper cannot say: COPY, a reader over many rows.</summary>
    public DbConnection Connection => connection;

    /// <summary>The transaction that such statements belong to.</summary>
    public DbTransaction Transaction => transaction;

    /// <summary>Which engine this is.</summary>
    public Engine Engine => engine;

    /// <summary>Cancels with the caller.</summary>
    public CancellationToken Cancelled => ct;

    /// <summary>All rows.</summary>
    public async Task<List<T>> List<T>(Sql sql, object? args = null) =>
        (await connection.QueryAsync<T>(Command(sql, args))).AsList();

    /// <summary>The first row, or the type's default where there is none.</summary>
    public Task<T?> Find<T>(Sql sql, object? args = null) =>
        connection.QueryFirstOrDefaultAsync<T>(Command(sql, args));

    /// <summary>The number of rows touched; a list of arguments runs the statement once for each.</summary>
    public Task<int> Run(Sql sql, object? args = null) => connection.ExecuteAsync(Command(sql, args));

    /// <summary>Hands over the rows one by one, forward only.</summary>
    public async Task Read(Sql sql, object? args, Action<DbDataReader> take)
    {
        // Not disposed asynchronously, for the reason that NumberScan gives.
        using var rows = (DbDataReader)await connection.ExecuteReaderAsync(Command(sql, args));
        while (await rows.ReadAsync(ct)) take(rows);
    }

    /// <summary>
    /// A forward-only reader for scans of many rows, where every column is a whole number and none is null.
    /// </summary>
    public async Task<NumberScan> Scan(Sql sql, object? args = null) =>
        new((DbDataReader)await connection.ExecuteReaderAsync(Command(sql, args)), ct);

    private CommandDefinition Command(Sql sql, object? args) =>
        new(sql.For(engine), args, transaction, cancellationToken: ct);
}
