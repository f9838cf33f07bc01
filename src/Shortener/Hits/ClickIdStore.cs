using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>The hashes of the click ids that went out, written in the transaction of their hits.</summary>
/// <remarks>
/// A hit may come to the log after the customer was erased whose click it is: from memory, from a spill file,
/// from another process. Its id is known by a digest then, which leads to nothing, and dropped. Digests are
/// forgotten after a while, and a hit that comes later than that loses its id in any case.
/// </remarks>
public static class ClickIdStore
{
    /// <summary>How late a hit may come to the log and keep its click id; so long digests are kept.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    /// <summary>
    /// While this transaction lasts, no hits are written: taken before anything else of it, for their writer
    /// may wait for that.
    /// </summary>
    public static readonly Sql NoneMeanwhile = new("select 1", Locks.Hits);

    private const string InsertOne = """
        insert into click_ids (seq, hash)
        select ?1, ?2
        where not exists (select 1 from erased_clicks e where e.digest = ?3)
        on conflict do nothing
        """;

    private const string InsertAll = """
        insert into click_ids (seq, hash)
        select n.seq, n.hash
        from unnest($1, $2, $3) as n (seq, hash, digest)
        where not exists (select 1 from erased_clicks e where e.digest = n.digest)
        on conflict do nothing
        """;

    private const string Await = """
        insert into erased_clicks (digest, erased_at)
        select @Digest, @Now
        where not exists (select 1 from click_ids k where k.hash = @Old)
        on conflict (digest) do update set erased_at = excluded.erased_at
        """;

    private const string Replace = "update click_ids set hash = @New where hash = @Old";

    /// <summary>
    /// The ids no longer lead to their clicks: each hash gives way to a number that no id has, and those of
    /// hits to come never get in. In a transaction that began with <see cref="NoneMeanwhile"/>.
    /// </summary>
    /// <param name="numbers">By the hash they take the place of.</param>
    public static async Task Disown(Tx tx, IReadOnlyDictionary<long, long> numbers, DateTimeOffset now)
    {
        var rows = numbers
            .Select(n => new { Old = n.Key, New = n.Value, Digest = DigestOf(n.Key), Now = now }).ToList();
        await tx.Run(Await, rows);
        await tx.Run(Replace, rows);
    }

    /// <summary>Adds the ids of a batch that was written just now.</summary>
    /// <param name="last">
    /// The row number of its last hit; the others lie right before it, for nobody else may write.
    /// </param>
    internal static void Add(DbConnection connection, IReadOnlyList<Hit> batch, long last, DateTimeOffset now)
    {
        var oldest = (now - Patience).ToUnixTimeMilliseconds();
        List<long>? rows = null, hashes = null;
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch[i].Click == 0 || batch[i].At < oldest) continue;
            (rows ??= []).Add(last - batch.Count + 1 + i);
            (hashes ??= []).Add(batch[i].Click);
        }
        if (rows is null) return;
        var digests = hashes!.ConvertAll(DigestOf);
        if (connection is SqliteConnection sqlite) InsertEach(sqlite, rows, hashes!, digests);
        else InsertArrays((NpgsqlConnection)connection, rows, hashes!, digests);
    }

    // Of the hash it is made from nothing is left in it.
    private static long DigestOf(long hash)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, hash);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        return BinaryPrimitives.ReadInt64LittleEndian(digest);
    }

    private static void InsertEach(
        SqliteConnection connection, List<long> rows, List<long> hashes, List<long> digests)
    {
        using var insert = new SqliteInsert(connection, InsertOne, columns: 3);
        for (var i = 0; i < rows.Count; i++) insert.Run([rows[i], hashes[i], digests[i]]);
    }

    private static void InsertArrays(NpgsqlConnection connection, params ReadOnlySpan<List<long>> columns)
    {
        using var command = connection.CreateCommand();
        command.CommandText = InsertAll;
        foreach (var values in columns)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        }
        command.ExecuteNonQuery();
    }
}
