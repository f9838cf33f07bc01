using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>
/// Who has come to a destination through which share today: by a redirect, written in the transaction of its
/// hit, or by an address that was copied there. What comes first counts; a page that is loaded again is no
/// further arrival.
/// </summary>
public static class ShareLandingStore
{
    private const string InsertOne =
        "insert into share_landings (share_id, visitor, day) values (?, ?, ?) on conflict do nothing";

    private const string InsertAll = """
        insert into share_landings (share_id, visitor, day)
        select unnest($1), unnest($2), unnest($3)
        on conflict do nothing
        """;

    private const string Insert = """
        insert into share_landings (share_id, visitor, day)
        values (@Share, @Visitor, @Day)
        on conflict do nothing
        """;

    /// <summary>
    /// A visitor is there without a redirect of ours; false where they had come through this share that day
    /// before.
    /// </summary>
    /// <param name="visitor">As hits know them on that visitor day.</param>
    public static async Task<bool> Arrive(Tx tx, long share, long visitor, int day) =>
        await tx.Run(Insert, new { Share = share, Visitor = visitor, Day = day }) == 1;

    /// <summary>Adds what a batch's redirects handed over.</summary>
    internal static void Add(DbConnection connection, IReadOnlyList<Hit> batch)
    {
        List<Hit>? landings = null;
        foreach (var hit in batch)
        {
            if (hit is { HandsShare: true, Share: not null }) (landings ??= []).Add(hit);
        }
        if (landings is null) return;
        if (connection is SqliteConnection sqlite) InsertEach(sqlite, landings);
        else InsertArrays((NpgsqlConnection)connection, landings);
    }

    private static void InsertEach(SqliteConnection connection, List<Hit> landings)
    {
        using var insert = new SqliteInsert(connection, InsertOne, columns: 3);
        foreach (var hit in landings) insert.Run([hit.Share!.Id, hit.Visitor, hit.Day]);
    }

    private static void InsertArrays(NpgsqlConnection connection, List<Hit> landings)
    {
        using var command = connection.CreateCommand();
        command.CommandText = InsertAll;
        Put(landings.Select(hit => hit.Share!.Id).ToArray(), NpgsqlDbType.Bigint);
        Put(landings.Select(hit => hit.Visitor).ToArray(), NpgsqlDbType.Bigint);
        Put(landings.Select(hit => hit.Day).ToArray(), NpgsqlDbType.Integer);
        command.ExecuteNonQuery();

        void Put(object values, NpgsqlDbType type) =>
            command.Parameters.Add(
                new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });
    }
}
