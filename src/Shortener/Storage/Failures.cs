using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Shortener.Storage;

/// <summary>What the drivers' error codes mean; the only place that reads them.</summary>
public static class Failures
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteReadOnly = 8;
    private const int SqliteIoError = 10;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;
    private const int SqliteConstraint = 19;

    /// <summary>A row breaks a constraint: repeating the statement cannot help.</summary>
    public static bool IsConstraint(DbException failure) => failure switch
    {
        SqliteException e => e.SqliteErrorCode is SqliteConstraint,
        PostgresException e => e.SqlState.StartsWith("23", StringComparison.Ordinal)
            || e.SqlState.StartsWith("22", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>
    /// The database cannot do its work right now (locked, full, read-only, out of reach): no fault of the
    /// statement.
    /// </summary>
    public static bool IsUnavailable(Exception failure) => failure switch
    {
        SqliteException e => IsBusy(e)
            || e.SqliteErrorCode is SqliteReadOnly or SqliteIoError or SqliteFull or SqliteCannotOpen,
        PostgresException e =>
            IsBusy(e) || e.IsTransient || e.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction,
        NpgsqlException => true,
        _ => false,
    };

    /// <summary>Somebody else holds the lock: repeating the statement later may help.</summary>
    public static bool IsBusy(DbException failure) => failure switch
    {
        SqliteException e => e.SqliteErrorCode is SqliteBusy or SqliteLocked,
        PostgresException e => e.SqlState is PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        _ => false,
    };
}
