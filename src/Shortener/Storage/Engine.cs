namespace Shortener.Storage;

/// <summary>The databases Shortener runs on.</summary>
public enum Engine
{
    /// <summary>One file, the default.</summary>
    Sqlite,

    /// <summary>For when one machine is not enough.</summary>
    Postgres,
}
