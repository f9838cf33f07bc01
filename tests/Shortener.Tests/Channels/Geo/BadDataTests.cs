using System.Net;
using Shortener.Channels.Geo;

namespace Shortener.Tests.Channels.Geo;

/// <summary>
/// The files that once broke other readers: each ends in an error or in an answer, never in anything else.
/// </summary>
public sealed class BadDataTests
{
    private static readonly string[] RefusedAtOpen =
    [
        "libmaxminddb-metadata-marker-only", "libmaxminddb-offset-integer-overflow", "invalid-bytes-length",
        "invalid-data-record-offset", "invalid-string-length", "metadata-is-an-uint128", "unexpected-bytes",
        // Their metadata is broken before what they are named after can be met.
        "cyclic-data-structure", "invalid-map-key-length",
    ];

    private static readonly (string Name, string Address)[] BrokenRecords =
    [
        ("libmaxminddb-deep-nesting", "1.1.1.1"), ("libmaxminddb-deep-nesting", "128.0.0.1"),
        ("libmaxminddb-deep-array-nesting", "1.1.1.1"), ("libmaxminddb-deep-array-nesting", "128.0.0.1"),
        ("libmaxminddb-oversized-array", "1.1.1.1"), ("libmaxminddb-oversized-map", "1.1.1.1"),
        ("bad-unicode-in-map-key", "128.0.0.1"),
    ];

    private static readonly (string Name, string Broken, string Whole)[] BrokenHalves =
    [
        ("libmaxminddb-separator-record-min-left", "1.1.1.1", "128.0.0.1"),
        ("libmaxminddb-separator-record-max-left", "1.1.1.1", "128.0.0.1"),
        ("libmaxminddb-separator-record-min-right", "128.0.0.1", "1.1.1.1"),
    ];

    private static readonly string[] Whole =
    [
        "libmaxminddb-empty-array-last-in-metadata", "libmaxminddb-empty-map-last-in-metadata",
        "libmaxminddb-uint64-max-epoch",
        // Its tree is corrupt where these addresses do not go.
        "libmaxminddb-corrupt-search-tree",
    ];

    [Test]
    public void Every_bad_file_is_accounted_for() => Assert.That(
        new[] { RefusedAtOpen, BrokenRecords.Select(f => f.Name), BrokenHalves.Select(f => f.Name), Whole }
            .SelectMany(names => names).Distinct(),
        Is.EquivalentTo(MaxMind.AllBadData()));

    [TestCaseSource(nameof(RefusedAtOpen))]
    public void A_file_with_broken_metadata_is_refused(string name) => Assert.That(
        () => Mmdb.Open(MaxMind.BadData(name)), Throws.TypeOf<InvalidDatabaseException>());

    [TestCaseSource(nameof(BrokenRecords))]
    public void A_broken_record_is_an_error((string Name, string Address) file)
    {
        var database = Mmdb.Open(MaxMind.BadData(file.Name));

        Assert.That(() => database.Find(file.Address), Throws.TypeOf<InvalidDatabaseException>());
    }

    [TestCaseSource(nameof(BrokenHalves))]
    public void A_record_into_the_separator_is_an_error((string Name, string Broken, string Whole) file)
    {
        var database = Mmdb.Open(MaxMind.BadData(file.Name));

        Assert.That(() => database.Find(file.Broken), Throws.TypeOf<InvalidDatabaseException>());
        Assert.That(database.Find(file.Whole), Is.Not.Null);
    }

    [TestCaseSource(nameof(Whole))]
    public void What_is_not_broken_is_found(string name)
    {
        var database = Mmdb.Open(MaxMind.BadData(name));

        Assert.That(database.Find("1.1.1.1"), Is.Not.Null);
        Assert.That(database.Find("128.0.0.1"), Is.Not.Null);
    }

    [Test]
    public void A_date_beyond_the_calendar_is_not_a_date() => Assert.That(
        Mmdb.Open(MaxMind.BadData("libmaxminddb-uint64-max-epoch")).Metadata,
        Has.Property(nameof(MmdbMetadata.BuildEpoch)).EqualTo(ulong.MaxValue)
            .And.Property(nameof(MmdbMetadata.BuiltAt)).Null);

    [Test]
    public void A_node_count_that_the_file_cannot_hold_is_refused() => Assert.That(
        () => Mmdb.Open(MaxMind.TestData("GeoIP2-City-Test-Invalid-Node-Count.mmdb")),
        Throws.TypeOf<InvalidDatabaseException>().With.Message.Contains("100000 nodes"));

    [TestCase("MaxMind-DB-test-broken-pointers-24", "1.1.1.16", Description = "a pointer out of the data")]
    [TestCase("MaxMind-DB-test-broken-pointers-24", "1.1.1.32", Description = "a leaf out of the data")]
    [TestCase("MaxMind-DB-test-broken-search-tree-24", "255.255.255.255", Description = "nodes in a circle")]
    [TestCase("GeoIP2-City-Test-Broken-Double-Format", "2001:220::", Description = "a double of two bytes")]
    public void A_break_is_an_error_where_it_is(string file, string address)
    {
        var database = Mmdb.Open(MaxMind.TestData(file + ".mmdb"));

        Assert.That(() => database.Find(address), Throws.TypeOf<InvalidDatabaseException>());
    }

    [TestCaseSource(typeof(MaxMind), nameof(MaxMind.AllBadData))]
    public async Task No_address_gets_anything_but_an_answer_or_an_error(string name) =>
        await Bounded.Run(() => LookUpEverywhere(File.ReadAllBytes(MaxMind.BadData(name)), new Random(1)));

    /// <summary>
    /// Opens what may be a database and asks it for 200 addresses; only the reader's own exception passes
    /// unseen.
    /// </summary>
    internal static void LookUpEverywhere(byte[] file, Random random)
    {
        try
        {
            var database = Mmdb.Open(file);
            for (var i = 0; i < 200; i++)
            {
                var address = new byte[i % 2 == 0 ? 4 : 16];
                random.NextBytes(address);
                // Networks of the test files lie at the beginning of the address space.
                if (i % 4 == 1) address.AsSpan(0, 12).Clear();
                if (i % 4 == 2) address[0] = address[1] = address[2] = 1;
                LookUp(database, new IPAddress(address));
            }
        }
        catch (InvalidDatabaseException)
        {
            // Refused at open.
        }
    }

    private static void LookUp(Mmdb database, IPAddress address)
    {
        try
        {
            if (database.TryFind(address, out var offset, out _)) database.Read(offset);
        }
        catch (InvalidDatabaseException)
        {
            // Broken on the way to this address.
        }
    }
}
