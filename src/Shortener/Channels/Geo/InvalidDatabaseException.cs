namespace Shortener.Channels.Geo;

/// <summary>A file is not a MaxMind DB, or the part of it that was asked for is broken.</summary>
/// <param name="message">A sentence for the operator: what is wrong, with the numbers that show it.</param>
public sealed class InvalidDatabaseException(string message) : Exception(message);
