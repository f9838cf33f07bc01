using Shortener.Storage;

namespace Shortener.Attribution;

/// <summary>What an attribution report has a row for.</summary>
/// <param name="Name">As in <c>groupBy=…</c>, and as the other reports call it.</param>
/// <param name="Fact">The number of a touch that tells its row.</param>
/// <param name="Words">
/// What the numbers stand for: <c>id</c> and <c>word</c>, a row a number; empty for unknown.
/// </param>
/// <param name="IsSmall">
/// There are few words for many numbers, all read beforehand; else words are looked up afterwards.
/// </param>
public sealed record TouchGrouping(string Name, Fact Fact, Sql? Words = null, bool IsSmall = false)
{
    /// <summary>One row for all.</summary>
    public static readonly TouchGrouping None = new("none", Fact.Trigger);

    public static readonly TouchGrouping Link = new("link", Fact.Link);
    public static readonly TouchGrouping Tag = new("tag", Fact.Link);
    public static readonly TouchGrouping Domain = new("domain", Fact.Link);
    public static readonly TouchGrouping Channel = OfOrigin("channel");
    public static readonly TouchGrouping Trigger = new("trigger", Fact.Trigger);
    public static readonly TouchGrouping Share = new("share", Fact.Share);
    public static readonly TouchGrouping Generation = new("generation", Fact.Generation);
    public static readonly TouchGrouping Advocate = new("advocate", Fact.Advocate);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<TouchGrouping> All =
    [
        None, Link, Tag, Domain, Channel, OfOrigin("app"), OfOrigin("evidence"),
        new("referrer", Fact.Referrer, Texts),
        Small("country", Fact.Place, "places", "country"), Small("region", Fact.Place, "places", "region"),
        Small("city", Fact.Place, "places", "city"),
        Small("device", Fact.Client, "clients", "device"),
        Small("browser", Fact.Client, "clients", "browser"),
        Small("os", Fact.Client, "clients", "os"), Small("inApp", Fact.Client, "clients", "in_app"),
        new("language", Fact.Language, Texts),
        Trigger, Share, Generation, Advocate,
        .. new[] { "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "ref" }
        .Select(name => Small(name, Fact.Utm, "utm_sets", name)),
    ];

    /// <summary>The groupings that Markov and Shapley answer: what one can do more or less of.</summary>
    public static readonly IReadOnlyList<string> OfPaths = ["channel", "app", "utm_campaign"];

    private static Sql Texts => "select id, text as word from texts where " + Sql.AnyOf("id", "Ids");

    /// <summary>Its rows are called by numbers.</summary>
    public bool HasNumbers => this == Link || this == Generation || this == Advocate;

    /// <summary>The grouping of that name, or null.</summary>
    public static TouchGrouping? Find(string name) => All.FirstOrDefault(grouping => grouping.Name == name);

    private static TouchGrouping OfOrigin(string column) => Small(column, Fact.Origin, "origins", column);

    private static TouchGrouping Small(string name, Fact fact, string table, string column) =>
        new(name, fact, $"select id, {column} as word from {table}", IsSmall: true);
}
