using Shortener.Channels;
using Shortener.Channels.Geo;

namespace Shortener.Hits;

/// <summary>One request to a link, classified and ready for the log. No address is in it.</summary>
public sealed class Hit
{
    /// <summary>
    /// Given at entry, random (or, for replayed lines, made from their content): stores a hit once.
    /// </summary>
    public required long Uid { get; init; }

    /// <summary>When it happened, UTC milliseconds since 1970.</summary>
    public required long At { get; init; }

    /// <summary>The visitor day it belongs to, in days since 1970.</summary>
    public required int Day { get; init; }

    /// <summary>0 for an orphan that reached no link.</summary>
    public required long LinkId { get; init; }

    /// <summary>Hash of the click id that goes out with it (<see cref="ClickIds"/>); 0 for none.</summary>
    public long Click { get; set; }

    /// <summary>The token of its share goes out with it (<c>sc_share</c>).</summary>
    public bool HandsShare { get; set; }

    /// <summary>Click, preview, bot or prefetch.</summary>
    public required HitKind Kind { get; init; }

    /// <summary>Link, QR code or share.</summary>
    public required HitTrigger Trigger { get; init; }

    /// <summary>Why it was not sent on; <see cref="OrphanReason.None"/> where it was.</summary>
    public required OrphanReason Reason { get; init; }

    /// <summary>It was replayed from a file.</summary>
    public bool IsImported { get; init; }

    /// <summary><see cref="VisitorKey.OfVisitor"/>.</summary>
    public required long Visitor { get; init; }

    /// <summary><see cref="VisitorKey.OfNetwork"/>.</summary>
    public required long Network { get; init; }

    public required Entry<string> UserAgent { get; init; }

    public required Entry<VisitSignals> Signals { get; init; }

    public required Entry<string> Referrer { get; init; }

    public required Entry<string> Language { get; init; }

    public required Entry<Place> Place { get; init; }

    public required Entry<UtmSet> Utm { get; init; }

    public required Entry<Client> Client { get; init; }

    public required Entry<Origin> Origin { get; init; }

    /// <summary>The slug an orphan asked for; empty for the others.</summary>
    public required Entry<string> Slug { get; init; }

    /// <summary>The share it came through; null for the bare link.</summary>
    public HitShare? Share { get; init; }
}
