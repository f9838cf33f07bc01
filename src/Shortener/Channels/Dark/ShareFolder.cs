namespace Shortener.Channels.Dark;

/// <summary>Folds previews into shares: one for each window of a link (or share link) and an app.</summary>
/// <param name="sharing">How long each app's windows are, and whether networks have windows of their own.</param>
public sealed class ShareFolder(Sharing sharing)
{
    private readonly Dictionary<(long Link, long Share, string App, long Network), DateTimeOffset> _open = [];

    /// <summary>Takes the next preview.</summary>
    /// <param name="share">The share link; 0 for the link itself.</param>
    /// <param name="app">As the classifier names the fetcher's app.</param>
    /// <param name="network">The key of the network it came from.</param>
    /// <param name="at">Not before the preview taken before it.</param>
    /// <returns>True where it is another share.</returns>
    public bool Take(long link, long share, string app, long network, DateTimeOffset at)
    {
        var window = sharing.Of(app);
        var key = (link, share, window.App, window.IsPerNetwork ? network : 0);
        if (_open.TryGetValue(key, out var since) && at < since + window.Window) return false;
        _open[key] = at;
        return true;
    }
}
