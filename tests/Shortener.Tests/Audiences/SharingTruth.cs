namespace Shortener.Tests.Audiences;

/// <summary>What is true of a world's sharing, reckoned from what was played.</summary>
internal sealed class SharingTruth
{
    private const int SecondsPerDay = 24 * 60 * 60;
    private const int Window = 7 * SecondsPerDay;

    public SharingTruth(Audience audience)
    {
        Shares = audience.Shares;
        var shares = Shares.ToDictionary(share => share.Number);
        var people = audience.Calls.Where(call => call.IsPerson).ToList();
        Taps = people.Count;
        var seen = new HashSet<(int, int, string, long)>();
        foreach (var call in people.Where(
            call => seen.Add((call.Link, call.Network, call.Headers.UserAgent, call.At / SecondsPerDay))))
        {
            var generation = call.Share > 0 ? shares[call.Share].Generation : 0;
            Unique[generation] = Unique.GetValueOrDefault(generation) + 1;
        }
        var through = people.Where(call => call.Share > 0).ToList();
        ThroughShares = through.Count;
        ClicksByApp = through.CountBy(call => shares[call.Share].App).ToDictionary();
        TopClicks =
            [.. through.CountBy(call => call.Share).Select(share => share.Value).OrderDescending().Take(10)];
        Cycles = [.. Shares.Where(share => share.Parent > 0)
            .Select(share => share.At - shares[share.Parent].At).Where(cycle => cycle <= Window).Order()];
    }

    public IReadOnlyList<Minted> Shares { get; }

    /// <summary>Everybody who tapped.</summary>
    public int Taps { get; }

    /// <summary>Those who tapped a share link.</summary>
    public int ThroughShares { get; }

    /// <summary>How many people one brings.</summary>
    public double K => (double)ThroughShares / Taps;

    /// <summary>
    /// Who came for the first time that day to that link, by generation; 0 is the bare link.
    /// </summary>
    public SortedDictionary<int, int> Unique { get; } = [];

    public IReadOnlyDictionary<string, int> ClicksByApp { get; }

    /// <summary>Of the ten shares with most.</summary>
    public IReadOnlyList<int> TopClicks { get; }

    /// <summary>
    /// Seconds from the making of a share to that of its child, for those that took no longer than the
    /// window.
    /// </summary>
    public IReadOnlyList<long> Cycles { get; }
}
