using Shortener.Values;

namespace Shortener.Hits;

/// <summary>How hits are folded into the roll-ups that reports read. Section <c>Shortener:Hits</c>.</summary>
public sealed record FollowerSettings : ISettings
{
    private const int ShortestWait = (int)(Behaviour.Reach / 1000) + 5;

    /// <summary>
    /// So long hits stay out of the roll-ups after they came, and what follows shows what they were; reports
    /// count them from the log. 0 to 3600; 25 or more while a rule about several hits is on.
    /// </summary>
    public int FoldAfterSeconds { get; init; } = 30;

    /// <summary>
    /// A visitor who opens so many different links at once, with ten seconds of silence before and after, is
    /// a bot. 0 is off, else 3 to 100. A person who opens three links of a newsletter in ten seconds is none.
    /// </summary>
    public int BotLinks { get; init; } = 5;

    /// <summary>"At once": so many milliseconds a link at most, and ten seconds in all. 1 to 2000.</summary>
    public int BotLinkMillis { get; init; } = 400;

    /// <summary>
    /// A GET that the same visitor sends to the same link so soon after a HEAD is a bot's. 0 is off, at most
    /// 10.
    /// </summary>
    public int BotHeadSeconds { get; init; } = 5;

    /// <summary>Some rule about several hits is on.</summary>
    internal bool JudgesBehaviour => BotLinks > 0 || BotHeadSeconds > 0;

    /// <summary>
    /// So many folded hits are settled together; until then, reports by link and dimension read them from the
    /// log, 20,000 in some 5 ms. A busy instance settles a quarter of a day together.
    /// </summary>
    public int SettleHits { get; init; } = 20_000;

    /// <summary>
    /// How long one transaction may hold SQLite's write lock, in milliseconds; the number of its rows
    /// follows.
    /// </summary>
    public int SliceMillis { get; init; } = 1;

    /// <summary>How long the follower waits when there is nothing to fold, in milliseconds.</summary>
    public int IdleMillis { get; init; } = 500;

    /// <summary>
    /// From so many hits a second on, the follower gives way to the redirects. Below, it keeps up with them:
    /// it folds some 60,000 hits in a second of one core.
    /// </summary>
    public int BusyHitsPerSecond { get; init; } = 2_000;

    /// <summary>
    /// The part of its time that it then works, in percent; it rises as the tail of the log grows.
    /// </summary>
    public int BusyPercent { get; init; } = 1;

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        if (FoldAfterSeconds is < 0 or > 3600)
        {
            yield return $"Shortener:Hits:FoldAfterSeconds is {FoldAfterSeconds}; it may be 0 to 3600.";
        }
        if (JudgesBehaviour && FoldAfterSeconds is >= 0 and < ShortestWait)
        {
            yield return $"Shortener:Hits:FoldAfterSeconds is {FoldAfterSeconds}; while BotLinks or BotHeadSeconds is on, it may be {ShortestWait} to 3600.";
        }
        if (BotLinks is not 0 and (< 3 or > 100))
        {
            yield return $"Shortener:Hits:BotLinks is {BotLinks}; it may be 0 (off) or 3 to 100.";
        }
        if (BotLinkMillis is < 1 or > 2_000)
        {
            yield return $"Shortener:Hits:BotLinkMillis is {BotLinkMillis}; it may be 1 to 2000.";
        }
        if (BotHeadSeconds is < 0 or > 10)
        {
            yield return $"Shortener:Hits:BotHeadSeconds is {BotHeadSeconds}; it may be 0 (off) to 10.";
        }
        if (SettleHits is < 1 or > 100_000)
        {
            yield return $"Shortener:Hits:SettleHits is {SettleHits}; it may be 1 to 100000.";
        }
        if (SliceMillis is < 1 or > 1_000)
        {
            yield return $"Shortener:Hits:SliceMillis is {SliceMillis}; it may be 1 to 1000.";
        }
        if (IdleMillis is < 1 or > 60_000)
        {
            yield return $"Shortener:Hits:IdleMillis is {IdleMillis}; it may be 1 to 60000.";
        }
        if (BusyHitsPerSecond < 0)
        {
            yield return $"Shortener:Hits:BusyHitsPerSecond is {BusyHitsPerSecond}; it may be 0 or more.";
        }
        if (BusyPercent is < 1 or > 100)
        {
            yield return $"Shortener:Hits:BusyPercent is {BusyPercent}; it may be 1 to 100.";
        }
    }
}
