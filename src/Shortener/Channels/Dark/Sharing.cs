using System.Globalization;

namespace Shortener.Channels.Dark;

/// <summary>When previews by an app are one share.</summary>
/// <param name="App">The app whose clicks such a share tells of.</param>
/// <param name="Window">Previews so long after a window's first belong to the same share.</param>
/// <param name="IsPerNetwork">The sharer's own device fetches: two networks are two shares.</param>
/// <param name="IsAtLeast">A cache of the app's hides further shares.</param>
public sealed record ShareWindow(string App, TimeSpan Window, bool IsPerNetwork, bool IsAtLeast)
{
    /// <summary>Further apps that these previews may come from.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>The previews may come from this app.</summary>
    public bool MayBeOf(string app) => App == app || Also.Contains(app);
}

/// <summary>How previews are read as shares, by app: <c>Data/sharing.csv</c>.</summary>
public sealed class Sharing
{
    private const string EveryOther = "*";

    private static readonly Lazy<Sharing> Read = new(() => new Sharing());

    private readonly Dictionary<string, ShareWindow> _windows = [];
    private readonly ShareWindow _other;

    private Sharing()
    {
        var clicks = new Dictionary<string, double>();
        foreach (var row in EmbeddedRows.Read("sharing.csv"))
        {
            var app = row.Get("app");
            var minutes = int.Parse(row.Get("minutes"), NumberStyles.None, CultureInfo.InvariantCulture);
            _windows[app] = new ShareWindow(
                row.Find("counts-for") ?? app, TimeSpan.FromMinutes(minutes), row.Get("of") is "network",
                row.Says("at-least"))
            {
                Also = row.Find("also")?.Split('|') ?? [],
            };
            if (row.Find("clicks") is not null) clicks[_windows[app].App] = row.Number("clicks");
        }
        (_other, ClicksPerShare) = (_windows[EveryOther], clicks);
    }

    /// <summary>The numbers that come with the product.</summary>
    public static Sharing Default => Read.Value;

    /// <summary>
    /// Clicks that follow one share seen, by app, where its previews say something about it.
    /// </summary>
    public IReadOnlyDictionary<string, double> ClicksPerShare { get; }

    /// <summary>How previews by this app are folded.</summary>
    /// <param name="app">As the classifier names the fetcher's app.</param>
    public ShareWindow Of(string app) => _windows.GetValueOrDefault(app) ?? _other with { App = app };
}
