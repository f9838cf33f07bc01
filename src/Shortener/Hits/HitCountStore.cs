using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>Counts that are exact at every moment: roll-up plus the tail that is not folded yet.</summary>
public sealed class HitCountStore(Db db)
{
    private const string ClicksOfLink = """
        select c.clicks, w.value as folded
        from link_counts c
        cross join watermarks w
        where c.link_id = @Id and w.name = 'folded'
        """;

    /// <summary>All clicks on a link so far.</summary>
    public async Task<LinkClicks> Clicks(long linkId, CancellationToken ct) =>
        await db.Find<LinkClicks>(ClicksOfLink, new { Id = linkId }, ct) ?? new LinkClicks();
}

/// <summary>How often a link was clicked, at one moment.</summary>
public sealed record LinkClicks
{
    public long Clicks { get; init; }

    /// <summary>
    /// Hits up to this row of the log are final; a click behind it may yet turn out to be a bot's.
    /// </summary>
    public long Folded { get; init; }
}
