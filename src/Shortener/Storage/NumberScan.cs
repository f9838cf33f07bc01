using System.Data;
using System.Data.Common;
using System.Runtime.InteropServices;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Shortener.Storage;

/// <summary>
/// Steps through rows of whole numbers, forward only: for reports that look at millions of them. Columns may
/// not be null; one that holds bytes is read with <see cref="Bytes"/>.
/// </summary>
/// <remarks>
/// On SQLite the driver opens and closes the statement, and what happens for every row and column goes past
/// it: a row of five columns takes 0.2 µs in place of 0.55 (measured).
/// </remarks>
public sealed partial class NumberScan : IAsyncDisposable
{
    private readonly DbDataReader _reader;
    private readonly IDbCommand? _command;
    private readonly DbDataReader _rows;
    private readonly sqlite3_stmt? _statement;
    private readonly CancellationToken _cancelled;
    private bool _isOpen;
    private bool _isOver;

    /// <param name="reader">The driver's, or Dapper's around it.</param>
    internal NumberScan(DbDataReader reader, CancellationToken ct)
    {
        (_reader, _command) = (reader, (reader as IWrappedDataReader)?.Command);
        _rows = reader is IWrappedDataReader { Reader: DbDataReader inner } ? inner : reader;
        _statement = (_rows as SqliteDataReader)?.Handle;
        _cancelled = ct;
    }

    /// <summary>Goes to the next row; false at the end.</summary>
    public ValueTask<bool> Next()
    {
        _cancelled.ThrowIfCancellationRequested();
        return _statement is null ? new(_rows.ReadAsync(_cancelled)) : new(Step(_statement));
    }

    /// <summary>The column's value in this row.</summary>
    public long this[int column] =>
        _statement is null ? _rows.GetInt64(column) : ColumnInt64(_statement.DangerousGetHandle(), column);

    /// <summary>The column's bytes in this row, until the next.</summary>
    public unsafe ReadOnlySpan<byte> Bytes(int column)
    {
        if (_statement is null) return _rows.GetFieldValue<byte[]>(column);
        var statement = _statement.DangerousGetHandle();
        // In this order: asked for first, the length could be that of another form of the value.
        var bytes = ColumnBlob(statement, column);
        return new ReadOnlySpan<byte>(bytes, ColumnBytes(statement, column));
    }

    /// <remarks>
    /// Dapper's reader leaves its command open when it is disposed asynchronously. On SQLite the command's
    /// statement would then be ended by the collector's thread, beside whoever has the connection by that
    /// time: the process would crash.
    /// </remarks>
    public async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync();
        _command?.Dispose();
    }

    private bool Step(sqlite3_stmt statement)
    {
        // A statement that is stepped behind its end begins again.
        if (_isOver) return false;
        if (!_isOpen)
        {
            _isOpen = true;
            _isOver = !_rows.Read();
            return !_isOver;
        }
        var result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_ROW) return true;
        _isOver = true;
        SqliteException.ThrowExceptionForRC(result, raw.sqlite3_db_handle(statement));
        return false;
    }

    // SQLitePCLRaw's own counts a reference up and down for each value.
    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_column_int64"), SuppressGCTransition]
    private static partial long ColumnInt64(nint statement, int column);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_column_blob"), SuppressGCTransition]
    private static unsafe partial void* ColumnBlob(nint statement, int column);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_column_bytes"), SuppressGCTransition]
    private static partial int ColumnBytes(nint statement, int column);
}
