using Shortener.Attribution;
using Shortener.Statistics;

namespace Shortener.Tests.Attribution;

/// <summary>
/// A shop whose truth is known: what each channel causes is written down here, so that each can be switched
/// off, and what is missing then be counted.
/// </summary>
/// <remarks>
/// Some people want to buy before anything happens. The others are won over by a touch, with the chance that
/// its channel has. Whoever is won or wanted to anyway searches for the shop, or types its address, and buys
/// soon after: search and direct stand before nearly every sale and cause none. Ads follow those who came
/// before, and win few of them.
/// </remarks>
internal sealed class CausalShop(int people, ulong seed)
{
    public static readonly string[] Channels = ["social", "messaging", "email", "ads", "search", "direct"];

    private const int Social = 0;
    private const int Messaging = 1;
    private const int Email = 2;
    private const int Ads = 3;
    private const int Search = 4;
    private const int Direct = 5;
    private const int Days = 28;
    private const long MillisADay = 24 * 60 * 60 * 1000;

    // How often a channel reaches somebody in a day, and how often that wins him over.
    private static readonly double[] Reaches = [0.05, 0.015, 0.04, 0.12, 0.3, 0.2];
    private static readonly double[] Wins = [0.04, 0.20, 0.08, 0.02, 0, 0];

    private const double WantsAnyway = 0.01;
    private const double BuysOnADay = 0.25;

    /// <summary>How many buy when only these channels are on; a set of bits.</summary>
    public int Sales(int on)
    {
        var sales = 0;
        for (var person = 0; person < people; person++) sales += Live(person, on, null) ? 1 : 0;
        return sales;
    }

    /// <summary>
    /// What each channel truly adds, on average over every order in which they could be switched on.
    /// </summary>
    public double[] Truth()
    {
        var sales = new double[1 << Channels.Length];
        for (var on = 0; on < sales.Length; on++) sales[on] = Sales(on);
        return [.. Enumerable.Range(0, Channels.Length).Select(channel => Enumerable.Range(0, sales.Length)
            .Where(on => (on & (1 << channel)) == 0)
            .Sum(on => Orders(int.PopCount(on)) * (sales[on | (1 << channel)] - sales[on])))];
    }

    /// <summary>Everybody's journey, with all channels on.</summary>
    public IEnumerable<(IReadOnlyList<Touch> Touches, bool Bought)> Journeys()
    {
        for (var person = 0; person < people; person++)
        {
            var touches = new List<Touch>();
            var bought = Live(person, (1 << Channels.Length) - 1, touches);
            if (touches.Count > 0) yield return (touches, bought);
        }
    }

    // The same dice for the same person, day and channel, whatever is switched off: only what that causes
    // differs.
    private bool Live(int person, int on, List<Touch>? touches)
    {
        var dice = new Dice(seed ^ ((ulong)person * 0x9E3779B97F4A7C15));
        var (isWon, hasCome, bought) = (dice.Next() < WantsAnyway, false, false);
        for (var day = 0; day < Days; day++)
        {
            for (var channel = 0; channel < Channels.Length; channel++)
            {
                var (reach, win) = (dice.Next(), dice.Next());
                var isThere = !bought && (on & (1 << channel)) != 0 && reach < Reaches[channel] && channel switch
                {
                    Search or Direct => isWon,
                    Ads => hasCome,
                    _ => true,
                };
                if (!isThere) continue;
                touches?.Add(new Touch(day * MillisADay + channel, channel, channel == Direct));
                hasCome = true;
                isWon |= win < Wins[channel];
            }
            bought |= dice.Next() < BuysOnADay && isWon;
        }
        return bought;
    }

    // |S|! (n−|S|−1)! / n!
    private static double Orders(int size) =>
        Enumerable.Range(1, size).Aggregate(
            1.0 / Channels.Length, (product, i) => product * i / (Channels.Length - i));
}
