namespace Shortener.Channels.Dark;

/// <summary>What a hit counts as.</summary>
public enum SightKind : byte
{
    /// <summary>
    /// A click that names its app. Its place: app × <see cref="Platforms.Count"/> + platform.
    /// </summary>
    Named,

    /// <summary>A dark click that names nothing. Its place: 2 × platform + <see cref="Arrival"/>.</summary>
    Unnamed,

    /// <summary>A click on Android that shows that it was typed.</summary>
    Typed,

    /// <summary>A share that was seen. Its place: the app.</summary>
    Share,
}

/// <summary>A hit as apportioning sees it.</summary>
/// <param name="Place">Which one of its kind.</param>
public readonly record struct Sight(SightKind Kind, int Place);

/// <summary>A sight on a link, and when.</summary>
/// <param name="At">UTC seconds since 1970.</param>
public readonly record struct TimedSight(long Link, long At, Sight Sight);

/// <summary>Counts hits into sightings.</summary>
public static class Counting
{
    /// <summary>What a click counts as; null where it says nothing.</summary>
    /// <param name="isThroughShare">It came through a share link that was made for an app.</param>
    public static Sight? Of(in DarkHit hit, bool isThroughShare, Visibility visibility)
    {
        if (hit.Kind is not HitKind.Click || Platforms.Of(hit.Os) is not { } platform) return null;
        if (hit.ShowsApp && visibility.IndexOf(hit.Origin.App) is >= 0 and var app)
        {
            return new Sight(SightKind.Named, app * Platforms.Count + (int)platform);
        }
        if (hit.IsTyped) return platform is Platform.Android ? new Sight(SightKind.Typed, 0) : null;
        if (!hit.IsUnnamed && !(isThroughShare && hit.Origin is { Dark: true, Evidence: "share" }))
        {
            return null;
        }
        var arrival = hit.Origin.Evidence is "fetch-metadata" ? Arrival.Handed : Arrival.Plain;
        return new Sight(SightKind.Unnamed, 2 * (int)platform + (int)arrival);
    }

    /// <summary>Adds one hit, or several that are alike.</summary>
    public static void Add(Sightings row, in DarkHit hit, Visibility visibility, double times = 1) =>
        Add(row, Of(hit, row.SharedTo is not null, visibility), times);

    /// <summary>Adds several hits that count as the same; nothing where they say nothing.</summary>
    public static void Add(Sightings row, Sight? sight, double times)
    {
        switch (sight)
        {
            case { Kind: SightKind.Named, Place: var place }: row.Named[place] += times; break;
            case { Kind: SightKind.Unnamed, Place: var place }: row.Unnamed[place] += times; break;
            case { Kind: SightKind.Typed }: row.Typed += times; break;
            case { Kind: SightKind.Share, Place: var app }: row.Shares[app] += times; break;
        }
    }
}
