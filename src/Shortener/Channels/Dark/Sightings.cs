using Shortener.Statistics;

namespace Shortener.Channels.Dark;

/// <summary>How an unnamed click arrived.</summary>
public enum Arrival : byte
{
    /// <summary>
    /// With <c>Sec-Fetch-Site: cross-site</c>: from an app through Chromium on Android, or from a page that
    /// hides itself.
    /// </summary>
    Handed,

    /// <summary>As an address that was typed would.</summary>
    Plain,
}

/// <summary>What was seen of a link (or of several) over some time: all that apportioning looks at.</summary>
/// <param name="apps">How many apps <see cref="Visibility.Apps"/> has.</param>
public sealed class Sightings(int apps)
{
    /// <summary>Clicks that name their app, by app and platform.</summary>
    public double[] Named { get; } = new double[apps * Platforms.Count];

    /// <summary>Dark clicks that name nothing, by platform and <see cref="Arrival"/>.</summary>
    public double[] Unnamed { get; } = new double[Platforms.Count * 2];

    /// <summary>Clicks on Android whose headers show that they were typed.</summary>
    public double Typed { get; set; }

    /// <summary>Shares seen, by app.</summary>
    public double[] Shares { get; } = new double[apps];

    /// <summary>
    /// The place of the app that a share link was minted for, where all these clicks came through such links.
    /// How their unnamed clicks arrived is not known then.
    /// </summary>
    public int? SharedTo { get; init; }

    /// <summary>Those share links were seen in other apps as well, so that they name nothing.</summary>
    public bool IsCarried { get; init; }

    /// <summary>
    /// Its unnamed clicks may have come from anywhere; otherwise their share link names them.
    /// </summary>
    public bool IsOpen => SharedTo is null || IsCarried;

    /// <summary>All clicks.</summary>
    public double Clicks => Vectors.Sum(Named) + Vectors.Sum(Unnamed) + Typed;

    /// <summary>Adds what was seen elsewhere.</summary>
    public void Add(Sightings other)
    {
        Vectors.Add(Named, other.Named, 1);
        Vectors.Add(Unnamed, other.Unnamed, 1);
        Vectors.Add(Shares, other.Shares, 1);
        Typed += other.Typed;
    }
}
