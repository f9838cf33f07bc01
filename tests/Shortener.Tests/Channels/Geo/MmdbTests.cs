using System.Net;
using Shortener.Channels.Geo;

namespace Shortener.Tests.Channels.Geo;

/// <summary>The format, feature by feature, on the files MaxMind made for it.</summary>
public sealed class MmdbTests
{
    private static readonly int[] RecordSizes = [24, 28, 32];

    // Each record of these files is { "ip": first address of its network }.
    private static readonly (string Address, string First, int Prefix)[] Ipv4Networks =
    [
        ("1.1.1.1", "1.1.1.1", 32), ("1.1.1.2", "1.1.1.2", 31), ("1.1.1.3", "1.1.1.2", 31),
        ("1.1.1.4", "1.1.1.4", 30), ("1.1.1.7", "1.1.1.4", 30), ("1.1.1.8", "1.1.1.8", 29),
        ("1.1.1.15", "1.1.1.8", 29), ("1.1.1.16", "1.1.1.16", 28), ("1.1.1.31", "1.1.1.16", 28),
        ("1.1.1.32", "1.1.1.32", 32),
    ];

    private static readonly (string Address, string First, int Prefix)[] Ipv6Networks =
    [
        ("::1:ffff:ffff", "::1:ffff:ffff", 128), ("::2:0:0", "::2:0:0", 122), ("::2:0:3f", "::2:0:0", 122),
        ("::2:0:40", "::2:0:40", 124), ("::2:0:4f", "::2:0:40", 124), ("::2:0:50", "::2:0:50", 125),
        ("::2:0:57", "::2:0:50", 125), ("::2:0:58", "::2:0:58", 127), ("::2:0:59", "::2:0:58", 127),
    ];

    [Test]
    public void Networks_are_found_whatever_the_record_size(
        [ValueSource(nameof(RecordSizes))] int size,
        [ValueSource(nameof(Ipv4Networks))] (string Address, string First, int Prefix) network)
    {
        var database = Mmdb.Open(MaxMind.TestData($"MaxMind-DB-test-ipv4-{size}.mmdb"));

        Assert.That(database.Metadata.RecordSize, Is.EqualTo(size));
        Assert.That(database.Find(network.Address), Is.EqualTo(Ip(network.First)));
        Assert.That(database.PrefixLength(network.Address), Is.EqualTo(network.Prefix));
    }

    [Test]
    public void IPv6_networks_are_found_whatever_the_record_size(
        [Values("ipv6", "mixed")] string kind,
        [ValueSource(nameof(RecordSizes))] int size,
        [ValueSource(nameof(Ipv6Networks))] (string Address, string First, int Prefix) network)
    {
        var database = Mmdb.Open(MaxMind.TestData($"MaxMind-DB-test-{kind}-{size}.mmdb"));

        Assert.That(database.Find(network.Address), Is.EqualTo(Ip(network.First)));
        Assert.That(database.PrefixLength(network.Address), Is.EqualTo(network.Prefix));
    }

    [TestCaseSource(nameof(Ipv4Networks))]
    public void A_tree_of_both_gives_prefixes_in_the_terms_of_the_address(
        (string Address, string First, int Prefix) network)
    {
        var database = Mmdb.Open(MaxMind.TestData("MaxMind-DB-test-mixed-28.mmdb"));

        Assert.That(database.Find(network.Address), Is.EqualTo(Ip("::" + network.First)));
        Assert.That(database.PrefixLength(network.Address), Is.EqualTo(network.Prefix));
        Assert.That(database.PrefixLength("::" + network.Address), Is.EqualTo(network.Prefix + 96));
    }

    [Test]
    public void An_address_that_is_not_in_the_file_is_not_found(
        [ValueSource(nameof(RecordSizes))] int size,
        [Values("1.1.1.0", "1.1.1.33", "255.254.253.123")] string address)
    {
        Assert.That(Mmdb.Open(MaxMind.TestData($"MaxMind-DB-test-ipv4-{size}.mmdb")).Find(address), Is.Null);
        Assert.That(Mmdb.Open(MaxMind.TestData($"MaxMind-DB-test-mixed-{size}.mmdb")).Find(address), Is.Null);
        Assert.That(Mmdb.Open(MaxMind.TestData($"MaxMind-DB-test-ipv6-{size}.mmdb")).Find("89fa::"), Is.Null);
    }

    [Test]
    public void An_IPv6_address_is_not_found_in_a_file_for_IPv4()
    {
        var database = Mmdb.Open(MaxMind.TestData("MaxMind-DB-test-ipv4-24.mmdb"));

        // Its bits begin like 1.1.1.1.
        Assert.That(database.Find("101:101::"), Is.Null);
    }

    // The file for IPv4 alone has no network for mapped addresses to be found in.
    [TestCase("MaxMind-DB-test-ipv4-24.mmdb", "1.1.1.2")]
    [TestCase("MaxMind-DB-test-mixed-24.mmdb", "::1.1.1.2")]
    public void A_mapped_address_is_found_as_the_IPv4_address_it_is(string file, string first)
    {
        var database = Mmdb.Open(MaxMind.TestData(file));

        Assert.That(database.Find("::ffff:1.1.1.3"), Is.EqualTo(Ip(first)));
        Assert.That(database.PrefixLength("::ffff:1.1.1.3"), Is.EqualTo(31));
    }

    [Test]
    public void Every_type_is_read()
    {
        var database = Mmdb.Open(MaxMind.TestData("MaxMind-DB-test-decoder.mmdb"));

        Assert.That(database.Find("1.1.1.1"), Is.EqualTo(Types()));
        Assert.That(database.Find("1.1.1.1"), Is.InstanceOf<IReadOnlyDictionary<string, object>>()
            .And.ItemAt("uint16").TypeOf<ushort>().And.ItemAt("uint32").TypeOf<uint>()
            .And.ItemAt("uint64").TypeOf<ulong>().And.ItemAt("uint128").TypeOf<UInt128>()
            .And.ItemAt("int32").TypeOf<int>()
            .And.ItemAt("float").TypeOf<float>().And.ItemAt("double").TypeOf<double>());
    }

    [Test]
    public void The_zero_of_every_type_is_read() => Assert.That(
        Mmdb.Open(MaxMind.TestData("MaxMind-DB-test-decoder.mmdb")).Find("0.0.0.0"),
        Is.EqualTo(new Dictionary<string, object>
        {
            ["array"] = Array.Empty<object>(),
            ["boolean"] = false,
            ["bytes"] = Array.Empty<byte>(),
            ["double"] = 0.0,
            ["float"] = 0f,
            ["int32"] = 0,
            ["map"] = new Dictionary<string, object>(),
            ["uint16"] = (ushort)0,
            ["uint32"] = 0u,
            ["uint64"] = 0ul,
            ["uint128"] = UInt128.Zero,
            ["utf8_string"] = "",
        }));

    [Test]
    public void The_largest_of_every_type_is_read() => Assert.That(
        Mmdb.Open(MaxMind.TestData("MaxMind-DB-test-decoder.mmdb")).Find("255.255.255.255"),
        Is.EqualTo(new Dictionary<string, object>
        {
            ["double"] = double.PositiveInfinity,
            ["float"] = float.PositiveInfinity,
            ["int32"] = int.MaxValue,
            ["uint16"] = ushort.MaxValue,
            ["uint32"] = uint.MaxValue,
            ["uint64"] = ulong.MaxValue,
            ["uint128"] = UInt128.MaxValue,
        }));

    [Test]
    public void Pointers_lead_to_what_was_written_before()
    {
        var database = Mmdb.Open(MaxMind.TestData("MaxMind-DB-test-pointer-decoder.mmdb"));
        var expected = Types();
        expected["boolean"] = false;

        Assert.That(database.Find("1.1.1.0"), Is.EqualTo(expected));
    }

    [Test]
    public void Values_nest()
    {
        var map3 = new Dictionary<string, object> { ["a"] = 1u, ["b"] = 2u, ["c"] = 3u };
        var list = new object[] { new Dictionary<string, object> { ["map3"] = map3 } };
        var map2 = new Dictionary<string, object> { ["array"] = list };
        var map1 = new Dictionary<string, object> { ["map2"] = map2 };

        Assert.That(Mmdb.Open(MaxMind.TestData("MaxMind-DB-test-nested.mmdb")).Find("1.1.1.1"),
            Is.EqualTo(new Dictionary<string, object> { ["map1"] = map1 }));
    }

    [Test]
    public void Pointers_in_the_metadata_count_from_its_start() => Assert.That(
        Mmdb.Open(MaxMind.TestData("MaxMind-DB-test-metadata-pointers.mmdb")).Metadata.DatabaseType,
        Is.EqualTo("Lots of pointers in metadata"));

    [Test]
    public void A_record_above_the_IPv4_addresses_holds_for_all_of_them()
    {
        var database = Mmdb.Open(MaxMind.TestData("MaxMind-DB-no-ipv4-search-tree.mmdb"));

        Assert.That(database.Find("1.1.1.1"), Is.EqualTo("::/64"));
        Assert.That(database.PrefixLength("1.1.1.1"), Is.EqualTo(0));
        Assert.That(database.PrefixLength("::"), Is.EqualTo(64));
    }

    [Test]
    public void A_record_may_be_a_text()
    {
        var database = Mmdb.Open(MaxMind.TestData("MaxMind-DB-string-value-entries.mmdb"));

        Assert.That(database.Find("1.1.1.1"), Is.EqualTo("1.1.1.1/32"));
        Assert.That(database.Find("1.1.1.3"), Is.EqualTo("1.1.1.2/31"));
    }

    [Test]
    public void The_metadata_says_what_the_file_is()
    {
        var metadata = Mmdb.Open(MaxMind.TestData("GeoIP2-City-Test.mmdb")).Metadata;

        Assert.That(metadata.DatabaseType, Is.EqualTo("GeoIP2-City"));
        Assert.That(metadata.IpVersion, Is.EqualTo(6));
        Assert.That(metadata.BuiltAt?.Year, Is.EqualTo(2026));
    }

    [Test]
    public void A_look_up_allocates_nothing_before_its_record_is_read()
    {
        var database = Mmdb.Open(MaxMind.TestData("GeoIP2-City-Test.mmdb"));
        var address = IPAddress.Parse("::ffff:81.2.69.160");
        database.TryFind(address, out _, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        database.TryFind(address, out _, out _);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static Dictionary<string, object> Ip(string first) => new() { ["ip"] = first };

    private static Dictionary<string, object> Types() => new()
    {
        ["array"] = new object[] { 1u, 2u, 3u },
        ["boolean"] = true,
        ["bytes"] = new byte[] { 0, 0, 0, 42 },
        ["double"] = 42.123456,
        ["float"] = 1.1f,
        ["int32"] = -268_435_456,
        ["map"] = new Dictionary<string, object>
        {
            ["mapX"] = new Dictionary<string, object>
            {
                ["arrayX"] = new object[] { 7u, 8u, 9u },
                ["utf8_stringX"] = "hello",
            },
        },
        ["uint16"] = (ushort)100,
        ["uint32"] = 268_435_456u,
        ["uint64"] = 1_152_921_504_606_846_976ul,
        ["uint128"] = UInt128.One << 120,
        ["utf8_string"] = "unicode! ☯ - ♫",
    };
}
