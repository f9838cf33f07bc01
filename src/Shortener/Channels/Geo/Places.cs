using System.IO.Compression;
using System.Net;

namespace Shortener.Channels.Geo;

/// <summary>
/// Where an address is: from the country database inside the product, or from the operator's own files.
/// </summary>
public sealed class Places
{
    private const string Shipped = "Geo/geo-whois-asn-country.mmdb.br";

    // Once for the whole process: it never changes, and takes 8 MB.
    private static readonly Lazy<Mmdb> TheProducts = new(() => Mmdb.Open(Unpack()));

    private readonly Lazy<PlaceFile[]> files;

    private Places(Func<PlaceFile[]> open) => files = new Lazy<PlaceFile[]>(open);

    /// <summary>
    /// Look-ups that met a broken part of a file, and were answered as if it did not know the address.
    /// </summary>
    public long Broken => files.IsValueCreated ? files.Value.Sum(file => file.Broken) : 0;

    /// <summary>
    /// The database inside the product: countries only. The first look-up unpacks it, or <see cref="Load"/>.
    /// </summary>
    public static Places OfTheProduct() =>
        new(() => [new PlaceFile(TheProducts.Value, knowsSpecial: false)]);

    /// <summary>
    /// Files in MaxMind's format, read now. The first that knows an address answers for it.
    /// </summary>
    /// <param name="paths">At least one; two where a publisher has IPv4 and IPv6 apart.</param>
    /// <exception cref="InvalidDatabaseException">
    /// A file is not a database; the message begins with its path.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Places Of(IReadOnlyList<string> paths)
    {
        var opened = paths.Select(Open).ToArray();
        return new Places(() => opened);
    }

    /// <summary>
    /// Unpacks what is not yet unpacked, on another thread (some 50 ms of one core). Start it early and
    /// forget it: a look-up that comes before it is done waits for it, and none is ever answered without it.
    /// </summary>
    public Task Load(CancellationToken ct = default) => Task.Run(() => files.Value, ct);

    /// <summary>What each file says about itself, in the order they are asked.</summary>
    public IReadOnlyList<MmdbMetadata> Describe() => [.. files.Value.Select(file => file.Database.Metadata)];

    /// <summary>The place of an address; null where no file knows it, as for private networks.</summary>
    public Place? Find(IPAddress address)
    {
        foreach (var file in files.Value)
        {
            if (file.Find(address) is { } place) return place;
        }
        return null;
    }

    private static PlaceFile Open(string path)
    {
        try
        {
            return new PlaceFile(Mmdb.Open(path), knowsSpecial: true);
        }
        catch (InvalidDatabaseException e)
        {
            throw new InvalidDatabaseException($"{path}: {e.Message}");
        }
    }

    private static byte[] Unpack()
    {
        using var packed = typeof(Places).Assembly.GetManifestResourceStream(Shipped)!;
        using var unpacking = new BrotliStream(packed, CompressionMode.Decompress);
        using var file = new MemoryStream(8 << 20);
        unpacking.CopyTo(file);
        return file.ToArray();
    }
}
