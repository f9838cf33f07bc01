namespace Shortener.Reports;

/// <summary>The answer of <c>GET /reports/sharing</c>: how links are passed on.</summary>
public sealed record SharingReport
{
    public required DateTimeOffset Start { get; init; }

    /// <summary>No longer inside.</summary>
    public required DateTimeOffset End { get; init; }

    public required string Timezone { get; init; }

    /// <summary>
    /// Share links made in the period, of the links that filters leave. Other filters leave out hits, not
    /// shares.
    /// </summary>
    public required long SharesMinted { get; init; }

    /// <summary>Previews folded into shares: never added to those minted.</summary>
    public required long SharesSeen { get; init; }

    /// <summary>Arrivals through a share that no redirect made; in no count of clicks.</summary>
    public required long Arrivals { get; init; }

    public required long ClicksThroughShares { get; init; }

    /// <summary>Clicks through shares ÷ shares minted; null where none was.</summary>
    public required double? ClicksPerShare { get; init; }

    public required IReadOnlyList<SharingChannel> ByChannel { get; init; }

    /// <summary>Without holes; 0 is the bare link.</summary>
    public required IReadOnlyList<SharingGeneration> ByGeneration { get; init; }

    public required SharingK K { get; init; }

    public required CycleTime CycleTime { get; init; }

    public required HalfLife HalfLife { get; init; }

    /// <summary>The highest generation that was minted or clicked.</summary>
    public required long Depth { get; init; }

    /// <summary>Shares with most clicks, at most ten.</summary>
    public required IReadOnlyList<TopSharer> TopSharers { get; init; }
}

/// <summary>Shares by what they were minted for; null where nobody said.</summary>
public sealed record SharingChannel(string? Channel, string? App, long SharesMinted, long Clicks);

/// <summary>Shares and clicks of a generation.</summary>
public sealed record SharingGeneration(long Generation, long SharesMinted, long UniqueClicks);

/// <summary>
/// Unique clicks that one unique click brought, over links whose window has closed; null where there are no
/// clicks.
/// </summary>
/// <param name="Low">Together with high: holds it in 95 of 100 cases.</param>
/// <param name="WindowDays">How old a link has to be.</param>
/// <param name="Links">How many are.</param>
public sealed record SharingK(double? Value, double? Low, double? High, int WindowDays, int Links);

/// <summary>
/// From the minting of a share to that of its child, for parents of UTC days that lie before the window; null
/// where there are none.
/// </summary>
/// <param name="P25">Seconds; a quarter is quicker.</param>
/// <param name="P75">Seconds; a quarter is slower.</param>
/// <param name="N">How many there are.</param>
public sealed record CycleTime(long? MedianSeconds, long? P25, long? P75, int N);

/// <summary>
/// From a link's first unique click in the period until half of the unique clicks of its first seven days had
/// come, for links that had at least 30 and whose seven days are over; null where there are none. Known to
/// four hours, interpolated.
/// </summary>
/// <param name="P25">Hours; a quarter is quicker.</param>
/// <param name="P75">Hours; a quarter is slower.</param>
/// <param name="Links">How many there are.</param>
public sealed record HalfLife(double? MedianHours, double? P25, double? P75, int Links);

/// <summary>A share that brought many.</summary>
public sealed record TopSharer(
    string Token, long Link, string? Channel, string? App, long Generation, long Clicks, long UniqueClicks);
