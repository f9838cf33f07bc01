using Shortener.Benchmarks.Reports;
using Shortener.Shares;

namespace Shortener.Benchmarks.Shares;

/// <summary>One sample share; its place in <see cref="SampleShares.All"/> is the order of minting.</summary>
/// <param name="Parent">The parent's place; −1 for the bare link.</param>
/// <param name="Kind">The place of its button in <see cref="SampleShares.Kinds"/>.</param>
internal readonly record struct SampleShare(long Id, long At, int Link, int Parent, int Generation, int Kind);

/// <summary>
/// A year of shares: links by Zipf's law, 45 of 100 made by somebody who came through an earlier share of the
/// link, most of these within hours; every month each link has one that many pass on. The same for the same
/// seed.
/// </summary>
internal sealed class SampleShares
{
    public const int Links = 10_000;

    /// <summary>What shares are minted for, and in how many of 1,000 cases.</summary>
    public static readonly (string Button, string Channel, string App, int Of1000)[] Kinds =
    [
        ("whatsapp", "messaging", "WhatsApp", 380),
        ("copy", "", "", 200),
        ("native", "", "", 150),
        ("telegram", "messaging", "Telegram", 80),
        ("mail", "email", "", 50),
        ("facebook", "social", "Facebook", 40),
        ("messenger", "messaging", "Messenger", 30),
        ("sms", "sms", "", 30),
        ("x", "social", "X", 20),
        ("line", "messaging", "LINE", 10),
        ("linkedin", "social", "LinkedIn", 8),
        ("reddit", "social", "Reddit", 2),
    ];

    private const long DayMillis = 24 * 60 * 60 * 1000;

    private static readonly long Start = SampleYear.Now.AddDays(-365).ToUnixTimeMilliseconds();
    private static readonly long End = SampleYear.Now.ToUnixTimeMilliseconds();

    private readonly Random _dice = new(20261122);
    private readonly Zipf _links = new(Links);
    private readonly List<int>[] _ofLink = [.. Enumerable.Range(0, Links + 1).Select(_ => new List<int>())];
    private readonly int[] _hub = new int[Links + 1];

    public SampleShares(int count)
    {
        All = new SampleShare[count];
        var ids = new HashSet<long>(count);
        for (var i = 0; i < count; i++)
        {
            var id = Tokens.Draw(_dice.Next);
            while (!ids.Add(id)) id = Tokens.Draw(_dice.Next);
            All[i] = Make(i, id);
        }
    }

    /// <summary>In the order of minting, which goes on evenly.</summary>
    public SampleShare[] All { get; }

    /// <summary>How many shares were minted before a time.</summary>
    public int CountAt(long at) =>
        (int)Math.Clamp((at - Start) / ((End - Start) / (double)All.Length), 0, All.Length);

    /// <summary>The one with most children, and how many it has.</summary>
    public (SampleShare Share, int Children) Busiest()
    {
        var children = new int[All.Length];
        foreach (var share in All)
        {
            if (share.Parent >= 0) children[share.Parent]++;
        }
        var most = Array.IndexOf(children, children.Max());
        return (All[most], children[most]);
    }

    private SampleShare Make(int i, long id)
    {
        var at = Start + (long)((i + _dice.NextDouble()) * ((End - Start) / (double)All.Length));
        // Evenly in time, one in each stretch of it: those before it are older.
        var link = _links.Draw(_dice) + 1;
        var parent = _dice.Next(100) < 45 ? Parent(link, at) : -1;
        _ofLink[link].Add(i);
        if (_hub[link] == 0 || at - All[_hub[link]].At > 30 * DayMillis) _hub[link] = i;
        return new SampleShare(id, at, link, parent, parent < 0 ? 1 : All[parent].Generation + 1, Kind());
    }

    private int Parent(int link, long at)
    {
        var earlier = _ofLink[link];
        if (earlier.Count == 0) return -1;
        if (_dice.Next(10) == 0) return _hub[link];
        // The median is two hours; one in twelve takes longer than three days.
        var before = at - (long)(Math.Exp(2.5 * Normal()) * 2 * 60 * 60 * 1000);
        var (low, high) = (0, earlier.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (All[earlier[middle]].At <= before) low = middle + 1;
            else high = middle;
        }
        return low == 0 ? -1 : earlier[low - 1];
    }

    private double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - _dice.NextDouble())) * Math.Cos(2 * Math.PI * _dice.NextDouble());

    private int Kind()
    {
        var left = _dice.Next(1000);
        for (var kind = 0; ; kind++)
        {
            left -= Kinds[kind].Of1000;
            if (left < 0) return kind;
        }
    }
}
