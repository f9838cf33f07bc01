using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Shortener.Storage;

/// <summary>
/// An insert of integers, prepared once and stepped through row by row: twice as fast as a reused command of
/// Microsoft.Data.Sqlite (measured).
/// </summary>
internal sealed partial class SqliteInsert : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _statement;
    private readonly int _columns;

    public SqliteInsert(SqliteConnection connection, string sql, int columns)
    {
        (_connection, _columns) = (connection, columns);
        Check(raw.sqlite3_prepare_v2(connection.Handle!, sql, out _statement));
    }

    /// <summary>Inserts one row into the connection's transaction.</summary>
    /// <exception cref="SqliteException">SQLite refused it.</exception>
    public void Run(ReadOnlySpan<long> row)
    {
        var statement = _statement.DangerousGetHandle();
        for (var i = 0; i < _columns; i++) BindInt64(statement, i + 1, row[i]);
        var result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE) Check(result);
    }

    public void Dispose() => _statement.Dispose();

    // SQLitePCLRaw's own counts a reference up and down for each of the nineteen values of a hit.
    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_bind_int64"), SuppressGCTransition]
    private static partial void BindInt64(nint statement, int index, long value);

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _connection.Handle);
}
