using System.Text;
using Shortener.Storage;

namespace Shortener.Tests.Conversions;

/// <summary>Every column of every table, by whatever name.</summary>
internal static class Everything
{
    private static readonly Sql Tables = new(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
        "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'");

    /// <summary>Columns in which a value is this text.</summary>
    public static Task<List<string>> With(Db db, string value) => Where(db, found => found == value);

    /// <summary>Columns in which a value contains this text.</summary>
    public static Task<List<string>> Containing(Db db, string text) =>
        Where(db, found => found.Contains(text, StringComparison.Ordinal));

    private static async Task<List<string>> Where(Db db, Func<string, bool> isWanted)
    {
        var found = new List<string>();
        foreach (var table in await db.List<string>(Tables))
        {
            await db.Snapshot(async tx =>
            {
                await tx.Read($"select t.* from {table} t", null, row =>
                {
                    for (var i = 0; i < row.FieldCount; i++)
                    {
                        var value = row.GetValue(i) is byte[] bytes
                            ? Encoding.Latin1.GetString(bytes)
                            : row.GetValue(i).ToString()!;
                        if (isWanted(value)) found.Add($"{table}.{row.GetName(i)}");
                    }
                });
                return 0;
            });
        }
        return found;
    }
}
