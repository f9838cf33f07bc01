namespace Shortener.Web;

/// <summary>
/// The closed set of ways a request can fail (RFC 9457). <see cref="Type"/> never changes its meaning.
/// </summary>
public sealed record ProblemKind(int Status, string Name, string Title)
{
    public static readonly ProblemKind Malformed = new(400, "malformed", "The request cannot be read");
    public static readonly ProblemKind Unauthorized = new(401, "unauthorized", "A valid key is needed");
    public static readonly ProblemKind Forbidden = new(403, "forbidden", "The key may not do this");
    public static readonly ProblemKind NotFound = new(404, "not-found", "There is nothing here");
    public static readonly ProblemKind MethodNotAllowed = new(
        405, "method-not-allowed", "This method is not answered here");
    public static readonly ProblemKind Conflict = new(409, "conflict", "Something else is already there");
    public static readonly ProblemKind Gone = new(410, "gone", "It was here and is gone");
    public static readonly ProblemKind TooLarge = new(413, "too-large", "The request is too large");
    public static readonly ProblemKind Unprocessable = new(422, "unprocessable", "The request breaks a rule");
    public static readonly ProblemKind TooMany = new(429, "too-many", "Too many requests");
    public static readonly ProblemKind Broken = new(500, "broken", "Something broke on our side");
    public static readonly ProblemKind Unavailable = new(503, "unavailable", "Not possible right now");

    /// <summary>All of them, by status.</summary>
    public static readonly IReadOnlyList<ProblemKind> All =
    [
        Malformed, Unauthorized, Forbidden, NotFound, MethodNotAllowed, Conflict, Gone, TooLarge,
        Unprocessable, TooMany,
        Broken, Unavailable,
    ];

    /// <summary>The stable identifier that programs compare.</summary>
    public string Type => "urn:shortener:problem:" + Name;

    /// <summary>
    /// The kind with this status; for statuses outside the set <see cref="Malformed"/> or
    /// <see cref="Broken"/>.
    /// </summary>
    public static ProblemKind Of(int status) =>
        All.FirstOrDefault(k => k.Status == status) ?? (status < 500 ? Malformed : Broken);
}
