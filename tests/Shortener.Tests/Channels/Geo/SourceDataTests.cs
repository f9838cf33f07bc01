using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Shortener.Channels.Geo;

namespace Shortener.Tests.Channels.Geo;

/// <summary>Every entry that MaxMind built its test databases from comes out of them again.</summary>
public sealed class SourceDataTests
{
    // No database is made from this source.
    private const string WithoutDatabase = "GeoIP2-Precision-Enterprise-Sandbox-Test";

    /// <summary>
    /// The entries whose record is not the one found, because a later entry of the same file covers them.
    /// </summary>
    private static readonly string[] Covered =
    [
        "GeoIP2-IP-Risk-Test 2001:480:1::/64", // by 2001:480::/32, further down
        "GeoIP2-IP-Risk-Test 2001:480:2::/64", // likewise
    ];

    // Counted with `jq 'map(length) | add'`: so that an empty file proves nothing.
    private static readonly (string Name, int Entries)[] Sources =
    [
        ("GeoIP-Anonymous-Plus-Test", 32), ("GeoIP-Residential-Proxy-Test", 29),
        ("GeoIP2-Anonymous-IP-Test", 12), ("GeoIP2-City-Test", 251),
        ("GeoIP2-Connection-Type-Test", 25), ("GeoIP2-Country-Test", 345),
        ("GeoIP2-DensityIncome-Test", 2), ("GeoIP2-Domain-Test", 91), ("GeoIP2-Enterprise-Test", 34),
        ("GeoIP2-IP-Risk-Test", 15), ("GeoIP2-ISP-Test", 2109), ("GeoIP2-Precision-Enterprise-Test", 61),
        ("GeoIP2-Static-IP-Score-Test", 429), ("GeoIP2-User-Count-Test", 429), ("GeoLite2-ASN-Test", 720),
        ("GeoLite2-City-Test", 242), ("GeoLite2-Country-Test", 244),
    ];

    [Test]
    public void Every_source_but_one_has_a_database() =>
        Assert.That(MaxMind.AllSourceData(),
            Is.EquivalentTo(Sources.Select(s => s.Name).Append(WithoutDatabase)));

    [TestCaseSource(nameof(Sources))]
    public void Every_entry_is_found_with_its_record_and_prefix((string Name, int Entries) source)
    {
        var entries = Entries(source.Name);
        var networks = Networks(entries);
        var database = Mmdb.Open(MaxMind.TestData(source.Name + ".mmdb"));

        var wrong =
            from entry in entries
            let expected = networks.Find(SourceNetworks.Parse(entry.Network).Bits)
            where !IsFoundAs(expected, database, entry.Network)
            select entry.Network;

        Assert.That(entries, Has.Count.EqualTo(source.Entries));
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Only_the_covered_entries_have_the_record_of_another()
    {
        var others =
            from source in Sources
            let entries = Entries(source.Name)
            let database = Mmdb.Open(MaxMind.TestData(source.Name + ".mmdb"))
            from entry in entries
            where !Same(entry.Record, database.Find(Address(entry.Network).ToString()))
            select $"{source.Name} {entry.Network}";

        Assert.That(others, Is.EquivalentTo(Covered));
    }

    private static List<(string Network, JsonElement Record)> Entries(string name)
    {
        var json = JsonDocument.Parse(File.ReadAllBytes(MaxMind.SourceData(name + ".json"))).RootElement;
        var entries = json.EnumerateArray().SelectMany(item => item.EnumerateObject());
        return [.. entries.Select(entry => (entry.Name, entry.Value))];
    }

    private static SourceNetworks Networks(List<(string Network, JsonElement Record)> entries)
    {
        var networks = new SourceNetworks();
        foreach (var (network, record) in entries)
        {
            var (bits, length) = SourceNetworks.Parse(network);
            networks.Add(bits, length, record.GetRawText());
        }
        networks.Merge();
        return networks;
    }

    private static bool IsFoundAs((string? Record, int Length) expected, Mmdb database, string network)
    {
        var address = Address(network);
        var length = expected.Length - (address.AddressFamily == AddressFamily.InterNetwork ? 96 : 0);
        return database.TryFind(address, out var offset, out var prefixLength) && prefixLength == length
            && Same(JsonDocument.Parse(expected.Record!).RootElement, database.Read(offset));
    }

    private static IPAddress Address(string network) => IPAddress.Parse(network[..network.IndexOf('/')]);

    /// <summary>Integers and texts to the last digit, floating point numbers to four decimals.</summary>
    private static bool Same(JsonElement json, object? value) => (json.ValueKind, value) switch
    {
        (JsonValueKind.Object, IReadOnlyDictionary<string, object> map) =>
            json.GetPropertyCount() == map.Count
            && json.EnumerateObject().All(p => map.TryGetValue(p.Name, out var item) && Same(p.Value, item)),
        (JsonValueKind.Array, IReadOnlyList<object> list) =>
            json.GetArrayLength() == list.Count
            && json.EnumerateArray().Zip(list).All(pair => Same(pair.First, pair.Second)),
        (JsonValueKind.String, string text) => json.GetString() == text,
        (JsonValueKind.True, bool flag) => flag,
        (JsonValueKind.False, bool flag) => !flag,
        (JsonValueKind.Number, double number) => Math.Abs(json.GetDouble() - number) < 0.00005,
        (JsonValueKind.Number, ushort or uint or int or ulong) => json.GetRawText() == value.ToString(),
        _ => false,
    };
}
