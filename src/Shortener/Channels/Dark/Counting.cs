namespace Shortener.Channels.Dark;

/// <summary>Counts hits into sightings.</summary>
public static class Counting
{
    /// <summary>Adds one hit, or several that are alike.</summary>
    public static void Add(Sightings row, in DarkHit hit, Visibility visibility, double times = 1)
    {
        if (hit.Kind is not HitKind.Click || Platforms.Of(hit.Os) is not { } platform) return;
        var app = hit.ShowsApp ? visibility.IndexOf(hit.Origin.App) : -1;
        if (app >= 0)
        {
            row.Named[app * Platforms.Count + (int)platform] += times;
        }
        else if (hit.IsTyped)
        {
            if (platform is Platform.Android) row.Typed += times;
        }
        else if (hit.IsUnnamed || row.SharedTo is not null && hit.Origin is { Dark: true, Evidence: "share" })
        {
            var arrival = hit.Origin.Evidence is "fetch-metadata" ? Arrival.Handed : Arrival.Plain;
            row.Unnamed[2 * (int)platform + (int)arrival] += times;
        }
    }
}
