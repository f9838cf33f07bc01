using System.Buffers.Binary;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Shortener.Channels.Patterns;

namespace Shortener.Channels;

/// <summary>Everything the data files say, read and checked.</summary>
/// <param name="Packages">Android apps by package, whatever the case.</param>
/// <param name="Brands">Browsers by the brand that client hints name.</param>
/// <param name="ClickIds">Click ids by name, and <c>from=…</c> by name and value.</param>
/// <param name="Utm">What <c>source=…</c> and <c>medium=…</c> mean.</param>
/// <param name="Rows">All of them, as they were read.</param>
internal sealed record Knowledge(
    UserAgentRules UserAgents,
    Sites Sites,
    IReadOnlyDictionary<string, Package> Packages,
    IReadOnlyDictionary<string, Brand> Brands,
    IReadOnlyDictionary<string, ClickId> ClickIds,
    IReadOnlyDictionary<string, UtmValue> Utm,
    IReadOnlyList<(string Table, DataRow Row)> Rows)
{
    /// <summary>What these patterns are known by.</summary>
    public long Fingerprint { get; init; }

    private static readonly (string Table, string File)[] Files =
    [
        ("previews", "previews.csv"),
        ("bots", "bots.csv"),
        ("in-app", "in-app.csv"),
        ("browsers", "browsers.csv"),
        ("systems", "systems.csv"),
        ("devices", "devices.csv"),
        ("brands", "brands.csv"),
        ("referrers", "referrers.csv"),
        ("referrers", "referrers-longtail.csv"),
        ("packages", "packages.csv"),
        ("click-ids", "click-ids.csv"),
        ("utm", "utm.csv"),
    ];

    // It never changes, and takes some ten milliseconds to read.
    private static readonly Lazy<Knowledge> Ours = new(() => Build([]));

    /// <param name="userRules">Path of a user's own file, or null.</param>
    /// <exception cref="PatternFileException">A line that cannot be read or makes no sense.</exception>
    public static Knowledge Load(string? userRules) =>
        userRules is null ? Ours.Value : Build([(Path.GetFileName(userRules), File.ReadAllText(userRules))]);

    /// <param name="own">
    /// Files of a user's own, whose rows stand before ours: their names and what is in them.
    /// </param>
    public static Knowledge Build(params (string File, string Text)[] own)
    {
        var builder = new KnowledgeBuilder();
        foreach (var (file, text) in own) builder.Add(file, table: null, text);
        foreach (var (table, file) in Files) builder.Add(file, table, Embedded(file));
        return builder.Build() with { Fingerprint = FingerprintOf(own) };
    }

    // The build stands for our own files, which are inside it, and for the code.
    private static long FingerprintOf((string File, string Text)[] own)
    {
        var build = Assembly.GetExecutingAssembly().ManifestModule.ModuleVersionId;
        var all = $"{build}\n{string.Join('\n', own.Select(file => file.Text))}";
        return BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
    }

    private static string Embedded(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Channels/{file}")
            ?? throw new InvalidOperationException($"{file} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>An Android app: a place people come from, or a browser, or both.</summary>
internal sealed record Package(Source? Source, string? Browser, DataRow Row);

/// <summary>A browser as client hints name it.</summary>
/// <param name="Rank">The lower, the more it tells.</param>
internal sealed record Brand(string Browser, int Rank, DataRow Row);

/// <summary>A parameter that a platform adds to the links people click.</summary>
/// <param name="Rank">The lower, the more it tells.</param>
internal sealed record ClickId(Source Source, int Rank);

/// <summary>A value of <c>utm_source</c> or <c>utm_medium</c>.</summary>
/// <param name="ReadAs">The one spelling under which it is counted.</param>
/// <param name="Decides">
/// For mediums: it gives the channel even where the source has one (<c>cpc</c>, <c>email</c>).
/// </param>
internal sealed record UtmValue(string ReadAs, Source Source, bool Decides);
