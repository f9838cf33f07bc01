using Shortener.Channels;
using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>A row of the log, as far as the follower needs it: numbers only.</summary>
internal readonly record struct LoggedHit(
    long Seq, long At, long LinkId, HitKind Kind, HitTrigger Trigger, bool IsUnique, bool IsOrphan,
    long ReferrerId, long LanguageId, long PlaceId, long UtmId, long ClientId, long OriginId,
    long ShareId, long Generation, long AdvocateId)
{
    /// <summary>The columns that <see cref="Read"/> takes, in its order.</summary>
    public const string Columns = "seq, at, link_id, kind, trigger, is_unique, reason, " + Numbers;

    /// <summary>How many those are.</summary>
    public const int Width = 16;

    /// <summary>The same of <c>link_hits</c>, which holds no orphans.</summary>
    public const string LinkColumns = "seq, at, link_id, kind, trigger, is_unique, 0, " + Numbers;

    /// <summary>Puts rows of <see cref="LinkRowLength"/> into <c>link_hits</c>.</summary>
    public const string InsertLinkHits = "insert into link_hits (link_id, at, seq, kind, trigger, is_unique, "
        + Numbers + ")";

    public const int LinkRowLength = 15;

    private const string Numbers =
        "referrer_id, language_id, place_id, utm_id, client_id, origin_id, share_id, generation, advocate_id";

    /// <summary>The order of <c>link_hits</c>.</summary>
    public static readonly Comparison<LoggedHit> ByLink = static (a, b) =>
        a.LinkId != b.LinkId ? a.LinkId.CompareTo(b.LinkId) : a.At != b.At ? a.At.CompareTo(b.At) : a.Seq.CompareTo(b.Seq);

    /// <summary>The row a scan stands on.</summary>
    public static LoggedHit Read(NumberScan row) => new(
        row[0], row[1], row[2], (HitKind)row[3], (HitTrigger)row[4], row[5] != 0, row[6] != 0,
        row[7], row[8], row[9], row[10], row[11], row[12], row[13], row[14], row[15]);

    /// <summary>Adds the row of <c>link_hits</c>.</summary>
    public void AddTo(NumberRows rows) => rows.Add(
        LinkId, At, Seq, (long)Kind, (long)Trigger, IsUnique ? 1 : 0,
        ReferrerId, LanguageId, PlaceId, UtmId, ClientId, OriginId, ShareId, Generation, AdvocateId);
}
