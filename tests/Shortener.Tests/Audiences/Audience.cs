using Shortener.Channels.Dark;

namespace Shortener.Tests.Audiences;

/// <summary>
/// Plays a world: links are made and posted, people tap, and some pass them on. Every request comes with the
/// truth about it.
/// </summary>
internal sealed class Audience
{
    private const long Hour = 3_600;
    private const long Day = 24 * Hour;
    private const int Days = 30;

    // Of those who tap, so many pass the link on that each message brings a third of one more.
    private const double Again = 0.33;
    // Most pass it on where they got it.
    private const double StaysInApp = 0.7;
    private const int Networks = 1_000_000;
    private const int PlaySeed = 1_009;

    private readonly World _world;
    private readonly Random _dice;
    private readonly Manners _manners;
    private readonly Cards _cards;
    private readonly string[] _apps;
    private readonly List<Call> _calls = [];
    private int _shares;

    private Audience(World world, int play)
    {
        _world = world;
        _dice = new Random(PlaySeed * world.Seed + play);
        Nature = new Nature(world, new Random(world.Seed));
        _manners = new Manners(_dice, world.IsHttps);
        _cards = new Cards(_dice);
        _apps = [.. world.Apps.Keys];
    }

    /// <summary>What is true of its apps.</summary>
    public Nature Nature { get; }

    /// <summary>All requests, in the order of time.</summary>
    public IReadOnlyList<Call> Calls { get; private set; } = [];

    /// <summary>Every share link that was made.</summary>
    public List<Minted> Shares { get; } = [];

    /// <param name="play">
    /// The same nature is played with other dice: other links, messages and people.
    /// </param>
    public static Audience Of(World world, int play = 0)
    {
        var audience = new Audience(world, play);
        audience.Play();
        return audience;
    }

    private sealed record Where(int Link, long Born, double[] Mix, double[] Devices);

    private void Play()
    {
        var weights = Enumerable.Range(0, _world.Links).Select(_ => Math.Exp(1.2 * _dice.Normal())).ToArray();
        var sum = weights.Sum();
        for (var link = 0; link < _world.Links; link++)
        {
            var born = (long)(_dice.NextDouble() * (Days - 6) * Day);
            // Links differ: one is for colleagues, the other for the family.
            var mix = _apps.Select(app => _world.Apps[app] * Math.Exp(1.0 * _dice.Normal())).ToArray();
            var devices = _world.Devices.Select(part => part * Math.Exp(0.25 * _dice.Normal())).ToArray();
            Post(new Where(link, born, mix, devices), _world.Clicks * weights[link] / sum);
        }
        for (var i = 0; i < _world.Storms; i++)
        {
            _calls.AddRange(
                _cards.Storm(Awake((long)(_dice.NextDouble() * Days * Day)), _dice.Next(_world.Links)));
        }
        for (var i = 0; i < _world.Scanners; i++)
        {
            _calls.Add(_cards.Scan((long)(_dice.NextDouble() * Days * Day), _dice.Next(_world.Links)));
        }
        Calls = [.. _calls.OrderBy(call => call.At)];
    }

    private void Post(Where where, double clicks)
    {
        var social = clicks * (1 - _world.Typed - _world.Public - _world.Nameless);
        var perMessage =
            _apps.Select((app, i) => where.Mix[i] * Nature.Of(app).ClicksPerMessage).Sum() / where.Mix.Sum();
        for (var messages = _dice.Poisson(social * (1 - Again) / perMessage); messages > 0; messages--)
        {
            Send(_dice.Pick(where.Mix), Later(where), where, share: null, isForward: false);
        }
        for (var n = _dice.Poisson(clicks * _world.Typed); n > 0; n--)
        {
            Tap(where, null, platform => _manners.Typed(platform), isTyped: true);
        }
        for (var n = _dice.Poisson(clicks * _world.Public); n > 0; n--)
        {
            Tap(where, null, platform => _manners.Public(platform));
        }
        for (var n = _dice.Poisson(clicks * _world.Nameless); n > 0; n--)
        {
            Tap(where, null, platform => _manners.Hidden(platform, platform is Platform.Android));
        }
    }

    private void Tap(Where where, string? app, Func<Platform, Headers> headers, bool isTyped = false) =>
        _calls.Add(new Call(
        Later(where), where.Link, _dice.Next(Networks), headers((Platform)_dice.Pick(where.Devices)), app, true, isTyped));

    /// <summary>A message with the link: a card is fetched, people tap, and some pass it on.</summary>
    /// <param name="share">The share link that the sender came by; null for the bare link.</param>
    private void Send(int app, long at, Where where, Minted? share, bool isForward)
    {
        if (at > (Days + 10) * Day) return;
        var (name, nature) = (_apps[app], Nature.Of(_apps[app]));
        // Whoever forwards sends the same address; the others copy it, or make a share link of their own.
        if (!isForward && _dice.Happens(_world.ThroughShareLinks)) share = Mint(share, where, name, at);
        if (!isForward && _dice.Happens(nature.Cards))
        {
            _calls.AddRange(
                _cards.Of(name, at, where.Link, share?.Number ?? 0, share?.App, _dice.Next(Networks)));
        }
        var weights = nature.On.Select((showing, p) => showing is null ? 0 : showing.Reach * where.Devices[p])
            .ToArray();
        var size = Math.Exp(0.5 * _dice.Normal() - 0.125);
        for (var taps = _dice.Geometric(nature.ClicksPerMessage * size); taps > 0; taps--)
        {
            var then = Awake(at + (long)(45 * 60 * Math.Exp(1.3 * _dice.Normal())));
            var p = _dice.Pick(weights);
            var showing = nature.On[p]!;
            var isShown = _dice.Happens(showing.Shown);
            var headers = isShown
                ? _manners.Shown(name, (Platform)p)
                : _manners.Hidden((Platform)p, _dice.Happens(showing.Handed));
            _calls.Add(new Call(
                then, where.Link, _dice.Next(Networks), headers, name, true, false, share?.Number ?? 0,
                share?.App, isShown));
            if (_dice.Happens(Again / nature.ClicksPerMessage))
            {
                var next = _dice.Happens(StaysInApp) ? app : _dice.Pick(where.Mix);
                var forwards = next == app && _dice.Happens(Math.Min(1, 1.5 * _world.Forwards));
                Send(next, Awake(then + (long)(Hour * Math.Exp(_dice.Normal()))), where, share, forwards);
            }
        }
    }

    private Minted Mint(Minted? parent, Where where, string app, long at)
    {
        var share = new Minted(
            ++_shares, where.Link, app, parent?.Number ?? 0, (parent?.Generation ?? 0) + 1, at);
        Shares.Add(share);
        return share;
    }

    // Posts come in the first days of a link, most on the first.
    private long Later(Where where) =>
        Awake(where.Born + (long)(-2 * Day * Math.Log(1 - _dice.NextDouble())));

    // Few people are awake from midnight to six: the others do it in the morning.
    private long Awake(long at)
    {
        var hour = at % Day / Hour;
        return hour < 6 && _dice.Happens(0.85) ? at + (7 - hour) * Hour + _dice.Next(3 * 3_600) : at;
    }
}

/// <summary>A share link that somebody made.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Parent">The share its maker came by; 0 for none.</param>
internal sealed record Minted(int Number, int Link, string App, int Parent, int Generation, long At);
