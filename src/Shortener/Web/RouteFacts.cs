namespace Shortener.Web;

/// <summary>
/// The scope that a caller's key must have; Accounts sees to it, and the API's description names it.
/// </summary>
public sealed record RequiredScope(string Scope);

/// <summary>The route creates something, and counts against the key's creations.</summary>
public sealed record CountedCreation;

/// <summary>The route reads its query itself, and refuses the names that it does not know.</summary>
public sealed record ReadsQuery;

/// <summary>Query parameters whose names begin so are known, whatever follows.</summary>
public sealed record KnownPrefix(string Prefix);

/// <summary>The answer shows a secret that is stored nowhere, and so cannot be given again.</summary>
public sealed record ShownOnce;

/// <summary>What is sent to the route, and its answer, may name a customer.</summary>
public sealed record TellsOfPeople;
