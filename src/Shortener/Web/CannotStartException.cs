namespace Shortener.Web;

/// <summary>
/// The process cannot start, for a reason its operator can do something about: printed as it is, without a
/// trace.
/// </summary>
public sealed class CannotStartException(string message) : Exception(message);
