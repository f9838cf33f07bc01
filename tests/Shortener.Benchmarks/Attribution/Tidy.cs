using Shortener.Storage;

namespace Shortener.Benchmarks.Attribution;

/// <summary>What a database does by itself in the course of a year that is written in a minute.</summary>
internal static class Tidy
{
    private static readonly Sql Statement = new("pragma wal_checkpoint(truncate)", "select 1");

    // Not within a transaction.
    private static readonly Sql Vacuum = new("select 1", "vacuum analyze");

    public static Task Up(Db db) => db.Find<int>(Statement);

    /// <summary>Once all is written.</summary>
    public static Task Finish(Db db) => db.Find<int?>(Vacuum);
}
