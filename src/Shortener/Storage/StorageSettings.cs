using System.Text.RegularExpressions;
using Npgsql;
using Shortener.Values;

namespace Shortener.Storage;

/// <summary>Where the data lives. Section <c>Shortener</c>.</summary>
public sealed partial record StorageSettings : ISettings
{
    /// <summary>
    /// Path of the SQLite file, relative to the working directory; or a PostgreSQL connection string:
    /// <c>Host=…;Username=…;Password=…;Database=…</c>.
    /// </summary>
    public string Database { get; init; } = "data/shortener.db";

    /// <summary>
    /// SQLite's <c>synchronous</c>: NORMAL survives a killed process, FULL survives a power cut as well and
    /// costs about a tenth of the redirects.
    /// </summary>
    public string Synchronous { get; init; } = "NORMAL";

    /// <summary>How large SQLite's write-ahead log grows before it is copied into the file.</summary>
    public int WalMegabytes { get; init; } = 8;

    /// <summary>How long a statement waits for another process that holds SQLite's write lock.</summary>
    public int BusyMillis { get; init; } = 5000;

    /// <summary><see cref="Database"/> is a connection string; a path has no keywords.</summary>
    internal bool IsPostgres => HostKeyword().IsMatch(Database);

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        if (Database.Contains("://", StringComparison.Ordinal))
        {
            yield return "Shortener:Database is an address; write it as Host=…;Port=…;Username=…;Password=…;Database=….";
        }
        else if (IsPostgres && WrongKeyword() is { } wrong)
        {
            yield return $"Shortener:Database is no connection string that PostgreSQL's driver (Npgsql) can read: {wrong}";
        }
        if (string.IsNullOrWhiteSpace(Database))
        {
            yield return "Shortener:Database is empty; give a file path or a PostgreSQL connection string.";
        }
        if (Synchronous.ToUpperInvariant() is not ("NORMAL" or "FULL"))
        {
            yield return $"Shortener:Synchronous is '{Synchronous}'; it may be NORMAL or FULL.";
        }
        if (WalMegabytes is < 1 or > 1024)
        {
            yield return $"Shortener:WalMegabytes is {WalMegabytes}; it may be 1 to 1024.";
        }
        if (BusyMillis is < 0 or > 60_000)
        {
            yield return $"Shortener:BusyMillis is {BusyMillis}; it may be 0 to 60000.";
        }
    }

    // Names the keyword, never a value: one of them is the password.
    private string? WrongKeyword()
    {
        try
        {
            _ = new NpgsqlConnectionStringBuilder(Database);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }

    [GeneratedRegex(@"(^|;)\s*(host|server)\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex HostKeyword();
}
