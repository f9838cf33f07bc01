namespace Shortener.Web;

/// <summary>The scope that a caller's key must have; Accounts sees to it, and the API's description names it.</summary>
public sealed record RequiredScope(string Scope);

/// <summary>The route creates something, and counts against the key's creations.</summary>
public sealed record CountedCreation;

/// <summary>The answer shows a secret that is stored nowhere, and so cannot be given again.</summary>
public sealed record ShownOnce;
