using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>
/// Forgets what recognises late clicks of erased customers, once none of them can come any more.
/// </summary>
public sealed class ErasedClickJob(Db db, TimeProvider clock)
{
    // A day more, because clocks of several machines differ.
    private static readonly TimeSpan Kept = ClickIdStore.Patience + TimeSpan.FromDays(1);

    private const string Drop = "delete from erased_clicks where erased_at < @Before";

    /// <summary>How many were forgotten.</summary>
    public Task<int> Run(CancellationToken ct) => db.Run(Drop, new { Before = clock.GetUtcNow() - Kept }, ct);
}
