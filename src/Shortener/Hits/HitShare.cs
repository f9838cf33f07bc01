namespace Shortener.Hits;

/// <summary>What a hit needs to know of the share it came through.</summary>
/// <param name="Id">The number of its token.</param>
/// <param name="Generation">
/// 1 for a share made from the bare link, 2 for a share made by somebody who came through that, …
/// </param>
/// <param name="AdvocateId">0 for none.</param>
/// <param name="Channel">What it was minted for; null where nobody said.</param>
/// <param name="App">The app it was minted for; null where nobody said.</param>
public sealed record HitShare(long Id, long Generation, long AdvocateId, string? Channel, string? App);
