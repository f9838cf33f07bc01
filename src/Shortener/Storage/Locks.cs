namespace Shortener.Storage;

/// <summary>
/// PostgreSQL's advisory locks, held until the transaction ends: each a number of its own, so that nobody
/// waits for those who write something else. On SQLite there is one writer anyway.
/// </summary>
public static class Locks
{
    /// <summary>One starter at a time changes the tables.</summary>
    public const string Migrations = "select pg_advisory_xact_lock(726401)";

    /// <summary>One at a time writes links: what it found free stays free.</summary>
    public const string Links = "select pg_advisory_xact_lock(726402)";

    /// <summary>
    /// One batch of hits at a time is committed, so that row numbers are in the order of commits.
    /// </summary>
    public const string Hits = "select pg_advisory_xact_lock(726403)";

    /// <summary>One at a time says who belongs together, or reads that to write it elsewhere.</summary>
    public const string People = "select pg_advisory_xact_lock(726406)";
}
