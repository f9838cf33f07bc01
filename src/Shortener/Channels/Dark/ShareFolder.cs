using System.Runtime.InteropServices;

namespace Shortener.Channels.Dark;

/// <summary>Folds previews into shares: one for each window of a link (or share link) and an app.</summary>
/// <param name="sharing">
/// How long each app's windows are, and whether networks have windows of their own.
/// </param>
public sealed class ShareFolder(Sharing sharing)
{
    private readonly Dictionary<Key, DateTimeOffset> _open = [];
    private readonly Dictionary<string, (ShareWindow Window, int App)> _windows = [];
    private readonly Dictionary<string, int> _apps = [];

    // A number in place of the app's name: there may be hundreds of thousands of them.
    private readonly record struct Key(long Link, long Share, long Network, int App);

    /// <summary>Takes the next preview.</summary>
    /// <param name="share">The share link; 0 for the link itself.</param>
    /// <param name="app">As the classifier names the fetcher's app.</param>
    /// <param name="network">The key of the network it came from.</param>
    /// <param name="at">Not before the preview taken before it.</param>
    /// <returns>True where it is another share.</returns>
    public bool Take(long link, long share, string app, long network, DateTimeOffset at)
    {
        if (!_windows.TryGetValue(app, out var known)) known = _windows[app] = Find(app);
        ref var since = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _open, new Key(link, share, known.Window.IsPerNetwork ? network : 0, known.App), out var isOpen);
        if (isOpen && at < since + known.Window.Window) return false;
        since = at;
        return true;
    }

    private (ShareWindow Window, int App) Find(string app)
    {
        var window = sharing.Of(app);
        if (!_apps.TryGetValue(window.App, out var number)) number = _apps[window.App] = _apps.Count;
        return (window, number);
    }
}
