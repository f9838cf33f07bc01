using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Shortener.Storage;

/// <summary>
/// Rows of whole numbers, gathered outside a transaction and written by one statement inside it.
/// </summary>
/// <param name="width">How many columns a row has.</param>
public sealed class NumberRows(int width)
{
    private readonly List<long> _values = [];

    /// <summary>How many rows there are.</summary>
    public int Count => _values.Count / width;

    /// <summary>Adds a row; its columns in the order of the statement.</summary>
    public void Add(params ReadOnlySpan<long> row) => _values.AddRange(row);

    /// <summary>Inserts all rows, in the order they were added.</summary>
    /// <param name="insert"><c>insert into table (columns)</c>.</param>
    /// <param name="conflict">Nothing, or <c>on conflict (…) do …</c>.</param>
    public Task Insert(Tx tx, string insert, string conflict = "")
    {
        if (Count == 0) return Task.CompletedTask;
        if (tx.Connection is NpgsqlConnection postgres)
        {
            return InsertArrays(postgres, insert, conflict, tx.Cancelled);
        }
        InsertEach((SqliteConnection)tx.Connection, insert, conflict);
        return Task.CompletedTask;
    }

    private void InsertEach(SqliteConnection connection, string insert, string conflict)
    {
        var marks = string.Join(", ", Enumerable.Repeat("?", width));
        using var statement = new SqliteInsert(connection, $"{insert} values ({marks}) {conflict}", width);
        var values = CollectionsMarshal.AsSpan(_values);
        for (var i = 0; i < values.Length; i += width) statement.Run(values.Slice(i, width));
    }

    // One array a column, so that all rows travel in one message.
    private async Task InsertArrays(
        NpgsqlConnection connection, string insert, string conflict, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        var arrays = string.Join(", ", Enumerable.Range(1, width).Select(
            n => string.Create(CultureInfo.InvariantCulture, $"unnest(${n})")));
        command.CommandText = $"{insert} select {arrays} {conflict}";
        for (var column = 0; column < width; column++)
        {
            var values = new long[Count];
            for (var row = 0; row < values.Length; row++) values[row] = _values[row * width + column];
            command.Parameters.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        }
        await command.ExecuteNonQueryAsync(ct);
    }
}
