using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Shortener.Storage;

/// <summary>What the drivers' error codes mean; the only place that reads them.</summary>
public static class Failures
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteConstraint = 19;
    private const int SqliteConstraintPrimaryKey = 1555;
    private const int SqliteConstraintUnique = 2067;

    /// <summary>A unique key was violated.</summary>
    public static bool IsDuplicate(DbException failure) => failure switch
    {
        SqliteException e => e.SqliteExtendedErrorCode is SqliteConstraintPrimaryKey or SqliteConstraintUnique,
        PostgresException e => e.SqlState is PostgresErrorCodes.UniqueViolation,
        _ => false,
    };

    /// <summary>A row breaks a constraint: repeating the statement cannot help.</summary>
    public static bool IsConstraint(DbException failure) => failure switch
    {
        SqliteException e => e.SqliteErrorCode is SqliteConstraint,
        PostgresException e => e.SqlState.StartsWith("23", StringComparison.Ordinal)
            || e.SqlState.StartsWith("22", StringComparison.Ordinal),
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
