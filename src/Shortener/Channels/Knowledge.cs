using System.Reflection;
using Shortener.Channels.Patterns;

namespace Shortener.Channels;

/// <summary>Everything the data files say, read and checked.</summary>
/// <param name="Packages">Android apps by package, whatever the case.</param>
/// <param name="Brands">Browsers by the brand that client hints name.</param>
/// <param name="ClickIds">Click ids by name; the earlier row tells more.</param>
/// <param name="Utm">What <c>source=…</c> and <c>medium=…</c> mean.</param>
/// <param name="Rows">All of them, as they were read.</param>
internal sealed record Knowledge(
    UserAgentRules UserAgents, Sites Sites, IReadOnlyDictionary<string, Package> Packages,
    IReadOnlyDictionary<string, Brand> Brands, IReadOnlyDictionary<string, ClickId> ClickIds,
    IReadOnlyDictionary<string, UtmValue> Utm, IReadOnlyList<(string Table, DataRow Row)> Rows)
{
    // In this order because a referrer of the long tail is asked for last.
    private static readonly (string Table, string File)[] Files =
    [
        ("previews", "previews.csv"), ("bots", "bots.csv"), ("in-app", "in-app.csv"), ("browsers", "browsers.csv"),
        ("systems", "systems.csv"), ("devices", "devices.csv"), ("brands", "brands.csv"),
        ("referrers", "referrers.csv"), ("referrers", "referrers-longtail.csv"), ("packages", "packages.csv"),
        ("click-ids", "click-ids.csv"), ("utm", "utm.csv"),
    ];

    /// <param name="userRules">A user's own rows, which stand before ours: path of a file, or null.</param>
    /// <exception cref="PatternFileException">A line that cannot be read or makes no sense.</exception>
    public static Knowledge Load(string? userRules) =>
        Build(userRules is null ? null : Path.GetFileName(userRules), userRules is null ? null : File.ReadAllText(userRules));

    /// <param name="file">Name for messages.</param>
    /// <param name="text">A user's own rows, or null.</param>
    public static Knowledge Build(string? file, string? text)
    {
        var faults = new List<string>();
        var rows = new List<(string Table, DataRow Row)>();
        if (text is not null) rows.AddRange(DataFile.Read(file ?? "rules", table: null, text, faults));
        foreach (var (table, name) in Files) rows.AddRange(DataFile.Read(name, table, Embedded(name), faults));
        var builder = new KnowledgeBuilder(faults);
        foreach (var (table, row) in rows) builder.Add(table, row);
        return builder.Build();
    }

    private static string Embedded(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Channels/{name}")
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>An Android app: a place people come from, or a browser.</summary>
internal sealed record Package(Source? Source, string? Browser, DataRow Row);

/// <summary>A browser as client hints name it.</summary>
internal sealed record Brand(string? Browser, int Rank, DataRow Row);

/// <summary>A parameter that a platform adds to the links people click.</summary>
internal sealed record ClickId(Source Source, int Rank);

/// <summary>A value of <c>utm_source</c> or <c>utm_medium</c>.</summary>
/// <param name="ReadAs">The one spelling under which it is counted.</param>
/// <param name="Decides">For mediums: it gives the channel even where the source has one (<c>cpc</c>, <c>email</c>).</param>
internal sealed record UtmValue(string ReadAs, Source Source, bool Decides);
