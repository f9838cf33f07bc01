using System.Security.Cryptography;
using System.Text;

namespace Shortener.Storage;

/// <summary>
/// The instance's secret: random, made at the first start, shared by all processes. Ids from outside are
/// stored as hashes under keys derived from it, so that a copy of the tables without it says nothing of them.
/// </summary>
public sealed class SecretStore(Db db)
{
    private const int SecretBytes = 32;
    private const string Name = "instance";

    private const string Add = """
        insert into secrets (name, secret)
        values (@Name, @Secret)
        on conflict (name) do nothing
        """;

    private const string Find = "select secret from secrets where name = @Name";

    private byte[]? _secret;

    /// <summary>Reads the secret, or makes it: before anything is hashed.</summary>
    public async Task Load(CancellationToken ct = default)
    {
        await db.Run(Add, new { Name, Secret = RandomNumberGenerator.GetBytes(SecretBytes) }, ct);
        _secret = await db.Find<byte[]>(Find, new { Name }, ct);
    }

    /// <summary>
    /// A key for one purpose, which tells nothing of those for others (HKDF, RFC 5869, section 2.3).
    /// </summary>
    /// <param name="length">In bytes, 1 to 8,160.</param>
    /// <exception cref="InvalidOperationException">The secret was not loaded.</exception>
    public byte[] KeyFor(string purpose, int length) => HKDF.Expand(
        HashAlgorithmName.SHA256,
        _secret ?? throw new InvalidOperationException("The secret was not loaded."), length,
        Encoding.UTF8.GetBytes(purpose));
}
