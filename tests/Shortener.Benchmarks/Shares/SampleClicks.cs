using Shortener.Benchmarks.Reports;
using Shortener.Channels;
using Shortener.Hits;

namespace Shortener.Benchmarks.Shares;

/// <summary>
/// The hits of the sample shares' year: of the clicks half through shares of the days before, some of them
/// far more often than others; a tenth of all hits previews. In the last three days the newest shares are
/// clicked through, each at least once.
/// </summary>
internal sealed class SampleClicks(SampleShares shares, int hits, int active)
{
    public const int Referrers = 500;
    public const int Agents = 3_000;
    public const int UtmSets = SampleShares.Links + 20;

    /// <summary>What clicks and previews may turn out to be, and how often of 1,000.</summary>
    public static readonly (string Channel, string App, string Evidence, bool Dark, bool Shared, int Of1000)[] Origins =
    [
        // Of the bare link.
        ("", "", "none", true, false, 330),
        ("", "", "fetch-metadata", true, false, 130),
        ("direct", "", "fetch-metadata", false, false, 50),
        ("messaging", "WhatsApp", "in-app", true, false, 80),
        ("messaging", "Telegram", "in-app", true, false, 30),
        ("messaging", "Messenger", "in-app", true, false, 20),
        ("messaging", "LINE", "in-app", true, false, 10),
        ("social", "Facebook", "link-shim", false, false, 80),
        ("social", "Instagram", "in-app", false, false, 70),
        ("social", "X", "link-shim", false, false, 40),
        ("search", "Google", "referrer", false, false, 90),
        ("email", "", "link-utm", true, false, 70),
        // Through a share.
        ("messaging", "WhatsApp", "share", true, false, 500),
        ("messaging", "WhatsApp", "in-app", true, false, 200),
        ("messaging", "Telegram", "share", true, false, 100), ("", "", "none", true, false, 200),
        // Previews.
        ("messaging", "WhatsApp", "none", false, true, 600),
        ("messaging", "Telegram", "none", false, true, 100),
        ("messaging", "iMessage", "none", false, true, 80), ("messaging", "Signal", "none", false, true, 40),
        ("work", "Slack", "none", false, true, 50), ("social", "Meta", "none", false, true, 130),
    ];

    /// <summary>Operating systems of the clients, evenly.</summary>
    public static readonly string[] Systems =
    [
        "Android", "Android", "Android", "iOS", "iOS", "iOS", "macOS", "Windows", "Windows", "Linux",
    ];

    /// <summary>How many clients there are.</summary>
    public const int Clients = 60;

    private const int Bare = 12;
    private const int Through = 16;
    private const int LastDays = 3;
    private const int ActiveHits = 3;

    private readonly Random _dice = new(20261123);
    private readonly Zipf _links = new(SampleShares.Links);
    private readonly Zipf _active = new(active, 0.8);
    private readonly Zipf _referrers = new(Referrers);
    private readonly Zipf _agents = new(Agents, 1.1);

    /// <summary>
    /// The columns of each hit but its number, in the order of time. The array is used again.
    /// </summary>
    public IEnumerable<long[]> Rows()
    {
        var (start, end) =
            (SampleYear.Now.AddDays(-365).ToUnixTimeMilliseconds(), SampleYear.Now.ToUnixTimeMilliseconds());
        var lastDays = SampleYear.Now.AddDays(-LastDays).ToUnixTimeMilliseconds();
        var evenly = Math.Max(0, hits - ActiveHits * active);
        var times = new (long At, int Active)[evenly + ActiveHits * active];
        for (var i = 0; i < evenly; i++) times[i] = (start + (long)(_dice.NextDouble() * (end - start)), -1);
        for (var i = evenly; i < times.Length; i++)
        {
            var newest = i - evenly < active ? i - evenly : _active.Draw(_dice);
            times[i] = (lastDays + (long)(_dice.NextDouble() * (end - lastDays)), newest);
        }
        Array.Sort(times);
        var row = new long[HitRow.Length];
        for (var i = 0; i < times.Length; i++)
        {
            Fill(row, times[i].At, times[i].Active, i + 1);
            yield return row;
        }
    }

    private void Fill(long[] row, long at, int newest, int number)
    {
        Array.Clear(row);
        var kind = newest >= 0 ? HitKind.Click : _dice.Next(100) switch { < 78 => HitKind.Click, < 88 => HitKind.Preview, < 99 => HitKind.Bot, _ => HitKind.Prefetch };
        var share = newest >= 0 ? shares.All.Length - 1 - newest : kind is HitKind.Bot
            || _dice.Next(100) >= 55
            ? -1
            : ShareAt(at, kind);
        var link = share >= 0 ? shares.All[share].Link : _links.Draw(_dice) + 1;
        row[0] = number;
        row[1] = at;
        row[2] = link;
        row[3] = (long)kind;
        row[4] = (long)(
            share >= 0 ? HitTrigger.Share : _dice.Next(100) < 3 ? HitTrigger.Qr : HitTrigger.Link);
        row[5] = kind is HitKind.Click && _dice.Next(10) < 8 ? 1 : 0;
        row[8] = _dice.NextInt64();
        row[9] = _dice.NextInt64(1L << 32);
        row[10] = _agents.Draw(_dice) + 1;
        row[11] = _agents.Draw(_dice) + 1;
        row[12] = _dice.Next(100) < 60 ? 0 : 1 + _referrers.Draw(_dice);
        row[13] = 1 + Referrers;
        row[14] = 1;
        // Each link has its tags; a share's replace them.
        row[15] = share >= 0 ? SampleShares.Links + 1 + shares.All[share].Kind : link;
        row[16] = 1 + _dice.Next(Clients);
        row[17] = kind switch
        {
            HitKind.Preview => 1 + Through + Draw(Through, Origins.Length),
            HitKind.Click when share >= 0 => 1 + Bare + Draw(Bare, Through),
            HitKind.Click => 1 + Draw(0, Bare),
            _ => 1,
        };
        if (share >= 0) (row[19], row[20]) = (shares.All[share].Id, shares.All[share].Generation);
    }

    /// <summary>
    /// A share of the days before; every thousandth share is a hundred times as busy. A preview comes when it
    /// is sent.
    /// </summary>
    private int ShareAt(long at, HitKind kind)
    {
        var age = -Math.Log(1 - _dice.NextDouble()) * (kind is HitKind.Preview ? 0.001 : 2) * shares.All.Length / 365;
        var share = Math.Min(shares.CountAt(at), shares.All.Length) - 1 - (int)age;
        if (kind is HitKind.Click && _dice.Next(10) == 0) share -= share % 1_000;
        return share >= 0 && shares.All[share].At <= at ? share : -1;
    }

    private int Draw(int from, int until)
    {
        var left = _dice.Next(1000);
        for (var i = from; i < until; i++)
        {
            left -= Origins[i].Of1000;
            if (left < 0) return i - from;
        }
        return until - from - 1;
    }
}
