using Shortener.Benchmarks.Reports;
using Shortener.Channels.Dark;

namespace Shortener.Benchmarks.Fit;

/// <summary>
/// Links by Zipf's law, each passed on in two apps of its own more than in others; messages bring taps within
/// hours, which name their app as often as is assumed. The same each time.
/// </summary>
internal sealed class SampleAudience
{
    private const long Begin = 1_790_000_000;
    private const int Days = 30;
    private const int TapsAMessage = 3;
    private const double Typed = 0.08;
    private const double SeenShares = 0.3;

    // Android, iOS, Mac, desktop.
    private static readonly double[] Devices = [0.4, 0.3, 0.1, 0.2];

    private readonly Random _dice = new(20261122);
    private readonly List<TimedSight> _sights = [];

    /// <param name="apps">So many of <see cref="Visibility.Default"/>, the first ones.</param>
    /// <param name="isScattered">
    /// Sights are of any kind, app and platform, each by itself: what no model of sharing describes.
    /// </param>
    public SampleAudience(int apps, int links, int clicks, bool isScattered = false)
    {
        Links = [.. Enumerable.Range(0, links).Select(_ => new Sightings(Visibility.Default.Apps.Count))];
        var zipf = new Zipf(links, 0.8);
        for (var left = clicks; left > 0; left -= TapsAMessage)
        {
            var link = zipf.Draw(_dice);
            var at = Begin + (long)(_dice.NextDouble() * Days * 24 * 3_600);
            if (isScattered) Scatter(link, at, apps);
            else if (_dice.NextDouble() < Typed) Type(link, at);
            // Half of all messages are in the link's own apps.
            else Send(link, at, _dice.Next(2) == 0 ? (link * 7 + _dice.Next(2)) % apps : _dice.Next(apps));
        }
    }

    public IReadOnlyList<Sightings> Links { get; }

    public IReadOnlyList<TimedSight> Sights => _sights;

    /// <summary>Clicks that name nothing.</summary>
    public double Unnamed => Links.Sum(link => link.Unnamed.Sum());

    private void Scatter(int link, long at, int apps)
    {
        for (var i = 0; i < TapsAMessage; i++)
        {
            // Fewer of each further app.
            var (app, platform) = ((int)(apps * Math.Pow(_dice.NextDouble(), 3)), Platform());
            Add(link, at, _dice.Next(10) switch
            {
                < 6 => new Sight(SightKind.Unnamed, 2 * platform + _dice.Next(2)),
                < 9 => new Sight(SightKind.Named, app * Platforms.Count + platform),
                _ => new Sight(SightKind.Share, apps - 1 - app),
            });
        }
    }

    private void Type(int link, long at)
    {
        for (var i = 0; i < TapsAMessage; i++)
        {
            var platform = Platform();
            Add(link, at, platform == 0 && _dice.NextDouble() < 0.85
                ? new Sight(SightKind.Typed, 0)
                : new Sight(SightKind.Unnamed, 2 * platform + 1));
        }
    }

    private void Send(int link, long at, int app)
    {
        if (_dice.NextDouble() < SeenShares) Add(link, at, new Sight(SightKind.Share, app));
        for (var i = 0; i < TapsAMessage; i++)
        {
            var platform = Platform();
            if (Visibility.Default.Apps[app].On[platform] is not { } on) continue;
            var later = at + (long)(-Math.Log(1 - _dice.NextDouble()) * 2 * 3_600);
            Add(link, later, _dice.NextDouble() < on.Shown
                ? new Sight(SightKind.Named, app * Platforms.Count + platform)
                : new Sight(SightKind.Unnamed, 2 * platform + (_dice.NextDouble() < on.Handed ? 0 : 1)));
        }
    }

    private void Add(int link, long at, Sight sight)
    {
        Counting.Add(Links[link], sight, 1);
        // As many as a report looks at.
        if (_sights.Count < 100_000) _sights.Add(new TimedSight(link, at, sight));
    }

    private int Platform()
    {
        var left = _dice.NextDouble();
        for (var p = 0; p < Devices.Length - 1; p++)
        {
            if ((left -= Devices[p]) < 0) return p;
        }
        return Devices.Length - 1;
    }
}
