namespace Shortener.Channels.Dark;

/// <summary>
/// Share links that were seen in another app than the one they were made for: somebody has copied them on.
/// What such a link was made for no longer says where it was tapped.
/// </summary>
public sealed class CarriedShares(Sharing sharing)
{
    private readonly HashSet<long> _shares = [];

    /// <summary>Takes a share link of which it is known.</summary>
    public void Add(long share) => _shares.Add(share);

    /// <summary>Takes all that others know of.</summary>
    public void Add(CarriedShares others) => _shares.UnionWith(others._shares);

    /// <summary>Takes a preview of a share link.</summary>
    /// <param name="madeFor">
    /// The app that the share link was made for; null or empty where nobody said.
    /// </param>
    /// <param name="fetchedBy">As the classifier names the fetcher's app.</param>
    public void AddPreview(long share, string? madeFor, string fetchedBy)
    {
        if (!string.IsNullOrEmpty(madeFor) && !sharing.Of(fetchedBy).MayBeOf(madeFor)) _shares.Add(share);
    }

    /// <summary>Takes a click through a share link.</summary>
    /// <param name="madeFor">
    /// The app that the share link was made for; null or empty where nobody said.
    /// </param>
    public void AddClick(long share, string? madeFor, in DarkHit hit)
    {
        if (IsToldBy(madeFor, hit)) _shares.Add(share);
    }

    /// <summary>Whether a click shows that its share link has been copied on.</summary>
    /// <param name="madeFor">
    /// The app that the share link was made for; null or empty where nobody said.
    /// </param>
    public static bool IsToldBy(string? madeFor, in DarkHit hit) => !string.IsNullOrEmpty(madeFor)
        && hit.Kind is HitKind.Click && (hit.ShowsApp && hit.Origin.App != madeFor || hit.IsWhereItsAppIsNot);

    public bool Contains(long share) => _shares.Contains(share);
}
