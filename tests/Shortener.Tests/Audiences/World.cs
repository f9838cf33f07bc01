namespace Shortener.Tests.Audiences;

/// <summary>
/// An audience: what people use, how they pass links on, and how far that lies from what the product assumes.
/// </summary>
internal sealed record World(string Name, int Seed)
{
    /// <summary>Where messages with a link are sent, and what part of them.</summary>
    public required IReadOnlyDictionary<string, double> Apps { get; init; }

    /// <summary>What people hold in their hands: Android, iOS, Mac, desktop.</summary>
    public required double[] Devices { get; init; }

    public int Links { get; init; } = 200;

    /// <summary>About how many clicks there are in all.</summary>
    public int Clicks { get; init; } = 20_000;

    /// <summary>Part of the clicks that are typed, bookmarks, or codes that a camera read.</summary>
    public double Typed { get; init; } = 0.08;

    /// <summary>Part that comes from search engines and news: public, with a Referer.</summary>
    public double Public { get; init; } = 0.12;

    /// <summary>Part that comes from apps nobody knows.</summary>
    public double Nameless { get; init; } = 0.03;

    /// <summary>Part of the messages that are sent through share links.</summary>
    public double ThroughShareLinks { get; init; }

    /// <summary>Part of the messages that are forwarded, so that no card is fetched again.</summary>
    public double Forwards { get; init; } = 0.25;

    /// <summary>How far each app's visibility may lie from what is assumed: a third up or down.</summary>
    public double Off { get; init; } = 1 / 3.0;

    /// <summary>Mail scanners that open everything in a link's first minute.</summary>
    public int Scanners { get; init; }

    /// <summary>Posts that hundreds of Mastodon servers fetch at once.</summary>
    public int Storms { get; init; }

    /// <summary>Links are served over https: browsers say how a click arrived.</summary>
    public bool IsHttps { get; init; } = true;

    /// <summary>The same world, played another time.</summary>
    public World Again(int seed) => this with { Seed = seed };
}
