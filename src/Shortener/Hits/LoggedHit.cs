using Shortener.Channels;
using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>A row of the log, as far as the follower needs it: numbers only.</summary>
internal readonly record struct LoggedHit(
    long Seq, long At, long LinkId, HitKind Kind, HitTrigger Trigger, bool IsUnique, bool IsOrphan,
    long ReferrerId, long LanguageId, long PlaceId, long UtmId, long ClientId, long OriginId)
{
    /// <summary>The columns that <see cref="Read"/> takes, in its order.</summary>
    public const string Columns =
        "seq, at, link_id, kind, trigger, is_unique, reason, referrer_id, language_id, place_id, utm_id, client_id, origin_id";

    /// <summary>The order of <c>link_hits</c>.</summary>
    public static readonly Comparison<LoggedHit> ByLink = static (a, b) =>
        a.LinkId != b.LinkId ? a.LinkId.CompareTo(b.LinkId) : a.At != b.At ? a.At.CompareTo(b.At) : a.Seq.CompareTo(b.Seq);

    /// <summary>The row a scan stands on.</summary>
    public static LoggedHit Read(NumberScan row) => new(
        row[0], row[1], row[2], (HitKind)row[3], (HitTrigger)row[4], row[5] != 0, row[6] != 0,
        row[7], row[8], row[9], row[10], row[11], row[12]);
}
