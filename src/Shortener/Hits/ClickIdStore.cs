using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>The hashes of the click ids that went out, written in the transaction of their hits.</summary>
public static class ClickIdStore
{
    private const string InsertOne = "insert into click_ids (seq, hash) values (?, ?) on conflict do nothing";

    private const string InsertAll = "insert into click_ids (seq, hash) select unnest($1), unnest($2) on conflict do nothing";

    private const string Replace = "update click_ids set hash = @New where hash = @Old";

    /// <summary>The ids no longer lead to their clicks: each hash gives way to a number that no id has.</summary>
    /// <param name="numbers">By the hash they take the place of.</param>
    public static Task Disown(Tx tx, IReadOnlyDictionary<long, long> numbers) =>
        tx.Run(Replace, numbers.Select(n => new { Old = n.Key, New = n.Value }));

    /// <summary>Adds the ids of a batch that was written just now.</summary>
    /// <param name="last">The row number of its last hit; the others lie right before it, for nobody else may write.</param>
    internal static void Add(DbConnection connection, IReadOnlyList<Hit> batch, long last)
    {
        List<long>? rows = null, hashes = null;
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch[i].Click == 0) continue;
            (rows ??= []).Add(last - batch.Count + 1 + i);
            (hashes ??= []).Add(batch[i].Click);
        }
        if (rows is null) return;
        if (connection is SqliteConnection sqlite) InsertEach(sqlite, rows, hashes!);
        else InsertArrays((NpgsqlConnection)connection, rows, hashes!);
    }

    private static void InsertEach(SqliteConnection connection, List<long> rows, List<long> hashes)
    {
        using var insert = new SqliteInsert(connection, InsertOne, columns: 2);
        for (var i = 0; i < rows.Count; i++) insert.Run([rows[i], hashes[i]]);
    }

    private static void InsertArrays(NpgsqlConnection connection, List<long> rows, List<long> hashes)
    {
        using var command = connection.CreateCommand();
        command.CommandText = InsertAll;
        foreach (var values in new[] { rows, hashes })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        }
        command.ExecuteNonQuery();
    }
}
