using FsCheck;
using Shortener.Channels.Geo;

namespace Shortener.Tests.Channels.Geo;

/// <summary>Good files, damaged anywhere.</summary>
public sealed class MmdbMutationTests
{
    // More than the metadata of any of these files takes.
    private const int Metadata = 310;

    private static readonly byte[][] Files =
    [
        .. new[]
        {
            "MaxMind-DB-test-decoder", "MaxMind-DB-test-pointer-decoder", "MaxMind-DB-test-nested",
            "MaxMind-DB-test-mixed-24", "MaxMind-DB-test-mixed-28", "MaxMind-DB-test-mixed-32",
            "MaxMind-DB-test-ipv4-28", "MaxMind-DB-test-metadata-pointers", "GeoIP2-DensityIncome-Test",
            "GeoIP2-City-Test",
        }.Select(name => File.ReadAllBytes(MaxMind.TestData(name + ".mmdb"))),
    ];

    [FsCheck.NUnit.Property(MaxTest = 10_000)]
    public void Bytes_changed_at_random_never_get_past_the_readers_own_exception(DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        var file = (byte[])Files[random.Next(Files.Length)].Clone();
        // A third in the metadata, where a byte can spoil all; the rest before them, so that the file opens.
        var metadata = file.Length - Metadata;
        var part = random.Next(3) == 0 ? file.AsSpan(metadata) : file.AsSpan(0, metadata);
        for (var changes = random.Next(1, 20); changes > 0; changes--)
        {
            part[random.Next(part.Length)] = (byte)random.Next(256);
        }

        LookUp(file, random);
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void A_piece_cut_out_never_gets_past_the_readers_own_exception(DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        var file = Files[random.Next(Files.Length)];
        var from = random.Next(file.Length);
        var to = random.Next(from, file.Length + 1);

        LookUp([.. file[..from], .. file[to..]], random);
        LookUp(file[from..to], random);
    }

    [FsCheck.NUnit.Property]
    public void Rubbish_is_refused(byte[] rubbish) =>
        Assert.That(() => Mmdb.Open(rubbish), Throws.TypeOf<InvalidDatabaseException>());

    private static void LookUp(byte[] file, Random random) =>
        Bounded.Run(() => BadDataTests.LookUpEverywhere(file, random)).GetAwaiter().GetResult();
}
