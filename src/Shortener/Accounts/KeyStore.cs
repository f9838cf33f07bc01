using System.Security.Cryptography;
using System.Text;
using Shortener.Storage;

namespace Shortener.Accounts;

/// <summary>How taking a key away ended.</summary>
public enum Revocation
{
    /// <summary>It works no more.</summary>
    Done,

    /// <summary>There is no such key, or no more.</summary>
    NoSuchKey,

    /// <summary>Nobody could make keys afterwards.</summary>
    LastAdmin,
}

/// <summary>
/// The keys. Only their SHA-256 is stored: a random key of 190 bits cannot be guessed from it.
/// </summary>
public sealed class KeyStore(Db db, TimeProvider clock)
{
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Secret = "sk_";
    private const string Publishable = "pk_";
    private const int SecretLetters = 32;

    private const string Insert = """
        insert into api_keys (name, hash, scopes, origins, created_at)
        values (@Name, @Hash, @Scopes, @Origins, @At)
        on conflict (hash) do nothing
        returning id
        """;

    private const string Valid = """
        select id, name, hash, scopes, origins, created_at
        from api_keys
        where revoked_at is null
        order by id
        """;

    private const string End = """
        update api_keys
        set revoked_at = @At
        where id = @Id and revoked_at is null
        """;

    // On SQLite a write has the database to itself anyway.
    private static readonly Sql LockKeys = new("select 1", "lock table api_keys in share row exclusive mode");

    /// <summary>A key that works, and the hash to know it by.</summary>
    public sealed record Row
    {
        public long Id { get; init; }
        public string Name { get; init; } = "";
        public byte[] Hash { get; init; } = [];
        public string Scopes { get; init; } = "";
        public string Origins { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }

        public ApiKey Key() =>
            new(Id, Name, Scopes.Split(' '), Origins.Length == 0 ? [] : Origins.Split('\n'), CreatedAt);
    }

    /// <summary>What is stored of a key.</summary>
    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>All keys that work.</summary>
    public Task<List<Row>> List(CancellationToken ct) => db.List<Row>(Valid, ct: ct);

    /// <summary>A new random key.</summary>
    public async Task<MadeKey> Make(NewKey draft, CancellationToken ct)
    {
        var made = await db.Atomically(tx => Add(tx, draft, Random(draft)), ct);
        return made ?? throw new InvalidOperationException("Two random keys were the same.");
    }

    /// <summary>
    /// Sees to it that there is an admin key: the configured one, if it was never known; else a new one, if
    /// there is none at all. The new one is returned, and told to nobody again.
    /// </summary>
    public Task<MadeKey?> MakeFirst(string? configured, CancellationToken ct) => db.Atomically(async tx =>
    {
        await tx.Run(LockKeys);
        var first = new NewKey("first admin", [Scopes.Admin]);
        if (configured is not null)
        {
            await Add(tx, first, configured);
            return null;
        }
        return await Admins(tx) is [] ? await Add(tx, first, Random(first)) : null;
    }, ct);

    /// <summary>Takes a key away, but for the last that may make others.</summary>
    public Task<Revocation> Revoke(long id, CancellationToken ct) => db.Atomically(async tx =>
    {
        await tx.Run(LockKeys);
        if (await Admins(tx) is [var last] && last == id) return Revocation.LastAdmin;
        return await tx.Run(End, new { Id = id, At = clock.GetUtcNow() }) > 0
            ? Revocation.Done
            : Revocation.NoSuchKey;
    }, ct);

    private static string Random(NewKey draft) =>
        (draft.IsPublishable ? Publishable : Secret)
            + RandomNumberGenerator.GetString(Letters, SecretLetters);

    private async Task<MadeKey?> Add(Tx tx, NewKey draft, string key)
    {
        var at = clock.GetUtcNow();
        IReadOnlyList<string> origins = [.. (draft.Origins ?? []).Select(o => o.ToLowerInvariant()).Distinct()];
        var row = new
        {
            draft.Name,
            Hash = HashOf(key),
            Scopes = string.Join(' ', draft.Scopes),
            Origins = string.Join('\n', origins),
            At = at,
        };
        return await tx.Find<long?>(Insert, row) is { } id
            ? new MadeKey(id, draft.Name, draft.Scopes, origins, at, key)
            : null;
    }

    private static async Task<List<long>> Admins(Tx tx) =>
        [.. (await tx.List<Row>(Valid)).Where(k => k.Key().May(Scopes.Admin)).Select(k => k.Id)];
}
