namespace Shortener.Values;

/// <summary>The settings of one room: a record with defaults, read from its section at start.</summary>
public interface ISettings
{
    /// <summary>
    /// What is wrong with these settings, as sentences that name the key; the process does not start with
    /// any.
    /// </summary>
    IEnumerable<string> Problems();
}
