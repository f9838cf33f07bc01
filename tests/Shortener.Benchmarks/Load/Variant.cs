namespace Shortener.Benchmarks.Load;

/// <summary>A way to run Shortener.</summary>
/// <param name="Id">Name of its folder.</param>
/// <param name="Name">What the table calls it.</param>
/// <param name="Settings">Below the section Shortener.</param>
/// <param name="Posts">A link is made every second of its turns.</param>
internal sealed record Variant(
    string Id, string Name, IReadOnlyDictionary<string, string> Settings, bool Posts = false,
    bool OnPostgres = false)
{
    /// <summary>The one the targets are measured on while nobody reads the log.</summary>
    public const string Idle = "Shortener, follower idle";

    /// <summary>The one the targets are measured on as it runs for a user.</summary>
    public const string Working = "Shortener, follower working";

    // The visitors' addresses come in X-Forwarded-For, from the load generator on loopback.
    private static readonly Dictionary<string, string> Proxy = new() { ["Web:Proxies:0"] = "127.0.0.1" };

    public static IReadOnlyList<Variant> All { get; } =
    [
        new("idle", Idle, With(("Hits:FoldAfterSeconds", "3600"))),
        new(
            "tracked", Idle + ", clicks tracked",
            With(("Hits:FoldAfterSeconds", "3600"), ("Conversions:Track", "true"))),
        new("working", Working, With(), Posts: true),
        new("full", "Shortener, synchronous=FULL", With(("Synchronous", "FULL"))),
        new("postgres", "Shortener on PostgreSQL", With(), OnPostgres: true),
    ];

    private static Dictionary<string, string> With(params (string Name, string Value)[] settings) =>
        new(Proxy.Concat(settings.Select(s => KeyValuePair.Create(s.Name, s.Value))));
}
