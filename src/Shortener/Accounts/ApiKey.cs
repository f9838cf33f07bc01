namespace Shortener.Accounts;

/// <summary>A key that works, without its secret.</summary>
/// <param name="Origins">
/// The sites whose pages may use it, where it is publishable: <c>https://shop.example</c>.
/// </param>
public sealed record ApiKey(
    long Id, string Name, IReadOnlyList<string> Scopes, IReadOnlyList<string> Origins,
    DateTimeOffset CreatedAt)
{
    /// <summary>
    /// The key may do what <paramref name="scope"/> stands for; an admin key may do everything.
    /// </summary>
    public bool May(string scope) => Scopes.Contains(scope) || Scopes.Contains(Accounts.Scopes.Admin);

    /// <summary>A publishable key that pages of this site may use.</summary>
    /// <param name="origin">As a browser sends it.</param>
    public bool IsFor(string origin) =>
        Scopes.Contains(Accounts.Scopes.TrackWrite)
            && Origins.Contains(origin, StringComparer.OrdinalIgnoreCase);
}

/// <summary>A key as it is shown once, when it is made: later nobody knows <paramref name="Key"/>.</summary>
public sealed record MadeKey(
    long Id, string Name, IReadOnlyList<string> Scopes, IReadOnlyList<string> Origins, DateTimeOffset CreatedAt, string Key);

/// <summary>What a caller sends for a new key.</summary>
/// <param name="Origins">
/// Only with the scope <c>track:write</c>, and then at least one: scheme, host and port of a site.
/// </param>
public sealed record NewKey(string Name, IReadOnlyList<string> Scopes, IReadOnlyList<string>? Origins = null)
{
    private const int MaxName = 100;
    private const int MostOrigins = 50;

    /// <summary>It can be read by everybody, on the pages of a site.</summary>
    public bool IsPublishable => Scopes.Contains(Accounts.Scopes.TrackWrite);

    /// <summary>Field by field what is wrong; empty where nothing is.</summary>
    public IReadOnlyDictionary<string, string[]> Problems()
    {
        var problems = new Dictionary<string, string[]>();
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > MaxName)
        {
            problems["name"] = [$"must be 1 to {MaxName} characters: what the key is for"];
        }
        if (Scopes.Count == 0 || Scopes.Any(s => !Accounts.Scopes.All.Contains(s)))
        {
            problems["scopes"] = [$"must be some of {string.Join(", ", Accounts.Scopes.All)}"];
        }
        else if (IsPublishable && Scopes.Count > 1)
        {
            problems["scopes"] = ["track:write stands alone: everybody can read a publishable key"];
        }
        if (OriginProblem() is { } problem) problems["origins"] = [problem];
        return problems;
    }

    private string? OriginProblem()
    {
        if (!IsPublishable) return Origins is { Count: > 0 } ? "go with the scope track:write only" : null;
        if (Origins is not { Count: > 0 and <= MostOrigins })
        {
            return $"must name 1 to {MostOrigins} sites whose pages may use the key, such as https://shop.example";
        }
        return Origins.FirstOrDefault(o => !IsOrigin(o)) is { } wrong
            ? $"'{(wrong.Length > 100 ? wrong[..100] + "…" : wrong)}' is no site; write scheme, host and port as browsers do, such as https://shop.example"
            : null;
    }

    // https://shop.example, http://localhost:3000: no path, no slash at the end, no usual port.
    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && uri.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase);
}
