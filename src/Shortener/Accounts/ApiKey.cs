namespace Shortener.Accounts;

/// <summary>A key that works, without its secret.</summary>
public sealed record ApiKey(long Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt)
{
    /// <summary>The key may do what <paramref name="scope"/> stands for; an admin key may do everything.</summary>
    public bool May(string scope) => Scopes.Contains(scope) || Scopes.Contains(Accounts.Scopes.Admin);
}

/// <summary>A key as it is shown once, when it is made: later nobody knows <paramref name="Key"/>.</summary>
public sealed record MadeKey(long Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, string Key);

/// <summary>What a caller sends for a new key.</summary>
public sealed record NewKey(string Name, IReadOnlyList<string> Scopes)
{
    private const int MaxName = 100;

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
        return problems;
    }
}
