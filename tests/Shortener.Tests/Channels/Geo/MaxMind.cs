using System.Net;
using Shortener.Channels.Geo;

namespace Shortener.Tests.Channels.Geo;

/// <summary>
/// MaxMind's own test suite (maxmind/MaxMind-DB at 2f18851, Apache-2.0 or MIT), copied beside these tests.
/// </summary>
internal static class MaxMind
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Channels/Geo/maxmind");

    public static string TestData(string name) => Path.Combine(Root, "test-data", name);

    public static string SourceData(string name) => Path.Combine(Root, "source-data", name);

    public static string BadData(string name) =>
        Directory.GetFiles(Path.Combine(Root, "bad-data"), $"{name}.mmdb", SearchOption.AllDirectories)[0];

    /// <summary>Names without ending.</summary>
    public static IEnumerable<string> AllBadData() => Names(Path.Combine(Root, "bad-data"), "*.mmdb");

    /// <inheritdoc cref="AllBadData"/>
    public static IEnumerable<string> AllSourceData() => Names(Path.Combine(Root, "source-data"), "*.json");

    /// <summary>The record of an address, or null.</summary>
    public static object? Find(this Mmdb database, string address) =>
        database.TryFind(IPAddress.Parse(address), out var offset, out _) ? database.Read(offset) : null;

    /// <summary>The size of the network that shares the answer.</summary>
    public static int PrefixLength(this Mmdb database, string address)
    {
        database.TryFind(IPAddress.Parse(address), out _, out var prefixLength);
        return prefixLength;
    }

    private static IEnumerable<string> Names(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);
}
