using System.Net;
using Shortener.Channels;

namespace Shortener.Hits;

/// <summary>
/// What one request told us, cropped and copied: behind this nobody sees the web. It is never stored; what
/// is, is a <see cref="Hit"/>.
/// </summary>
public sealed record Visit
{
    /// <summary>UTC milliseconds since 1970.</summary>
    public required long At { get; init; }

    /// <summary>
    /// The Host it was sent to, lower case, with its port where that is not the scheme's own.
    /// </summary>
    public required string Host { get; init; }

    /// <summary>The last part of the path, percent-decoded, in NFC.</summary>
    public required string Slug { get; init; }

    /// <summary>
    /// What stood behind the slug's dot: a share's token, or something that is none; null for the bare link.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>The query as it was sent, with its question mark; empty where there is none.</summary>
    public string Query { get; init; } = "";

    /// <summary>The client, not a proxy; an IPv4 address is never in its IPv6 form.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>Empty where none was sent.</summary>
    public string UserAgent { get; init; } = "";

    /// <summary>
    /// As in <see cref="VisitFacts"/>: a host or <c>android-app://package</c>; null where none counts.
    /// </summary>
    public string? Referrer { get; init; }

    public required VisitSignals Signals { get; init; }

    /// <summary><see cref="HitTrigger.Qr"/> where the query says so.</summary>
    public HitTrigger Trigger { get; init; }
}
